package io.ispkit.radius;

import io.ispkit.core.error.PermanentException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.SQLDialect;

/**
 * Looks whether the tables are there, and creates those that are missing if it may: FreeRADIUS's
 * own layout (version 3.2) and our ledger. The statements stand in {@code schema/<product>.sql}.
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
   * @throws PermanentException tables are missing and must not be created
   */
  void prepare(RadiusTables tables) {
    Set<String> missing = new TreeSet<>(needed);
    missing.removeIf(tables::has);
    if (missing.isEmpty()) {
      return;
    }
    if (!creates) {
      throw new PermanentException(
          "the RADIUS database lacks the tables "
              + missing
              + (schema.isEmpty() ? "" : " in schema " + schema)
              + "; create them, or set create_schema: if_missing");
    }
    create(tables);
  }

  private void create(RadiusTables tables) {
    if (tables.layout().dialect() == SQLDialect.POSTGRES) {
      // two nodes that create one table at once would fail on its name in the catalogue
      tables.sql().execute("select pg_advisory_xact_lock(?)", ADVISORY_LOCK);
    }
    if (!schema.isEmpty()) {
      tables.sql().execute("create schema if not exists " + schema);
    }
    for (String block : blocks(tables.layout())) {
      if (!tables.has(tableOf(block))) {
        for (String statement : block.split(";\\s*", -1)) {
          if (!statement.isBlank()) {
            tables.sql().execute(statement);
          }
        }
      }
    }
  }

  /** One block for each table: its "create table" and its indexes. Blank lines part them. */
  private List<String> blocks(Layout layout) {
    String product = layout.dialect().name().toLowerCase(Locale.ROOT);
    try (InputStream in = SchemaCreator.class.getResourceAsStream("schema/" + product + ".sql")) {
      if (in == null) {
        throw new IllegalStateException("no schema for " + product);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String script =
          text.replace("${schema}", schema.isEmpty() ? "" : schema + ".")
              .replace("${value}", layout.valueName());
      List<String> blocks = new ArrayList<>();
      for (String block : script.split("\\n\\s*\\n", -1)) {
        String statements = block.replaceAll("(?m)^--.*$", "").strip();
        if (!statements.isEmpty()) {
          blocks.add(statements);
        }
      }
      return blocks;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String tableOf(String block) {
    String words = block.substring("create table if not exists ".length(), block.indexOf('('));
    String qualified = words.strip();
    return qualified.substring(qualified.lastIndexOf('.') + 1);
  }
}
