package io.ispkit.runtime.database;

import io.ispkit.core.error.IspException;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.error.RetryableException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the tables of every module up to date. */
final class Migrations {

  private Migrations() {}

  /** The runtime's own first, then the others by name. */
  static void run(DataSource source, Dialect dialect, String schema, ClassLoader loader) {
    List<String> modules = new ArrayList<>();
    modules.add("runtime");
    TreeSet<String> others = new TreeSet<>();
    for (MigrationSource module : ServiceLoader.load(MigrationSource.class, loader)) {
      String name = module.module();
      if (!name.matches("[a-z][a-z0-9_]{0,40}") || name.equals("runtime") || !others.add(name)) {
        throw new PermanentException(
            "migrations of "
                + module.getClass().getName()
                + ": module '"
                + name
                + "' is taken or no name");
      }
    }
    modules.addAll(others);
    for (String module : modules) {
      migrate(source, dialect, schema, module, loader);
    }
  }

  private static void migrate(
      DataSource source, Dialect dialect, String schema, String module, ClassLoader loader) {
    String[] locations =
        Stream.of("common", dialect.product())
            .map(folder -> "io/ispkit/" + module + "/migration/" + folder)
            .filter(folder -> loader.getResource(folder) != null)
            .map("classpath:"::concat)
            .toArray(String[]::new);
    if (locations.length == 0) {
      throw new PermanentException("module " + module + " announces migrations and has none");
    }
    try {
      Flyway.configure(loader)
          .dataSource(source)
          .schemas(schema)
          .defaultSchema(schema)
          .table("isp_" + module + "_migrations")
          .locations(locations)
          .validateMigrationNaming(true)
          // The modules share the schema: it is not empty when the second one comes.
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw failed(module, e);
    }
  }

  /** With the database's own words, which here speak of tables and not of anybody's data. */
  private static IspException failed(String module, FlywayException e) {
    String text = "migrating the tables of module " + module + " failed";
    SQLException sql = SqlErrors.in(e);
    if (sql == null) {
      return new PermanentException(text + ": " + e.getMessage(), e);
    }
    String words = String.valueOf(sql.getMessage()).lines().findFirst().orElse("");
    text += ": SQLSTATE " + sql.getSQLState() + ", " + words;
    return SqlErrors.isTransient(sql)
        ? new RetryableException(text, e)
        : new PermanentException(text, e);
  }
}
