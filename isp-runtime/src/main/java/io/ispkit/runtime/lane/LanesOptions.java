package io.ispkit.runtime.lane;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * How a node works its lanes.
 *
 * @param node the node's name, the same after a restart, 1 to 60 characters: what its predecessor
 *     of that name held is then free at once instead of after its lease. Two processes that live at
 *     the same time must never share a name. Null: a name of its own
 * @param executor runs the calls to other systems; may use as many threads as items are in flight.
 *     Null: threads of our own (virtual ones from JDK 24 on)
 * @param writers threads that commit, 1 to 8; 0: one on H2, two on PostgreSQL. Each holds one
 *     connection while it writes
 * @param drain how long {@link Lanes#close} waits for calls that are under way
 */
public record LanesOptions(
    @Nullable String node,
    @Nullable Executor executor,
    int writers,
    Duration drain,
    LaneListener listener) {

  /** Characters of a node's name at most. */
  public static final int LONGEST_NODE = 60;

  public LanesOptions {
    Objects.requireNonNull(drain, "drain");
    Objects.requireNonNull(listener, "listener");
    if (node != null && (node.isEmpty() || node.length() > LONGEST_NODE)) {
      throw new IllegalArgumentException("node: expected 1 to 60 characters, got " + node.length());
    }
    if (writers < 0 || writers > 8) {
      throw new IllegalArgumentException("writers: expected 0 to 8, got " + writers);
    }
  }

  /** A name of its own, own threads, 10 s to drain, no meters. */
  public static LanesOptions defaults() {
    return new LanesOptions(null, null, 0, Duration.ofSeconds(10), LaneListener.NONE);
  }

  public LanesOptions withNode(@Nullable String name) {
    return new LanesOptions(name, executor, writers, drain, listener);
  }

  public LanesOptions withExecutor(@Nullable Executor calls) {
    return new LanesOptions(node, calls, writers, drain, listener);
  }

  public LanesOptions withWriters(int threads) {
    return new LanesOptions(node, executor, threads, drain, listener);
  }

  public LanesOptions withDrain(Duration patience) {
    return new LanesOptions(node, executor, writers, patience, listener);
  }

  public LanesOptions withListener(LaneListener meters) {
    return new LanesOptions(node, executor, writers, drain, meters);
  }
}
