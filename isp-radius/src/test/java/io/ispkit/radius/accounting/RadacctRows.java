package io.ispkit.radius.accounting;

import io.ispkit.core.operation.Operation;
import io.ispkit.radius.NoTransactions;
import io.ispkit.radius.RadiusDatabase;
import io.ispkit.radius.RadiusDatabases;
import io.ispkit.radius.TestContext;
import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.testkit.subscriber.Subscribers;
import io.ispkit.testkit.time.SettableClock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A {@code radacct} of the adapter's own making, and what accounting says of it. */
final class RadacctRows implements AutoCloseable {

  /** In which the tests let MariaDB write its times. */
  static final ZoneId ZONE = ZoneId.of("America/Caracas");

  static final Operation OPERATION = Subscribers.operation("acme", "job.1");

  private static final DateTimeFormatter WITH_ZONE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss+00", Locale.ROOT);

  private final TestDatabase server;
  private final RadiusDatabase database;
  private final SettableClock clock = new SettableClock(Instant.parse("2026-03-15T12:00:00Z"));

  /** Keeps an H2 file open, too: opening it takes longer than most tests. */
  private final Connection connection;

  private int sessions;

  RadacctRows(TestDatabase server) {
    // names are folded as for every other statement of the test
    this.server =
        server.isH2()
            ? new TestDatabase(
                "h2",
                server.url() + ";DATABASE_TO_LOWER=TRUE",
                server.username(),
                server.password())
            : server;
    try {
      connection = this.server.connect();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    this.database =
        RadiusDatabases.open(
            new TestContext(
                new NoTransactions(),
                TestContext.read(TestContext.remote(this.server, this.server.url()))));
    sessionsBy(settings()).countLive(SessionFilter.any()).orElseThrow();
  }

  SettableClock clock() {
    return clock;
  }

  RadiusDatabase database() {
    return database;
  }

  AccountingSettings settings() {
    return AccountingSettings.of(OPERATION.tenant(), clock).withZone(ZONE);
  }

  Accounting accounting() {
    return new Accounting(database, settings());
  }

  private Sessions sessionsBy(AccountingSettings settings) {
    return new Accounting(database, settings).sessions();
  }

  Connection connection() {
    return connection;
  }

  boolean isPostgresql() {
    return server.product().equals("postgresql");
  }

  boolean isMariadb() {
    return server.product().equals("mariadb");
  }

  void execute(String... statements) {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  List<String> column(String sql) {
    List<String> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return values;
  }

  void clear() {
    execute(
        "delete from radacct", "delete from nasreload", "drop table if exists isp_usage_sample");
    clock.set(Instant.parse("2026-03-15T12:00:00Z"));
  }

  /** A session that is open; {@link Row#insert} writes it. */
  Row session(String username, String start) {
    return new Row(username, start);
  }

  /** How this product writes a time. */
  String time(Instant time) {
    return isMariadb()
        ? "'" + LocalDateTime.ofInstant(time, ZONE).toString().replace('T', ' ') + "'"
        : "timestamp with time zone '" + WITH_ZONE.format(time.atOffset(ZoneOffset.UTC)) + "'";
  }

  String time(String time) {
    return time(Instant.parse(time));
  }

  /** Collects the columns of one row. */
  final class Row {

    private final StringBuilder names = new StringBuilder("acctsessionid, acctuniqueid, username");
    private final StringBuilder values;
    private final String uniqueId = "u" + ++sessions;
    private boolean nas;

    Row(String username, String start) {
      values = new StringBuilder("'s" + sessions + "', '" + uniqueId + "', '" + username + "'");
      set("acctstarttime", time(start));
    }

    Row set(String column, String value) {
      names.append(", ").append(column);
      values.append(", ").append(value);
      return this;
    }

    Row on(String address) {
      nas = true;
      return set("nasipaddress", "'" + address + "'");
    }

    Row seen(String time) {
      return set("acctupdatetime", time(time));
    }

    Row ended(String time, String cause) {
      return set("acctstoptime", time(time)).set("acctterminatecause", "'" + cause + "'");
    }

    Row bytes(long input, long output) {
      return set("acctinputoctets", "" + input).set("acctoutputoctets", "" + output);
    }

    /** Returns the Acct-Unique-Session-Id. */
    String insert() {
      if (!nas) {
        on("192.0.2.1");
      }
      execute("insert into radacct (" + names + ") values (" + values + ")");
      return uniqueId;
    }
  }

  @Override
  public void close() {
    database.close();
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
