package io.ispkit.benchmarks;

import java.util.List;

/** One durable queue that is filled, then drained. */
interface QueueCell extends AutoCloseable {

  String name();

  /** Makes all messages durable. */
  void fill(List<String> bodies) throws Exception;

  /** Works off everything that was filled in, and returns when the last removal is durable. */
  void drain(int messages) throws Exception;

  @Override
  void close();
}
