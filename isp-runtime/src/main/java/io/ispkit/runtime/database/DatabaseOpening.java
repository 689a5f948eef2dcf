package io.ispkit.runtime.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.ispkit.core.error.PermanentException;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Makes the pool, and looks at what is behind it. */
final class DatabaseOpening {

  private DatabaseOpening() {}

  static Database open(DatabaseOptions options) {
    HikariConfig config = new HikariConfig();
    if (options.url().startsWith("jdbc:h2:")) {
      config.setJdbcUrl(Database.durableUrl(options.url()));
    } else if (options.url().startsWith("jdbc:postgresql:")) {
      config.setJdbcUrl(options.url());
      config.addDataSourceProperty("reWriteBatchedInserts", "true");
      config.addDataSourceProperty("tcpKeepAlive", "true");
      // The detail of an error quotes rows.
      config.addDataSourceProperty("logServerErrorDetail", "false");
    } else {
      throw new PermanentException(
          options + ": expected jdbc:h2:file:…, jdbc:h2:mem:… or jdbc:postgresql:…");
    }
    config.setUsername(options.username());
    if (options.password() != null) {
      config.setPassword(options.password().reveal());
    }
    config.setMaximumPoolSize(options.poolSize());
    config.setAutoCommit(false);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setPoolName("isp-" + options.schema());
    config.setConnectionTimeout(15_000);
    HikariDataSource pool;
    try {
      pool = new HikariDataSource(config);
    } catch (PoolInitializationException e) {
      SQLException sql = SqlErrors.in(e);
      if (sql == null) {
        throw new PermanentException("cannot open " + options, e);
      }
      throw SqlErrors.translate("cannot open " + options, sql);
    }
    try {
      return build(pool, pool, options.schema());
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  static Database over(DataSource source, String schema) {
    return build(source, null, DatabaseOptions.checkSchema(schema));
  }

  private static Database build(DataSource source, @Nullable HikariDataSource own, String schema) {
    Inspection found =
        new Connections(source)
            .use(
                "cannot open the database",
                connection -> {
                  Inspection seen = Inspection.of(connection);
                  connection.rollback();
                  return seen;
                });
    return new Database(source, own, found, schema);
  }
}
