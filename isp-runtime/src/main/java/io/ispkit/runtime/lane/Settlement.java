package io.ispkit.runtime.lane;

import io.ispkit.core.error.PermanentException;
import io.ispkit.core.error.RetryableException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A piece that has run, and what is to be written of its item.
 *
 * @param work what follows when the transaction has committed, or null
 * @param end how the turn ends, or null when it goes on
 */
record Settlement(
    Turn turn,
    ItemWrite write,
    @Nullable Work work,
    boolean announced,
    LaneListener.@Nullable End end) {

  private static final int LONGEST_REASON = 2000;

  /** The lease is lost: nothing is written, and nobody is told. */
  static Settlement lost(Turn turn) {
    return new Settlement(turn, ItemWrite.nothing(turn.item()), null, false, LaneListener.End.LOST);
  }

  static Settlement of(Turn turn, Piece.Ending ending, boolean woken) {
    if (ending instanceof Piece.Ending.Said said) {
      return said(turn, said.next(), woken);
    }
    if (ending instanceof Piece.Ending.Announced announced) {
      Work.Remote remote = announced.remote();
      String intent = remote.externalKey() != null ? remote.externalKey() : turn.intent();
      return new Settlement(turn, ItemWrite.running(turn.item(), intent), remote, true, null);
    }
    if (ending instanceof Piece.Ending.Failed failed) {
      return failed(turn, failed.reason(), woken);
    }
    return left(
        turn,
        ItemState.READY,
        null,
        turn.item().attempts() - 1,
        turn.intent(),
        LaneListener.End.RELEASED);
  }

  private static Settlement said(Turn turn, Next next, boolean woken) {
    LaneItem item = turn.item();
    String intent = turn.called() ? null : turn.intent();
    if (next instanceof Next.Done) {
      return new Settlement(turn, ItemWrite.delete(item), null, false, LaneListener.End.DONE);
    }
    if (next instanceof Next.Continue more) {
      ItemWrite write =
          intent == null && turn.intent() != null
              ? ItemWrite.running(item, null)
              : ItemWrite.nothing(item);
      return new Settlement(turn, write, more.work(), false, null);
    }
    if (next instanceof Next.Sleep sleep) {
      long delay = Math.max(0, LaneTable.millis(sleep.duration()));
      boolean now = woken || delay == 0;
      return left(
          turn,
          now ? ItemState.READY : ItemState.WAITING,
          now ? null : delay,
          0,
          intent,
          LaneListener.End.SLEEPS);
    }
    if (next instanceof Next.Rest) {
      int state = woken ? ItemState.READY : ItemState.RESTING;
      return left(turn, state, null, 0, intent, LaneListener.End.RESTS);
    }
    if (next instanceof Next.Retry retry) {
      return again(
          turn, retry.reason(), retry.delay(), retry.keepIntent() ? turn.intent() : intent, woken);
    }
    return bury(turn, ((Next.Dead) next).reason(), intent, item.attempts());
  }

  private static Settlement failed(Turn turn, Throwable e, boolean woken) {
    String reason = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
    if (e instanceof PermanentException) {
      return bury(turn, reason, turn.intent(), turn.item().attempts());
    }
    Duration delay = null;
    if (e instanceof RetryableException retryable && retryable.retryAfter().isPresent()) {
      delay = longer(retryable.retryAfter().get(), backoff(turn));
    }
    return again(turn, reason, delay, turn.intent(), woken);
  }

  private static Settlement again(
      Turn turn, String reason, @Nullable Duration delay, @Nullable String intent, boolean woken) {
    int failed = turn.item().attempts();
    if (failed >= turn.lane().spec().maxAttempts()) {
      return bury(turn, "after " + failed + " attempts: " + reason, intent, failed);
    }
    long millis = Math.max(1, LaneTable.millis(delay == null ? backoff(turn) : delay));
    return left(
        turn,
        woken ? ItemState.READY : ItemState.WAITING,
        woken ? null : millis,
        failed,
        intent,
        LaneListener.End.FAILED);
  }

  /** Doubles with every failed attempt, up to the lane's limit, with 20 % jitter. */
  private static Duration backoff(Turn turn) {
    LaneSpec spec = turn.lane().spec();
    int doublings = Math.min(turn.item().attempts() - 1, 40);
    double most = (double) spec.maxBackoff().toMillis();
    double millis = Math.min(spec.firstBackoff().toMillis() * Math.pow(2, doublings), most);
    double jitter = 0.8 + 0.4 * ThreadLocalRandom.current().nextDouble();
    return Duration.ofMillis((long) (millis * jitter));
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static Settlement left(
      Turn turn,
      int state,
      @Nullable Long delayMillis,
      int attempts,
      @Nullable String intent,
      LaneListener.End end) {
    return new Settlement(
        turn, ItemWrite.leave(turn.item(), state, delayMillis, attempts, intent), null, false, end);
  }

  private static Settlement bury(Turn turn, String reason, @Nullable String intent, int attempts) {
    // A database refuses some control characters, and a reason is for one line.
    String clean = reason.replaceAll("\\p{Cntrl}", " ");
    String shown = clean.length() > LONGEST_REASON ? clean.substring(0, LONGEST_REASON) : clean;
    return new Settlement(
        turn,
        ItemWrite.bury(turn.item(), attempts, intent, shown),
        null,
        false,
        LaneListener.End.DEAD);
  }
}
