package io.ispkit.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import javax.sql.DataSource;

/**
 * The seven-step workflow with one domain row a step, on one PostgreSQL that fsyncs: ISP Kit beside
 * a hand-written journal and DBOS Transact Java. Closed loop; a fresh database for each cell; the
 * order of the cells is shuffled in each repeat; a cell whose rows are not exactly right is void.
 *
 * <p>Arguments: runs (default 4000), repeats (default 3), then the numbers in flight (default 16 64
 * 256).
 */
public final class WorkflowBenchmark {

  /** Opens a cell on a fresh database. */
  private interface Opener {
    WorkflowCell open(String url, HikariDataSource pool) throws Exception;
  }

  private static final Map<String, Opener> CELLS = new LinkedHashMap<>();

  static {
    CELLS.put("jdbc", (url, pool) -> new JdbcCell(pool));
    CELLS.put("dbos", (url, pool) -> new DbosCell(pool));
    CELLS.put("ispkit", (url, pool) -> new IspKitCell(pool, false));
    CELLS.put("ispkit-batch", (url, pool) -> new IspKitCell(pool, true));
  }

  private WorkflowBenchmark() {}

  public static void main(String[] args) throws Exception {
    int runs = args.length > 0 ? Integer.parseInt(args[0]) : 4000;
    int repeats = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    List<Integer> inFlight = new ArrayList<>();
    for (int i = 2; i < args.length; i++) {
      inFlight.add(Integer.parseInt(args[i]));
    }
    if (inFlight.isEmpty()) {
      inFlight.addAll(List.of(16, 64, 256));
    }
    PrintStream out = System.out;
    out.printf(Locale.ROOT, "seven durable steps, Java %s%n", Runtime.version());
    try (BenchmarkPostgres postgres = BenchmarkPostgres.start()) {
      for (int flight : inFlight) {
        measure(postgres, runs, repeats, flight, out);
      }
    }
    System.exit(0); // some peers leave threads behind
  }

  private static void measure(
      BenchmarkPostgres postgres, int runs, int repeats, int inFlight, PrintStream out)
      throws Exception {
    Map<String, List<ClosedLoop.Result>> results = new LinkedHashMap<>();
    Random order = new Random(inFlight);
    for (int repeat = 0; repeat < repeats; repeat++) {
      List<String> cells = new ArrayList<>(CELLS.keySet());
      Collections.shuffle(cells, order);
      for (String cell : cells) {
        results
            .computeIfAbsent(cell, c -> new ArrayList<>())
            .add(once(postgres, cell, runs, inFlight));
      }
    }
    out.printf(Locale.ROOT, "%n%d in flight, %d runs, median of %d%n", inFlight, runs, repeats);
    double peer = median(results.getOrDefault("dbos", List.of())).perSecond();
    double floor = median(results.getOrDefault("jdbc", List.of())).perSecond();
    for (String cell : CELLS.keySet()) {
      ClosedLoop.Result result = median(results.getOrDefault(cell, List.of()));
      out.printf(
          Locale.ROOT,
          "  %-12s %s   %5.2f x floor   %5.2f x peer%n",
          cell,
          result,
          result.perSecond() / floor,
          result.perSecond() / peer);
    }
  }

  private static ClosedLoop.Result once(
      BenchmarkPostgres postgres, String cell, int runs, int inFlight) throws Exception {
    String url = postgres.create("bench");
    Opener opener = CELLS.get(cell);
    if (opener == null) {
      throw new IllegalArgumentException("no cell " + cell);
    }
    try (HikariDataSource pool = BenchmarkPostgres.pool(url, 20)) {
      WorkflowCell.createDomainTable(pool);
      try (WorkflowCell open = opener.open(url, pool)) {
        ClosedLoop.run("warm-", Math.max(200, runs / 5), inFlight, open::run);
        try (Connection connection = pool.getConnection();
            Statement statement = connection.createStatement()) {
          statement.execute("checkpoint");
          statement.execute("analyze");
        }
        ClosedLoop.Result result = ClosedLoop.run("run-", runs, inFlight, open::run);
        check(pool, runs);
        return result;
      }
    }
  }

  /** Exactly seven rows for each workflow, one for each step. */
  private static void check(DataSource dataSource, int runs) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select count(*), count(distinct (wf, step)), count(distinct wf) from dom where wf like 'run-%'")) {
      row.next();
      long expected = (long) runs * WorkflowCell.STEPS;
      if (row.getLong(1) != expected || row.getLong(2) != expected || row.getLong(3) != runs) {
        throw new IllegalStateException(
            "void: expected "
                + expected
                + " rows, found "
                + row.getLong(1)
                + ", distinct "
                + row.getLong(2));
      }
    }
  }

  private static ClosedLoop.Result median(List<ClosedLoop.Result> results) {
    List<ClosedLoop.Result> sorted = new ArrayList<>(results);
    sorted.sort((a, b) -> Double.compare(a.perSecond(), b.perSecond()));
    return sorted.get(sorted.size() / 2);
  }
}
