package io.ispkit.radius.dynauth;

import io.ispkit.core.error.RetryableException;
import io.ispkit.core.operation.CallListener;
import io.ispkit.core.outcome.Outcome;
import java.io.IOException;
import java.nio.channels.Selector;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Ends live sessions and changes them, by Disconnect and Change of Authorization (RFC 5176) over
 * UDP. One client serves all NAS of a process; address and secret are given with each request.
 *
 * <p>How a request ends:
 *
 * <ul>
 *   <li><b>done</b>: the NAS says that it did it (ACK), or that there is nothing to do; see {@link
 *       Acknowledgement}. A NAS can say so and do nothing: after a Disconnect, look for the Stop in
 *       accounting.
 *   <li><b>refused</b>: the NAS says that it did not do it (NAK); {@link ErrorCause#of} tells why,
 *       and the refusal's advice whether the same may be tried again. Or nothing was sent, with one
 *       of the codes {@code nas_away}, {@code nas_busy}, {@code not_sent}, {@code no_local_port},
 *       {@code identifiers_used_up}, {@code too_many_in_flight} and {@code client_closed}; all of
 *       these may be tried again.
 *   <li><b>unknown</b>: no answer that can be believed, or one that contradicts itself. The NAS may
 *       have done it. Look into accounting before anything else. A NAS does not answer when the
 *       secret is wrong, when it does not know our address, when its clock is off, or when it is
 *       down.
 * </ul>
 *
 * <p>An answer is believed only if it comes from the address and port that was asked, under the
 * request's identifier, and verifies under the secret. Everything else is dropped and counted in
 * {@link #traffic}.
 *
 * <p>Each NAS, by address and port, has the bulkhead and the breaker that all targets have ({@link
 * NasLimits}):
 *
 * <ul>
 *   <li>So many requests wait for its answer at a time; a NAS that gets more than it can work on
 *       drops the rest without a word. The others wait for their turn in the order in which they
 *       came, without a thread, and are refused with {@code nas_busy} when it does not come in
 *       time.
 *   <li>When so many of its last requests got no answer that can be believed, it counts as down:
 *       whoever waits for his turn, and whoever comes during the pause, is refused with {@code
 *       nas_away} and the time that is left. After the pause one request tries, the others wait for
 *       what comes of it. Any answer, also to an earlier request, and also a refusal, shows that
 *       the NAS is up.
 * </ul>
 *
 * <p>Thread-safe. Two requests for one session that are in flight together may reach the NAS in any
 * order: wait for the first. A client has one thread for its sockets, and one for the dependents of
 * futures while there are any; both are daemons.
 */
public final class DynamicAuthorization implements AutoCloseable {

  private static final String THREAD = "isp-dynauth";

  private final InstantSource clock;
  private final CallListener calls;
  private final Tally tally = new Tally();
  private final Exchanges exchanges;
  private final Thread thread;
  private final ThreadPoolExecutor dependents;

  private DynamicAuthorization(
      DynamicAuthorizationOptions options,
      InstantSource clock,
      CallListener calls,
      RandomGenerator random,
      Selector selector) {
    this.clock = clock;
    this.calls = calls;
    this.exchanges = new Exchanges(options, clock, selector, random, tally);
    this.thread = new Thread(exchanges, THREAD);
    thread.setDaemon(true);
    this.dependents =
        new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            DynamicAuthorization::daemon,
            (task, closed) -> task.run());
    dependents.allowCoreThreadTimeOut(true);
  }

  /**
   * Opens a client. No port is opened before the first request.
   *
   * @param clock for Event-Timestamp; must agree with the clocks of the NAS within 300 seconds
   * @throws RetryableException the operating system is out of file descriptors or the like
   */
  public static DynamicAuthorization open(
      DynamicAuthorizationOptions options, InstantSource clock) {
    return open(options, clock, CallListener.NONE);
  }

  /**
   * The same, and {@code calls} hears of each request, all its transmissions together: system
   * {@code coa}; call {@code CoA-Request} or {@code Disconnect-Request}; end {@code ack}, {@code
   * nak} with the cause if there is one ({@code nak.session_context_not_found}, {@code nak.other}),
   * {@code no_answer.timeout}, {@code no_answer.not_believed} (something came that did not verify),
   * {@code no_answer.failed} (closed meanwhile), or {@code not_sent} with the refusal's code. It is
   * called on the client's own thread mostly, before whoever waits goes on.
   *
   * @param clock for Event-Timestamp; must agree with the clocks of the NAS within 300 seconds
   * @throws RetryableException the operating system is out of file descriptors or the like
   */
  public static DynamicAuthorization open(
      DynamicAuthorizationOptions options, InstantSource clock, CallListener calls) {
    try {
      DynamicAuthorization client =
          new DynamicAuthorization(options, clock, calls, new SecureRandom(), Selector.open());
      client.thread.start();
      return client;
    } catch (IOException failed) {
      throw new RetryableException("no selector for CoA and Disconnect", failed);
    }
  }

  /**
   * Ends the session that fits the identity. Blocks until the outcome is there: at most the wait of
   * {@link NasLimits} and the duration of {@link Retransmission}. When the thread is interrupted
   * meanwhile, the outcome is unknown, the interrupt flag is set again, and the request goes on.
   *
   * @throws InvalidRequestException the request cannot be written; names all faults; nothing was
   *     sent
   */
  public Outcome<Acknowledgement> disconnect(NasTarget nas, SessionIdentity session) {
    return await(Request.disconnect(nas, session, clock.instant()));
  }

  /**
   * As {@link #disconnect}, but does not block. Dependents of the future run on a thread of this
   * client or on the caller's, one at a time; long work belongs on an executor of the caller's.
   * Cancelling the future does not take the request back. The future never fails.
   *
   * @throws InvalidRequestException the request cannot be written; names all faults; nothing was
   *     sent
   */
  public CompletableFuture<Outcome<Acknowledgement>> disconnectAsync(
      NasTarget nas, SessionIdentity session) {
    return begin(Request.disconnect(nas, session, clock.instant()));
  }

  /**
   * Changes the session that fits the identity: each attribute given replaces its value, all others
   * stay. A NAS does all of it or none (RFC 5176 section 2.2). Address, prefix and pool cannot be
   * changed on a live session: change them in RADIUS, disconnect, and let the user come back.
   * Blocks as {@link #disconnect}.
   *
   * @param changes at least one; neither identification nor what the client writes itself
   * @throws InvalidRequestException the request cannot be written; names all faults; nothing was
   *     sent
   */
  public Outcome<Acknowledgement> changeOfAuthorization(
      NasTarget nas, SessionIdentity session, List<NasAttribute> changes) {
    return await(Request.change(nas, session, changes, clock.instant()));
  }

  /**
   * As {@link #changeOfAuthorization}, but does not block; as {@link #disconnectAsync}.
   *
   * @throws InvalidRequestException the request cannot be written; names all faults; nothing was
   *     sent
   */
  public CompletableFuture<Outcome<Acknowledgement>> changeOfAuthorizationAsync(
      NasTarget nas, SessionIdentity session, List<NasAttribute> changes) {
    return begin(Request.change(nas, session, changes, clock.instant()));
  }

  /** What was sent, answered and dropped so far. */
  public Traffic traffic() {
    return tally.traffic(exchanges.inFlight());
  }

  /**
   * Ends the client: what waits ends as unknown, or refused when it was not sent yet; later
   * requests are refused. Waits for its thread of sockets. May be called again.
   */
  @Override
  public void close() {
    exchanges.close();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException asked) {
        interrupted = true;
      }
    }
    dependents.shutdown();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Outcome<Acknowledgement> await(Request request) {
    Exchange exchange = new Exchange(request, calls);
    exchanges.start(exchange);
    try {
      return exchange.result().get();
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
      return Outcome.unknown(
          request.target().shown() + ": interrupted while a " + request.kind() + " waited");
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("an exchange never fails", impossible);
    }
  }

  private CompletableFuture<Outcome<Acknowledgement>> begin(Request request) {
    Exchange exchange = new Exchange(request, calls);
    exchanges.start(exchange);
    // The thread of the sockets must not run what callers hang onto the future.
    return exchange.result().thenApplyAsync(Function.identity(), dependents);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, THREAD + "-dependents");
    thread.setDaemon(true);
    return thread;
  }
}
