package io.ispkit.radius.accounting;

import java.util.ArrayList;
import java.util.List;
import org.jooq.SQLDialect;

/**
 * An index that some query wants.
 *
 * @param column the one that it begins with
 * @param more the others, which make it better
 * @param filter of an index on PostgreSQL that has not all rows; empty: it has
 */
record WantedIndex(String name, String purpose, String column, String more, String filter) {

  private static final String OPEN = "acctstoptime is null";

  static List<WantedIndex> of(SQLDialect dialect) {
    List<WantedIndex> all = new ArrayList<>();
    all.add(
        new WantedIndex(
            "isp_radacct_username",
            "live sessions, history, usage of a user",
            "username",
            "radacctid",
            ""));
    if (dialect == SQLDialect.POSTGRES) {
      all.add(
          new WantedIndex(
              "isp_radacct_open", "live and stale sessions", "acctstarttime", "radacctid", OPEN));
      all.add(
          new WantedIndex(
              "isp_radacct_open_realm",
              "live sessions of a realm",
              "realm",
              "acctstarttime",
              OPEN));
      all.add(
          new WantedIndex(
              "isp_radacct_open_nas",
              "live sessions of a NAS, restarts",
              "nasipaddress",
              "acctstarttime",
              OPEN));
    } else {
      all.add(
          new WantedIndex(
              "isp_radacct_start", "live and stale sessions", "acctstarttime", "radacctid", ""));
      all.add(
          new WantedIndex(
              "isp_radacct_nas",
              "live sessions of a NAS, restarts",
              "nasipaddress",
              "acctstarttime",
              ""));
    }
    all.add(new WantedIndex("isp_radacct_stop", "outages, restarts", "acctstoptime", "", ""));
    for (String column :
        List.of(
            "framedipaddress", "framedipv6address", "framedipv6prefix", "delegatedipv6prefix")) {
      all.add(
          new WantedIndex(
              "isp_radacct_" + column,
              "who had an address",
              column,
              "acctstarttime",
              dialect == SQLDialect.POSTGRES ? column + " is not null" : ""));
    }
    return all;
  }

  /** Whether {@code index} serves as well, or nearly so. */
  boolean isServedBy(Catalogue.Index index) {
    if (!index.columns().get(0).equals(column)) {
      return false;
    }
    String has = index.filter().replaceAll("[()]", "").strip();
    return has.isEmpty() ? !filter.equals(OPEN) : has.equals(filter);
  }

  String statement(boolean concurrently, String schema) {
    return "create index "
        + (concurrently ? "concurrently " : "")
        + "if not exists "
        + name
        + " on "
        + (schema.isEmpty() ? "" : schema + ".")
        + "radacct ("
        + column
        + (more.isEmpty() ? "" : ", " + more)
        + ")"
        + (filter.isEmpty() ? "" : " where " + filter);
  }

  String removal(boolean concurrently, String schema) {
    return "drop index "
        + (concurrently ? "concurrently " : "")
        + "if exists "
        + (schema.isEmpty() ? "" : schema + ".")
        + name;
  }
}
