package io.ispkit.radius.dynauth;

import io.ispkit.core.operation.CallListener;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.radius.packet.internal.Answer;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way: what was sent, how often, and what came of it. Used by the thread of
 * {@link Exchanges} only, but for {@link #request} and {@link #result}.
 */
final class Exchange {

  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final String SYSTEM = "coa";

  private final Request request;
  private final CallListener calls;
  private final long started = System.nanoTime();
  private final InetSocketAddress remote;
  private final CompletableFuture<Outcome<Acknowledgement>> result = new CompletableFuture<>();
  private final Map<Dropped, Integer> dropped = new EnumMap<>(Dropped.class);

  private byte[] packet = new byte[0];
  private int transmissions;
  private int sent;
  private long first;
  private long wait;
  private long due;
  private boolean timedOut;
  private boolean begun;
  private boolean waited;
  private long waitEnd;

  Exchange(Request request, CallListener calls) {
    this.request = request;
    this.calls = calls;
    this.remote = request.target().socketAddress();
  }

  Request request() {
    return request;
  }

  CompletableFuture<Outcome<Acknowledgement>> result() {
    return result;
  }

  InetSocketAddress remote() {
    return remote;
  }

  /** Notes that it waits for its turn, and until when. */
  void waitsUntil(long end) {
    waited = true;
    waitEnd = end;
  }

  /** Until when it waits for its turn. */
  long waitsUntil() {
    return waitEnd;
  }

  /** Notes that it is let through to its NAS. */
  void letThrough() {
    begun = true;
  }

  /** Whether it was let through to its NAS. */
  boolean isLetThrough() {
    return begun;
  }

  /**
   * Fixes the octets that all transmissions send. One that has waited for its turn is dated anew: a
   * NAS takes an old one for a replay.
   */
  void begin(int identifier, long now, InstantSource time) {
    Request dated = waited ? request.at(time.instant()) : request;
    packet = dated.packet(identifier);
    first = now;
  }

  ByteBuffer packet() {
    return ByteBuffer.wrap(packet).asReadOnlyBuffer();
  }

  int identifier() {
    return packet[1] & 0xFF;
  }

  /** Notes a transmission, {@code left} when the operating system took it; returns how many. */
  int transmitted(boolean left, long now, Retransmission rule, RandomGenerator random) {
    transmissions++;
    sent += left ? 1 : 0;
    wait = rule.waitAfter(wait, random);
    due = Math.min(now - first + wait, rule.duration().toNanos()) + first;
    return transmissions;
  }

  /** Whether nothing is to be waited for any more, now that {@link #due} has passed. */
  boolean isOver(long now, Retransmission rule) {
    return transmissions >= rule.transmissions() || now - first >= rule.duration().toNanos();
  }

  /** When something is to be done next, on the clock of the callers. */
  long due() {
    return due;
  }

  boolean isEnded() {
    return result.isDone();
  }

  /** Judges a packet that came under this exchange's address and identifier. */
  boolean accepts(Answer answer, Tally tally) {
    Dropped fault =
        answer.code() == request.kind().ack() || answer.code() == request.kind().nak()
            ? Dropped.of(answer.fault(packet, request.target().secret()))
            : Dropped.WRONG_CODE;
    if (fault == null) {
      return true;
    }
    tally.dropped(fault);
    dropped.merge(fault, 1, Integer::sum);
    return false;
  }

  /** Ends it: tells who listens, then who waits. */
  void end(Outcome<Acknowledgement> outcome, @Nullable Answer answer) {
    try {
      calls.ended(
          SYSTEM,
          request.kind().toString(),
          answer == null ? withoutAnswer(outcome) : answered(answer),
          Duration.ofNanos(System.nanoTime() - started));
    } catch (RuntimeException | LinkageError broken) {
      // the thread serves other requests, too
      LOG.warn("A listener to calls failed", broken);
    }
    result.complete(outcome);
  }

  private String answered(Answer answer) {
    if (answer.code() == request.kind().ack()) {
      return "ack";
    }
    OptionalLong cause = answer.errorCause();
    return cause.isEmpty()
        ? "nak"
        : "nak." + ErrorCause.of(cause.getAsLong()).map(ErrorCause::code).orElse("other");
  }

  private String withoutAnswer(Outcome<Acknowledgement> outcome) {
    if (outcome instanceof Outcome.Refused<Acknowledgement> refused) {
      String code = refused.refusal().code();
      return code.equals("not_sent") ? code : "not_sent." + code;
    }
    if (!timedOut) {
      return "no_answer.failed";
    }
    return dropped.isEmpty() ? "no_answer.timeout" : "no_answer.not_believed";
  }

  /** What its end tells of its NAS. */
  NasBreaker.End told(@Nullable Answer answer) {
    if (answer != null) {
      return NasBreaker.End.ANSWERED;
    }
    return timedOut && sent > 0 ? NasBreaker.End.SILENT : NasBreaker.End.TOLD_NOTHING;
  }

  /** How it ends when it was waited for long enough. */
  Outcome<Acknowledgement> givenUp() {
    timedOut = true;
    return withoutAnswer("given up");
  }

  /** How it ends when no answer is waited for any more. */
  Outcome<Acknowledgement> withoutAnswer(String why) {
    String place = request.target().shown();
    if (sent == 0) {
      return Outcome.refused(
          Refusal.retryLater("not_sent", place + ": no " + request.kind() + " was sent: " + why));
    }
    StringBuilder reason =
        new StringBuilder(place)
            .append(": no valid answer to a ")
            .append(request.kind())
            .append(" that was sent ")
            .append(sent)
            .append(sent == 1 ? " time: " : " times: ")
            .append(why);
    dropped.forEach(
        (fault, times) ->
            reason
                .append("; dropped as ")
                .append(fault.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .append(": ")
                .append(times));
    if (dropped.containsKey(Dropped.WRONG_AUTHENTICATOR)) {
      reason.append(" (is the secret the NAS's?)");
    }
    return Outcome.unknown(reason.toString());
  }
}
