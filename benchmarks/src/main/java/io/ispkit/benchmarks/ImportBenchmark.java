package io.ispkit.benchmarks;

import io.ispkit.core.config.Config;
import io.ispkit.core.config.Options;
import io.ispkit.core.id.IdGenerator;
import io.ispkit.core.id.UlidGenerator;
import io.ispkit.core.plugin.AdapterContext;
import io.ispkit.core.subscriber.SubscriberDirectory;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transactions;
import io.ispkit.radius.FreeRadius;
import io.ispkit.radius.FreeRadiusProvider;
import io.ispkit.radius.bulk.ImportReport;
import io.ispkit.radius.bulk.ImportSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Subscribers from CSV into the tables of FreeRADIUS on one PostgreSQL that fsyncs: the import of
 * ISP Kit beside COPY of the very same rows, which is the floor, and beside the naive way: one
 * transaction for each subscriber, with a duplicate check and inserts row by row, and no ledger.
 *
 * <p>Arguments: subscribers (default 100000), repeats (default 3).
 */
public final class ImportBenchmark {

  private static final Map<String, String> TABLES = new LinkedHashMap<>();
  private static final int NAIVE_SHARE = 50;

  static {
    TABLES.put("radcheck", "username, attribute, op, value");
    TABLES.put("radreply", "username, attribute, op, value");
    TABLES.put(
        "isp_subscriber",
        "tenant_id, operation_id, username, customer_id, profile, download_bps, upload_bps,"
            + " static_address, check_id, reply_ids, before_image, written_hash, desired");
  }

  private ImportBenchmark() {}

  public static void main(String[] args) throws Exception {
    int subscribers = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    PrintStream out = System.out;
    int repeats = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    out.printf(Locale.ROOT, "%d subscribers, Java %s%n", subscribers, Runtime.version());
    try (BenchmarkPostgres postgres = BenchmarkPostgres.start()) {
      once(postgres, out, Math.max(2000, subscribers / 10)); // warms the code up
      out.println("warm");
      List<Ratios> all = new ArrayList<>();
      for (int i = 0; i < repeats; i++) {
        all.add(once(postgres, out, subscribers));
      }
      out.printf(
          Locale.ROOT,
          "median of %d, rows/s beside COPY: write %.2f, whole (every line checked twice) %.2f,"
              + " naive %.3f%n",
          repeats,
          median(all, Ratios::write),
          median(all, Ratios::whole),
          median(all, Ratios::naive));
    }
    System.exit(0);
  }

  /** Rows a second beside those of COPY in the same round. */
  private record Ratios(double write, double whole, double naive) {}

  private static double median(List<Ratios> all, ToDoubleFunction<Ratios> of) {
    double[] sorted = all.stream().mapToDouble(of).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static Ratios once(BenchmarkPostgres postgres, PrintStream out, int subscribers)
      throws Exception {
    Map<String, byte[]> rows = new LinkedHashMap<>();
    String url = postgres.create("import");
    ImportSettings settings = ImportSettings.of(Duration.ofHours(24), Duration.ofMinutes(15));
    String csv = csv(subscribers);
    SubscriberDirectory directory = open(url);
    FreeRadius radius = (FreeRadius) directory;
    double check =
        seconds(
            () ->
                radius
                    .imports()
                    .check(() -> new StringReader(csv), "b", settings, fault -> {})
                    .orElseThrow());
    double whole =
        seconds(
            () -> {
              ImportReport report =
                  radius
                      .imports()
                      .run(() -> new StringReader(csv), "b", settings, fault -> {})
                      .orElseThrow();
              if (report.written() != subscribers) {
                throw new IllegalStateException("lost subscribers: " + report);
              }
            });
    long count = count(url);
    try (Connection connection = connect(url)) {
      for (Map.Entry<String, String> table : TABLES.entrySet()) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        copy(connection)
            .copyOut("copy " + table.getKey() + " (" + table.getValue() + ") to stdout", text);
        rows.put(table.getKey(), text.toByteArray());
      }
    }
    ((AutoCloseable) directory).close();
    double floor = floor(postgres.create("floor"), rows);
    int some = Math.max(200, subscribers / NAIVE_SHARE);
    double naive = naive(postgres.create("naive"), some);
    print(out, "copy (floor)", subscribers, count, floor);
    print(out, "ispkit, write", subscribers, count, whole - check);
    print(out, "ispkit, whole", subscribers, count, whole);
    print(out, "naive", some, some * 6L, naive);
    double copied = count / floor;
    return new Ratios(
        count / (whole - check) / copied, count / whole / copied, some * 6L / naive / copied);
  }

  private static double floor(String url, Map<String, byte[]> rows) throws Exception {
    makeTables(url);
    try (Connection connection = connect(url)) {
      connection.setAutoCommit(false);
      return seconds(
          () -> {
            for (Map.Entry<String, byte[]> table : rows.entrySet()) {
              copy(connection)
                  .copyIn(
                      "copy " + table.getKey() + " (" + TABLES.get(table.getKey()) + ") from stdin",
                      new ByteArrayInputStream(table.getValue()));
            }
            connection.commit();
          });
    }
  }

  private static double naive(String url, int subscribers) throws Exception {
    makeTables(url);
    try (Connection connection = connect(url)) {
      connection.setAutoCommit(false);
      return seconds(
          () -> {
            for (int i = 0; i < subscribers; i++) {
              String user = "user" + i;
              try (PreparedStatement check =
                  connection.prepareStatement("select 1 from radcheck where username = ?")) {
                check.setString(1, user);
                try (ResultSet found = check.executeQuery()) {
                  if (found.next()) {
                    throw new IllegalStateException("taken");
                  }
                }
              }
              insert(connection, "radcheck", user, "Cleartext-Password", "password" + i);
              insert(connection, "radreply", user, "Mikrotik-Rate-Limit", "20M/100M");
              insert(connection, "radreply", user, "Framed-IP-Address", address(i));
              insert(connection, "radreply", user, "Framed-IP-Netmask", "255.255.255.255");
              insert(connection, "radreply", user, "Session-Timeout", "86400");
              insert(connection, "radreply", user, "Idle-Timeout", "900");
              connection.commit();
            }
          });
    }
  }

  private static void insert(
      Connection connection, String table, String user, String attribute, String value)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into " + table + " (username, attribute, op, value) values (?, ?, ':=', ?)")) {
      insert.setString(1, user);
      insert.setString(2, attribute);
      insert.setString(3, value);
      insert.executeUpdate();
    }
  }

  /** The adapter makes them when it first looks. */
  private static void makeTables(String url) throws Exception {
    SubscriberDirectory directory = open(url);
    ((FreeRadius) directory).sessions().open("nobody").orElseThrow();
    ((AutoCloseable) directory).close();
  }

  private static SubscriberDirectory open(String url) {
    Map<String, String> options =
        Map.of(
            "url", url.replaceAll("[?].*", ""),
            "username", "postgres",
            "password", "postgres",
            "create_schema", "if_missing");
    FreeRadiusProvider provider = new FreeRadiusProvider();
    return provider.open(
        new Context(Config.of(options).read(root -> root.options(provider.options()))));
  }

  private static String csv(int subscribers) {
    StringBuilder csv =
        new StringBuilder("customer,username,password,plan,download,upload,static_address\n");
    for (int i = 0; i < subscribers; i++) {
      csv.append("c").append(i).append(",user").append(i).append(",password").append(i);
      csv.append(",fiber_100,100M,20M,").append(address(i)).append('\n');
    }
    return csv.toString();
  }

  private static String address(int number) {
    return "100." + (64 + (number >> 16)) + "." + (number >> 8 & 255) + "." + (number & 255);
  }

  private static long count(String url) throws SQLException {
    long count = 0;
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      for (String table : TABLES.keySet()) {
        try (ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
          rows.next();
          count += rows.getLong(1);
        }
      }
    }
    return count;
  }

  private static Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(url, "postgres", "postgres");
  }

  private static CopyManager copy(Connection connection) throws SQLException {
    return connection.unwrap(PGConnection.class).getCopyAPI();
  }

  private static void print(
      PrintStream out, String name, int subscribers, long rows, double seconds) {
    out.printf(
        Locale.ROOT,
        "  %-14s %8.2f s %9.0f subscribers/s %9.0f rows/s%n",
        name,
        seconds,
        subscribers / seconds,
        rows / seconds);
  }

  /** Work that may fail. */
  private interface Work {
    void run() throws Exception;
  }

  private static double seconds(Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private record Context(Options options) implements AdapterContext {

    @Override
    public TenantId tenant() {
      return new TenantId("bench");
    }

    @Override
    public Transactions transactions() {
      throw new UnsupportedOperationException("the tables have a database of their own");
    }

    @Override
    public InstantSource clock() {
      return InstantSource.system();
    }

    @Override
    public IdGenerator ids() {
      return new UlidGenerator(clock());
    }

    @Override
    public RandomGenerator random() {
      return new SecureRandom();
    }

    @Override
    public <T> Optional<T> embedded(Class<T> type) {
      return Optional.empty();
    }
  }
}
