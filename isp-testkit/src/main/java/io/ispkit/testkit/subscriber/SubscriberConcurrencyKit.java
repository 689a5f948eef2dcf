package io.ispkit.testkit.subscriber;

import static io.ispkit.testkit.subscriber.Subscribers.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.core.subscriber.Subscriber;
import io.ispkit.core.subscriber.SubscriberSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@code SubscriberDirectory} must do when it is used by many at once. */
public abstract class SubscriberConcurrencyKit extends SubscriberDirectoryKit {

  private static final int CALLERS = 8;
  private static final int ROUNDS = 10;

  @Test
  void of_many_operations_on_one_name_exactly_one_wins() {
    for (int round = 0; round < ROUNDS; round++) {
      SubscriberSpec spec = spec(freshName());
      List<Outcome<Subscriber>> outcomes =
          atOnce(i -> patiently(() -> directory().provision(spec, freshOperation())));
      assertThat(outcomes.stream().filter(Outcome::isDone)).hasSize(1);
      outcomes.stream()
          .filter(outcome -> !outcome.isDone())
          .forEach(outcome -> assertRefused(outcome, "username_taken"));
    }
  }

  @Test
  void many_repeats_of_one_operation_make_one_subscriber() {
    for (int round = 0; round < ROUNDS; round++) {
      SubscriberSpec spec = spec(freshName());
      Operation operation = freshOperation();
      List<Outcome<Subscriber>> outcomes =
          atOnce(i -> patiently(() -> directory().provision(spec, operation)));
      Set<Subscriber> made = new HashSet<>();
      outcomes.forEach(outcome -> made.add(outcome.orElseThrow()));
      assertThat(made).hasSize(1);
      assertThat(contents().stream().filter(row -> row.contains(spec.username())))
          .as("the rows of one subscriber, each once")
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void operations_on_different_names_do_not_disturb_each_other() {
    List<Outcome<Subscriber>> outcomes =
        atOnce(i -> patiently(() -> directory().provision(spec(freshName()), freshOperation())));
    assertThat(outcomes).allMatch(Outcome::isDone);
  }

  /** Repeats the call as long as the directory says that it may succeed later. */
  private static Outcome<Subscriber> patiently(Callable<Outcome<Subscriber>> call)
      throws Exception {
    Outcome<Subscriber> outcome = call.call();
    for (int i = 0; i < 50 && mayBeRepeated(outcome); i++) {
      outcome = call.call();
    }
    return outcome;
  }

  private static boolean mayBeRepeated(Outcome<?> outcome) {
    return outcome instanceof Outcome.Refused<?> refused
        && refused.refusal().advice() == Refusal.Advice.RETRY_LATER;
  }

  private static List<Outcome<Subscriber>> atOnce(CallerTask task) {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Outcome<Subscriber>>> running = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        int caller = i;
        running.add(
            callers.submit(
                () -> {
                  start.await();
                  return task.run(caller);
                }));
      }
      start.countDown();
      List<Outcome<Subscriber>> outcomes = new ArrayList<>();
      for (Future<Outcome<Subscriber>> one : running) {
        outcomes.add(one.get());
      }
      return outcomes;
    } catch (ExecutionException e) {
      throw new AssertionError("a caller failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } finally {
      callers.shutdownNow();
    }
  }

  /** What one of the callers does. */
  @FunctionalInterface
  private interface CallerTask {
    Outcome<Subscriber> run(int caller) throws Exception;
  }
}
