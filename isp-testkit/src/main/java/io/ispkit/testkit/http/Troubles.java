package io.ispkit.testkit.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Decides which requests meet which {@link Trouble}. Rules are asked in the order in which they
 * were made; a request that none takes is served properly. Thread-safe.
 */
public final class Troubles {

  private static final class Rule {

    private final Predicate<FakeRequest> concerns;
    private final Trouble trouble;
    private int left;

    private Rule(Predicate<FakeRequest> concerns, Trouble trouble, int left) {
      this.concerns = concerns;
      this.trouble = trouble;
      this.left = left;
    }
  }

  private record Late(Predicate<FakeRequest> concerns, BooleanSupplier due) {}

  private final List<Late> late = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();
  private Duration slowness = Duration.ofMillis(200);

  /** Makes every request meet {@code trouble} from now on. */
  public Troubles always(Trouble trouble) {
    return on(request -> true, Integer.MAX_VALUE, trouble);
  }

  /** Makes the next {@code count} requests with {@code method} meet {@code trouble}. */
  public Troubles next(int count, String method, Trouble trouble) {
    return on(request -> request.method().equals(method), count, trouble);
  }

  /** Makes the next {@code count} requests that {@code concerns} accepts meet {@code trouble}. */
  public synchronized Troubles on(Predicate<FakeRequest> concerns, int count, Trouble trouble) {
    rules.add(new Rule(concerns, trouble, count));
    return this;
  }

  /**
   * Makes a share of the requests with {@code method} meet {@code trouble}.
   *
   * @param share from 0 (none) to 1 (all)
   * @param seed makes the choice repeatable
   */
  public Troubles sometimes(double share, long seed, String method, Trouble trouble) {
    Random random = new Random(seed);
    return on(
        request -> request.method().equals(method) && random.nextDouble() < share,
        Integer.MAX_VALUE,
        trouble);
  }

  /** How late {@link Trouble#SLOW} answers; 200 ms otherwise. */
  public synchronized Troubles slowness(Duration delay) {
    slowness = delay;
    return this;
  }

  /**
   * Keeps requests that {@code concerns} accepts waiting: they are acted on, and answered, only
   * when {@code due} holds, whether their client still waits or not. Where several accept one the
   * first counts.
   */
  public synchronized Troubles late(Predicate<FakeRequest> concerns, BooleanSupplier due) {
    late.add(new Late(concerns, due));
    return this;
  }

  /** Ends all trouble, but for requests that are kept waiting already. */
  public synchronized void clear() {
    rules.clear();
    late.clear();
  }

  /** When the request is to be served. */
  synchronized BooleanSupplier due(FakeRequest request) {
    return late.stream()
        .filter(rule -> rule.concerns.test(request))
        .findFirst()
        .map(Late::due)
        .orElse(() -> true);
  }

  synchronized Duration slowness() {
    return slowness;
  }

  synchronized Trouble take(FakeRequest request) {
    for (Iterator<Rule> all = rules.iterator(); all.hasNext(); ) {
      Rule rule = all.next();
      if (rule.concerns.test(request)) {
        if (--rule.left == 0) {
          all.remove();
        }
        return rule.trouble;
      }
    }
    return Trouble.NONE;
  }
}
