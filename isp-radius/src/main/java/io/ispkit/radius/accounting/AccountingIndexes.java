package io.ispkit.radius.accounting;

import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jooq.SQLDialect;

/**
 * The indexes on {@code radacct} that the queries of this package want. On a table of millions of
 * rows they decide between milliseconds and minutes. FreeRADIUS's schema for PostgreSQL has none
 * that begins with a user name, an address or the time of the stop; its schema for MariaDB has all
 * of them.
 *
 * <p>Nothing is ever made unasked: the table is FreeRADIUS's. An index of another name that begins
 * with the same column serves as well. None of ours is on a column that an Interim changes as a
 * rule, so that on PostgreSQL an Interim stays a cheap update within its page; each costs a Start
 * and a Stop a little, and disk. Thread-safe; see {@link Accounting}.
 */
public final class AccountingIndexes {

  private final RadacctDatabase database;

  AccountingIndexes(RadacctDatabase database) {
    this.database = database;
  }

  /** What is missing, with the statements that make it; empty: all is well. */
  public Outcome<List<OfferedIndex>> missing() {
    return database.read(AccountingIndexes::missing);
  }

  private static List<OfferedIndex> missing(Radacct radacct) {
    SQLDialect dialect = radacct.tables().layout().dialect();
    String schema = radacct.tables().layout().schema();
    boolean concurrently = dialect == SQLDialect.POSTGRES;
    Set<String> broken = concurrently ? broken(radacct) : Set.of();
    List<Catalogue.Index> present =
        Catalogue.indexes(radacct.tables(), "radacct").stream()
            .filter(index -> !broken.contains(index.name()))
            .toList();
    List<OfferedIndex> all = new ArrayList<>();
    for (WantedIndex wanted : WantedIndex.of(dialect)) {
      if (present.stream().noneMatch(wanted::isServedBy)) {
        List<String> statements = new ArrayList<>();
        if (broken.contains(wanted.name())) {
          statements.add(wanted.removal(concurrently, schema));
        }
        statements.add(wanted.statement(concurrently, schema));
        all.add(new OfferedIndex(wanted.name(), wanted.purpose(), statements));
      }
    }
    return List.copyOf(all);
  }

  /** A statement with "concurrently" that failed leaves an index that serves nobody. */
  private static Set<String> broken(Radacct radacct) {
    return radacct
        .sql()
        .resultQuery(
            "select c.relname from pg_catalog.pg_index i join pg_catalog.pg_class c"
                + " on c.oid = i.indexrelid where not i.indisvalid")
        .fetchSet(0, String.class);
  }

  /**
   * Makes one index. On a PostgreSQL of FreeRADIUS's own it is made beside the running accounting;
   * on a large table that takes minutes, for which this call blocks. In the backend's own database,
   * and on H2 and MariaDB, it is made by a plain statement, during which nobody may write to {@code
   * radacct} (MariaDB mostly lets them); there, a person may rather run {@link
   * OfferedIndex#statements} at night.
   *
   * @param index one that {@link #missing} offered
   * @return done, also when it is there already; refused for good with {@code not_offered}; refused
   *     with retry; unknown, after which {@link #missing} tells
   */
  public Outcome<OfferedIndex> create(OfferedIndex index, Operation operation) {
    boolean concurrently = database.database().reach() == Reach.REMOTE;
    return database.write(
        operation,
        radacct -> {
          SQLDialect dialect = radacct.tables().layout().dialect();
          List<WantedIndex> wanted =
              WantedIndex.of(dialect).stream()
                  .filter(one -> one.name().equals(index.name()))
                  .toList();
          if (wanted.isEmpty()) {
            return Outcome.refused("not_offered", "no index " + index.name() + " is wanted");
          }
          for (OfferedIndex missing : missing(radacct)) {
            if (missing.name().equals(index.name())) {
              if (dialect == SQLDialect.POSTGRES && concurrently) {
                apart(radacct, missing.statements());
              } else {
                plainly(radacct, wanted.get(0), missing.statements().size() > 1);
              }
            }
          }
          return Outcome.done(index);
        });
  }

  /** A broken one would keep its name, and the new one would not be made. */
  private static void plainly(Radacct radacct, WantedIndex wanted, boolean isBroken) {
    String schema = radacct.tables().layout().schema();
    if (isBroken) {
      radacct.sql().execute(wanted.removal(false, schema));
    }
    radacct.sql().execute(wanted.statement(false, schema));
  }

  /** PostgreSQL makes no index concurrently within a transaction, nor within our time limits. */
  private static void apart(Radacct radacct, List<String> statements) {
    radacct
        .sql()
        .connection(
            connection -> {
              connection.commit();
              int limit = connection.getNetworkTimeout();
              connection.setNetworkTimeout(Runnable::run, 0);
              connection.setAutoCommit(true);
              try {
                run(connection, statements);
              } finally {
                connection.setAutoCommit(false);
                connection.setNetworkTimeout(Runnable::run, limit);
              }
            });
  }

  private static void run(Connection connection, List<String> statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String words : statements) {
        statement.execute(words);
      }
    }
  }
}
