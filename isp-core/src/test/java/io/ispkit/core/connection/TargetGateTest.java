package io.ispkit.core.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class TargetGateTest {

  /** A test waits for its end. */
  private static final Duration SHORT = Duration.ofMillis(100);

  /** Longer than any test takes. */
  private static final Duration LONG = Duration.ofMinutes(10);

  private final TargetGate gate = gate(SHORT);

  private static TargetGate gate(Duration pause) {
    return new TargetGate("x", new BreakerRule(2, 4, pause), 2, Duration.ZERO);
  }

  private String call(String result) {
    return call(gate, result);
  }

  private static String call(TargetGate gate, String result) {
    return gate.call(() -> result, "down"::equals, closed -> closed.reason().name());
  }

  @Test
  void so_many_failures_close_it() {
    TargetGate lasting = gate(LONG);
    assertThat(call(lasting, "down")).isEqualTo("down");
    assertThat(call(lasting, "ok")).isEqualTo("ok");
    assertThat(call(lasting, "down")).isEqualTo("down");

    assertThat(call(lasting, "ok")).isEqualTo("DOWN");
  }

  @Test
  void one_good_trial_opens_it_again() {
    call("down");
    call("down");
    Awaitility.await().until(() -> call("ok").equals("ok"));
    assertThat(call("down")).isEqualTo("down");
    assertThat(call("ok")).as("one failure is not enough").isEqualTo("ok");
  }

  @Test
  void one_bad_trial_closes_it_for_another_pause() {
    call("down");
    call("down");
    AtomicLong trial = new AtomicLong();
    Duration left;
    do {
      Awaitility.await()
          .until(
              () -> {
                trial.set(System.nanoTime());
                return call("down").equals("down");
              });
      left = gate.call(() -> Duration.ZERO, any -> true, TargetGate.Closed::retryAfter);
      // once more when this test itself has slept over the pause
    } while (left.isZero() && System.nanoTime() - trial.get() > SHORT.toNanos() / 2);

    assertThat(left).isPositive().isLessThanOrEqualTo(SHORT);
  }

  @Test
  void only_one_call_tries_at_a_time() {
    call("down");
    call("down");
    Awaitility.await()
        .until(() -> gate.call(() -> call("ok").equals("DOWN"), other -> false, closed -> false));
  }

  @Test
  void a_call_too_many_is_refused() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    TargetGate tight = new TargetGate("y", new BreakerRule(1, 1, LONG), 1, Duration.ZERO);
    Thread first =
        new Thread(
            () ->
                tight.call(
                    () -> {
                      hanging.countDown();
                      await(end);
                      return "late";
                    },
                    late -> true,
                    closed -> "closed"));
    first.start();
    hanging.await();
    assertThat(tight.<String>call(() -> "ok", any -> false, closed -> closed.detail()))
        .isEqualTo("too many calls under way");
    end.countDown();
    first.join();
    assertThat(tight.<String>call(() -> "ok", any -> false, closed -> closed.detail()))
        .isEqualTo("the target counts as down");
  }

  @Test
  void who_waits_in_vain_takes_no_turn_from_others() {
    TargetGate patient = new TargetGate("x", BreakerRule.ofDefaults(), 1, Duration.ofMillis(1));
    for (int i = 0; i < 3; i++) {
      String inner =
          patient.call(
              () -> patient.<String>call(() -> "in", any -> false, closed -> "refused"),
              any -> false,
              closed -> "closed");
      assertThat(inner).isEqualTo("refused");
    }
  }

  @Test
  void a_call_that_throws_was_answered() {
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(
              () ->
                  gate.<String>call(
                      () -> {
                        throw new IllegalStateException("no");
                      },
                      any -> true,
                      closed -> "closed"))
          .hasMessage("no");
    }
    assertThat(call("ok")).isEqualTo("ok");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
