package io.ispkit.radius;

import io.ispkit.core.error.PermanentException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.SQLDialect;

/**
 * Looks whether the tables are there, and creates those that are missing if it may: FreeRADIUS's
 * own layout (version 3.2) and our ledger. The statements stand in {@code schema/<product>.sql}.
 *
 * <p>Tables of ours that an earlier version has made get the columns and indexes that they lack. A
 * table of FreeRADIUS that is there is never touched, but for H2, from which no RADIUS server
 * reads: there all tables are ours.
 *
 * <p>A process that is killed on its way leaves nothing on PostgreSQL, where all is one
 * transaction. On H2 and MariaDB each statement commits by itself: on MariaDB a table comes with
 * its indexes, and the tables without which nothing can be done stand last, so that the next start
 * makes what is missing; on H2 the next start runs all statements again if anything is missing.
 *
 * @param schema empty: where the connection stands
 * @param creates whether missing tables are created
 * @param needed the tables without which nothing can be done
 */
record SchemaCreator(String schema, boolean creates, Set<String> needed) {

  // any number that no other program is likely to lock
  private static final long ADVISORY_LOCK = 0x6973705f72616469L;
  private static final Set<String> NEEDED =
      Set.of("radcheck", "radreply", "radusergroup", Ledger.TABLE, ChangeLedger.TABLE);

  /** For those who keep subscribers. */
  SchemaCreator(String schema, boolean creates) {
    this(schema, creates, NEEDED);
  }

  /**
   * In a transaction of its own, since H2 and MariaDB commit with every such statement.
   *
   * @throws PermanentException tables, or what ours need, are missing and must not be created
   */
  void prepare(RadiusTables tables) {
    List<TableScript> script = script(tables.layout());
    Map<String, Set<String>> present = tables.columns();
    boolean allOurs = creates && tables.layout().dialect() == SQLDialect.H2;
    Set<String> missing = new TreeSet<>(needed);
    List<String> repairs = new ArrayList<>();
    for (TableScript table : script) {
      Set<String> columns = present.get(table.name());
      if (allOurs && columns == null) {
        missing.add(table.name());
      } else if (columns != null
          && (allOurs || (table.isOurs() && needed.contains(table.name())))) {
        repairs.addAll(table.repairs(schema, columns, tables.indexes(table.name())));
      }
    }
    missing.removeAll(present.keySet());
    if (missing.isEmpty() && repairs.isEmpty()) {
      return;
    }
    if (!creates) {
      throw new PermanentException(lacking(missing, repairs));
    }
    lock(tables);
    if (allOurs || !missing.isEmpty()) {
      create(tables, script, allOurs);
    }
    repairs.forEach(tables.sql()::execute);
  }

  private String lacking(Set<String> missing, List<String> repairs) {
    return missing.isEmpty()
        ? "an earlier version made the RADIUS database; run "
            + String.join("; ", repairs)
            + "; or set create_schema: if_missing"
        : "the RADIUS database lacks the tables "
            + missing
            + (schema.isEmpty() ? "" : " in schema " + schema)
            + "; create them, or set create_schema: if_missing";
  }

  private static void lock(RadiusTables tables) {
    if (tables.layout().dialect() == SQLDialect.POSTGRES) {
      // two nodes that create one table at once would fail on its name in the catalogue
      tables.sql().execute("select pg_advisory_xact_lock(?)", ADVISORY_LOCK);
    }
  }

  private void create(RadiusTables tables, List<TableScript> script, boolean again) {
    if (!schema.isEmpty()) {
      tables.sql().execute("create schema if not exists " + schema);
    }
    for (TableScript table : script) {
      if (again || !tables.has(table.name())) {
        table.statements().forEach(tables.sql()::execute);
      }
    }
  }

  /** Each table, its "create table" and its indexes. Blank lines part them. */
  List<TableScript> script(Layout layout) {
    String product = layout.dialect().name().toLowerCase(Locale.ROOT);
    try (InputStream in = SchemaCreator.class.getResourceAsStream("schema/" + product + ".sql")) {
      if (in == null) {
        throw new IllegalStateException("no schema for " + product);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String script =
          text.replace("${schema}", schema.isEmpty() ? "" : schema + ".")
              .replace("${value}", layout.valueName());
      List<TableScript> all = new ArrayList<>();
      for (String block : script.split("\\n\\s*\\n", -1)) {
        String statements = block.replaceAll("(?m)^--.*$", "").strip();
        if (!statements.isEmpty()) {
          all.add(TableScript.of(statements));
        }
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
