package io.ispkit.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ispkit.core.outcome.Outcome;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ChunkThreadsTest {

  private static final Outcome<Long> REFUSED = Outcome.refused("chunk_refused", "a name is taken");
  private static final Outcome<Long> UNKNOWN = Outcome.unknown("no answer to the commit");

  @Test
  void what_was_written_is_added_up() {
    try (ChunkThreads threads = new ChunkThreads(2)) {
      long written = 0;
      for (long chunk = 1; chunk <= 5; chunk++) {
        written += threads.makeRoom().orElseThrow();
        long size = chunk;
        threads.begin(() -> Outcome.done(size));
      }
      assertThat(written + threads.finish().orElseThrow()).isEqualTo(15);
    }
  }

  @Test
  void a_refusal_does_not_hide_that_another_chunk_is_unknown() {
    try (ChunkThreads threads = new ChunkThreads(2)) {
      threads.begin(() -> REFUSED);
      threads.begin(() -> UNKNOWN);
      assertThat(threads.makeRoom()).isEqualTo(UNKNOWN);
    }
    try (ChunkThreads threads = new ChunkThreads(2)) {
      threads.begin(() -> REFUSED);
      threads.begin(() -> Outcome.done(7L));
      assertThat(threads.makeRoom()).isEqualTo(REFUSED);
      assertThat(threads.finish()).isEqualTo(Outcome.done(0L));
    }
  }

  @Test
  void a_chunk_that_throws_throws_here_and_an_interrupt_leaves_it_unknown() {
    try (ChunkThreads threads = new ChunkThreads(1)) {
      threads.begin(
          () -> {
            throw new IllegalStateException("broken");
          });
      assertThatThrownBy(threads::finish).hasMessage("broken");
      CountDownLatch asked = new CountDownLatch(1);
      threads.begin(
          () -> {
            asked.await();
            return Outcome.done(1L);
          });
      Thread.currentThread().interrupt();
      assertThat(threads.finish()).isInstanceOf(Outcome.Unknown.class);
      assertThat(Thread.interrupted()).isTrue();
      asked.countDown();
    }
  }
}
