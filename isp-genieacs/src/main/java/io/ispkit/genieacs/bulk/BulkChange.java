package io.ispkit.genieacs.bulk;

import io.ispkit.core.outcome.Outcome;
import io.ispkit.genieacs.bulk.DeviceChange.State;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Does one change to many devices. A job calls {@link #poll} at whatever interval: each call asks
 * after what is pending, and begins as many devices as the pace allows. Never counts a device as
 * done that has not shown it. Thread-safe: polls wait for each other, all else for no device; a
 * pause or stop holds from the next device on.
 *
 * <p>Survives a restart if the host writes down its {@linkplain #token token} once, then each step
 * that it is {@linkplain #keptBy handed}, and {@linkplain #resume(String, Iterable, DeviceChange,
 * BulkRules, InstantSource) goes on} from both: canaries, pace, failures, a pause and a stop are as
 * before. A device that was being begun in the moment of a crash is begun again, for {@link
 * DeviceChange#begin} may be repeated.
 */
public final class BulkChange {

  private final DeviceChange change;
  private final BulkRules rules;
  private final InstantSource clock;
  private final ReentrantLock polls = new ReentrantLock();

  /** This and all below: under the monitor of this. */
  private final BulkState state;

  private final Deque<String> unkept = new ArrayDeque<>();
  private @Nullable Consumer<String> keeper;

  /**
   * A change that has not begun.
   *
   * @param devices ids, in the order in which they are changed: put the canaries first
   */
  public BulkChange(
      Collection<String> devices, DeviceChange change, BulkRules rules, InstantSource clock) {
    this(new BulkState(devices, rules.canary()), change, rules, clock);
  }

  private BulkChange(BulkState state, DeviceChange change, BulkRules rules, InstantSource clock) {
    this.state = state;
    this.change = change;
    this.rules = rules;
    this.clock = clock;
  }

  /**
   * Goes on from where a change stood when its token was made.
   *
   * @param token of a change of the same kind
   * @param rules those of before, or others: only how many canaries there are stays as it was
   * @throws IllegalArgumentException the token is none
   */
  public static BulkChange resume(
      String token, DeviceChange change, BulkRules rules, InstantSource clock) {
    return resume(token, List.of(), change, rules, clock);
  }

  /**
   * Goes on from where a change stood: at its token, and the steps handed over since.
   *
   * @param steps in the order in which they were handed over. Those from before the token, and
   *     those handed over twice, are passed over, and so is a line that was cut off while it was
   *     being written
   * @throws IllegalArgumentException the token is none, a step is missing between two others, or a
   *     step is of another change
   */
  public static BulkChange resume(
      String token,
      Iterable<String> steps,
      DeviceChange change,
      BulkRules rules,
      InstantSource clock) {
    BulkState state = new BulkState(BulkToken.read(token));
    for (String line : steps) {
      BulkStep.read(line).ifPresent(state::replay);
    }
    return new BulkChange(state, change, rules, clock);
  }

  /**
   * Where this change stands, as text: ids of devices, counts, times and why devices failed. It
   * grows with the number of devices, by about their ids: made once, and perhaps again now and then
   * to do away with the steps before.
   */
  public synchronized String token() {
    return state.token().toString();
  }

  /**
   * Hands over a step, one line of about a hundred bytes without an end of line, each time that a
   * device was begun or is settled, and at {@link #pause}, {@link #resume()} and {@link #stop},
   * before anything else happens: a host appends it to what it has written down. What that throws
   * comes out of the method called, and the step is handed over again by the next one.
   */
  public synchronized BulkChange keptBy(Consumer<String> keeps) {
    keeper = keeps;
    return this;
  }

  private synchronized void note(BulkStep step) {
    BulkStep taken = state.take(step);
    if (keeper != null) {
      unkept.addLast(taken.toString());
    }
    keep();
  }

  private synchronized void keep() {
    while (keeper != null && !unkept.isEmpty()) {
      keeper.accept(unkept.getFirst());
      unkept.removeFirst();
    }
  }

  /** Asks after what is pending and begins what may begin. Blocks for the devices begun. */
  public BulkProgress poll() {
    polls.lock();
    try {
      keep();
      for (String device : pending()) {
        checked(device, change.check(device));
      }
      judge();
      begin();
      judge();
      return progress();
    } finally {
      polls.unlock();
    }
  }

  private synchronized List<String> pending() {
    return List.copyOf(state.pending());
  }

  private void begin() {
    int left = allowed();
    String device = next();
    while (left > 0 && device != null) {
      if (!begun(device, change.begin(device))) {
        return;
      }
      judge();
      left--;
      device = next();
    }
  }

  private synchronized @Nullable String next() {
    return state.next();
  }

  private synchronized int allowed() {
    if (state.next() == null) {
      return 0;
    }
    Instant now = clock.instant();
    state.startedAt(now);
    Instant window = state.window();
    if (window == null || !now.isBefore(window.plus(rules.every()))) {
      state.windowAt(now);
    }
    return rules.batch() - state.inWindow();
  }

  private synchronized boolean begun(String device, Outcome<State> outcome) {
    if (outcome instanceof Outcome.Refused<State> no && !no.refusal().isPermanent()) {
      // Not begun: the same device comes first the next time.
      state.triedInVain();
      return false;
    }
    State end = end(outcome);
    note(state.begun(device, end, why(end, outcome)));
    return true;
  }

  private synchronized void checked(String device, Outcome<State> outcome) {
    State end = end(outcome);
    if (end != State.PENDING) {
      note(BulkStep.settled(device, end, why(end, outcome)));
    }
  }

  /** Unknown, or away for now: to be asked again. */
  private static State end(Outcome<State> outcome) {
    if (outcome instanceof Outcome.Refused<State> no && no.refusal().isPermanent()) {
      return State.FAILED;
    }
    return outcome instanceof Outcome.Done<State> ended ? ended.value() : State.PENDING;
  }

  private static @Nullable String why(State end, Outcome<State> outcome) {
    if (end != State.FAILED) {
      return null;
    }
    return outcome instanceof Outcome.Refused<State> no
        ? no.refusal().toString()
        : "the device refused";
  }

  private synchronized void judge() {
    if (state.isStopped()) {
      return;
    }
    Instant since = state.since();
    if (state.isCanary() && !state.failures().isEmpty()) {
      stop("the canary failed: " + state.failures());
    } else if (state.isCanary() && since != null && isOver(since)) {
      stop("the canary was not done within " + rules.patience() + ": " + state.pending());
    } else if (state.failures().size() > rules.tolerated()) {
      stop(state.failures().size() + " devices failed");
    }
  }

  private boolean isOver(Instant start) {
    return clock.instant().isAfter(start.plus(rules.patience()));
  }

  /** Begins nothing more until {@link #resume()}. */
  public synchronized void pause() {
    if (!state.isPaused()) {
      note(BulkStep.of(BulkStep.Kind.PAUSED, null));
    }
  }

  public synchronized void resume() {
    if (state.isPaused()) {
      note(BulkStep.of(BulkStep.Kind.RESUMED, null));
    }
  }

  /** Begins nothing more, for good. */
  public synchronized void stop(String reason) {
    if (!state.isStopped()) {
      note(BulkStep.of(BulkStep.Kind.STOPPED, reason));
    }
  }

  /** Devices with which nothing was begun, in order: what is left when it stopped. */
  public synchronized List<String> left() {
    return state.waiting();
  }

  public synchronized BulkProgress progress() {
    return state.progress();
  }
}
