package io.ispkit.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Bulk enqueue, then drain, on one PostgreSQL that fsyncs: the lane of ISP Kit beside hand-written
 * claims and db-scheduler. Three priorities; a fresh database for each cell; a cell that loses or
 * doubles a message is void.
 *
 * <p>Arguments: messages (default 100000), repeats (default 3).
 */
public final class QueueBenchmark {

  /** Opens a cell on a fresh database. */
  private interface Opener {
    QueueCell open(HikariDataSource pool) throws Exception;
  }

  private record Result(double fillPerSecond, double drainPerSecond) {}

  private static final Map<String, Opener> CELLS = new LinkedHashMap<>();

  static {
    CELLS.put("jdbc", JdbcQueueCell::new);
    CELLS.put("db-scheduler", DbSchedulerQueueCell::new);
    CELLS.put("ispkit", LaneQueueCell::new);
  }

  private QueueBenchmark() {}

  public static void main(String[] args) throws Exception {
    int messages = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    int repeats = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    PrintStream out = System.out;
    out.printf(
        Locale.ROOT, "%d messages, Java %s, median of %d%n", messages, Runtime.version(), repeats);
    Map<String, List<Result>> results = new LinkedHashMap<>();
    try (BenchmarkPostgres postgres = BenchmarkPostgres.start()) {
      Random order = new Random(1);
      for (int repeat = 0; repeat < repeats; repeat++) {
        List<String> cells = new ArrayList<>(CELLS.keySet());
        Collections.shuffle(cells, order);
        for (String cell : cells) {
          once(postgres, cell, Math.max(2000, messages / 10)); // warms the code up
          results.computeIfAbsent(cell, c -> new ArrayList<>()).add(once(postgres, cell, messages));
        }
      }
    }
    double peer = median(results.getOrDefault("db-scheduler", List.of()), false);
    for (String cell : CELLS.keySet()) {
      List<Result> all = results.getOrDefault(cell, List.of());
      out.printf(
          Locale.ROOT,
          "  %-13s fill %9.0f /s   drain %9.0f /s   %6.2f x peer%n",
          cell,
          median(all, true),
          median(all, false),
          median(all, false) / peer);
    }
    System.exit(0); // some peers leave threads behind
  }

  private static Result once(BenchmarkPostgres postgres, String cell, int messages)
      throws Exception {
    List<String> bodies = new ArrayList<>(messages);
    for (int i = 0; i < messages; i++) {
      bodies.add("{\"to\":\"+15550000000\",\"template\":\"invoice\",\"n\":" + i + "}");
    }
    String url = postgres.create("queue") + "&reWriteBatchedInserts=true";
    Opener opener = CELLS.get(cell);
    if (opener == null) {
      throw new IllegalArgumentException("no cell " + cell);
    }
    try (HikariDataSource pool = BenchmarkPostgres.pool(url, 24);
        QueueCell open = opener.open(pool)) {
      long start = System.nanoTime();
      open.fill(bodies);
      double fill = (System.nanoTime() - start) / 1e9;
      start = System.nanoTime();
      open.drain(messages);
      double drain = (System.nanoTime() - start) / 1e9;
      return new Result(messages / fill, messages / drain);
    }
  }

  private static double median(List<Result> results, boolean fill) {
    double[] values =
        results.stream().mapToDouble(r -> fill ? r.fillPerSecond() : r.drainPerSecond()).toArray();
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
