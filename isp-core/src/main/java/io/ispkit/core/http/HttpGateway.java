package io.ispkit.core.http;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.ispkit.core.connection.BreakerRule;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends calls to one target and tells honestly how they ended. Built once per target; thread-safe.
 *
 * <p>It guarantees:
 *
 * <ul>
 *   <li>{@link NotSent} only if certainly no byte of the request was written. When in doubt the
 *       result is {@link NoAnswer}.
 *   <li>A call with effect {@link CallEffect#ONCE} is written at most once, whatever happens.
 *   <li>Calls that may be repeated are, by the {@link RetryRule}; a Retry-After is honoured.
 *   <li>A target that keeps failing is left alone for a while ({@link BreakerRule}), and never gets
 *       more calls at a time than allowed.
 *   <li>No redirect is followed. Log lines and results hold neither credentials nor bodies.
 * </ul>
 */
public final class HttpGateway implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpGateway.class);

  private final Target target;
  private final HttpClient client;
  private final Admission admission;
  private final Map<CallEffect, RetryPolicy<HttpResult>> retries;
  private final HttpListener listener;
  private final AtomicBoolean closed = new AtomicBoolean();

  HttpGateway(
      Target target,
      HttpClient client,
      Admission admission,
      RetryRule retry,
      HttpListener listener) {
    this.target = target;
    this.client = client;
    this.admission = admission;
    this.retries = Retries.policies(retry);
    this.listener = listener;
  }

  /**
   * Begins a gateway.
   *
   * @param name of the target in log lines, results and meters: one word such as {@code netbox}
   * @param base where all paths begin: {@code http} or {@code https}, without user, query and
   *     fragment
   */
  public static HttpGatewayBuilder builder(String name, URI base) {
    return new HttpGatewayBuilder(name, base);
  }

  /**
   * Sends a call and waits for its end, within the time-outs, times the repetitions. Hold no
   * database connection meanwhile. When the thread is interrupted the call ends at once, with the
   * interrupt flag set.
   */
  public HttpResult send(HttpCall call) {
    Trail trail = new Trail(call);
    RetryPolicy<HttpResult> policy = Objects.requireNonNull(retries.get(call.effect()));
    HttpResult end;
    try {
      end = Failsafe.with(policy).get(() -> trail.add(attempt(call)));
    } catch (FailsafeException stopped) {
      HttpResult last = trail.last();
      if (last == null || !(stopped.getCause() instanceof InterruptedException)) {
        throw stopped;
      }
      Thread.currentThread().interrupt();
      end = last;
    }
    return trail.verdict(end);
  }

  private HttpResult attempt(HttpCall call) {
    if (closed.get()) {
      return new NotSent(target.name(), NotSent.Reason.CLOSED, "the gateway is closed");
    }
    long start = System.nanoTime();
    HttpResult result = admission.through(() -> new Attempt(client, target, call).run());
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    log(call, result, took.toMillis());
    tell(call, result, took);
    return result;
  }

  private void log(HttpCall call, HttpResult result, long millis) {
    if (result instanceof HttpAnswer answer) {
      LOG.debug(
          "{} {}{}: {} in {} ms", call.method(), target.base(), call.shownTarget(), answer, millis);
    } else {
      LOG.warn(
          "{} {}{}: {} in {} ms", call.method(), target.base(), call.shownTarget(), result, millis);
    }
  }

  private void tell(HttpCall call, HttpResult result, Duration took) {
    try {
      listener.attempted(target.name(), call.method(), result, took);
    } catch (RuntimeException broken) {
      LOG.warn("{}: the listener of HTTP calls failed", target.name(), broken);
    }
  }

  /**
   * Lets calls under way end, and sends no more: those get {@link NotSent.Reason#CLOSED}. Harmless
   * when repeated.
   */
  @Override
  public void close() {
    closed.set(true);
  }

  /** The name and the base URI. */
  @Override
  public String toString() {
    return target.name() + " at " + target.base();
  }
}
