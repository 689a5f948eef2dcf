package io.ispkit.genieacs.bulk;

import io.ispkit.core.outcome.Outcome;
import io.ispkit.genieacs.bulk.BulkProgress.Phase;
import io.ispkit.genieacs.bulk.DeviceChange.State;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Does one change to many devices. A job calls {@link #poll} at whatever interval: each call asks
 * after what is pending, and begins as many devices as the pace allows. Never counts a device as
 * done that has not shown it. Thread-safe.
 *
 * <p>Survives a restart if the host keeps its {@linkplain #keptBy token} and {@linkplain #resume
 * goes on} from it: canaries, pace, failures, a pause and a stop are as before. A device that was
 * being begun in the moment of a crash is begun again, for {@link DeviceChange#begin} may be
 * repeated.
 */
public final class BulkChange {

  private final DeviceChange change;
  private final BulkRules rules;
  private final InstantSource clock;
  private final int canary;
  private final Deque<String> waiting;
  private final Set<String> pending = new LinkedHashSet<>();
  private final Map<String, String> failures = new LinkedHashMap<>();
  private int begun;
  private int done;
  private boolean paused;
  private @Nullable String stopped;
  private @Nullable Instant since;
  private @Nullable Instant window;
  private int inWindow;
  private @Nullable Consumer<String> keeper;

  /**
   * A change that has not begun.
   *
   * @param devices ids, in the order in which they are changed: put the canaries first
   */
  public BulkChange(
      Collection<String> devices, DeviceChange change, BulkRules rules, InstantSource clock) {
    this.waiting = new ArrayDeque<>(new LinkedHashSet<>(devices));
    this.change = change;
    this.rules = rules;
    this.clock = clock;
    this.canary = Math.min(rules.canary(), waiting.size());
  }

  private BulkChange(BulkToken token, DeviceChange change, BulkRules rules, InstantSource clock) {
    this.waiting = new ArrayDeque<>(token.texts("waiting"));
    this.change = change;
    this.rules = rules;
    this.clock = clock;
    this.canary = token.number("canary");
    pending.addAll(token.texts("pending"));
    failures.putAll(token.pairs("failures"));
    begun = token.number("begun");
    done = token.number("done");
    paused = token.text("paused") != null;
    stopped = token.text("stopped");
    since = token.moment("since");
    window = token.moment("window");
    inWindow = token.number("in_window");
  }

  /**
   * Goes on from where a change stood.
   *
   * @param token of a change of the same kind
   * @param rules those of before, or others: only how many canaries there are stays as it was
   * @throws IllegalArgumentException the token is none
   */
  public static BulkChange resume(
      String token, DeviceChange change, BulkRules rules, InstantSource clock) {
    return new BulkChange(BulkToken.read(token), change, rules, clock);
  }

  /**
   * Where this change stands, as text: ids of devices, counts, times and why devices failed. It
   * grows with the number of devices, by about their ids.
   */
  public synchronized String token() {
    return new BulkToken()
        .with("canary", canary)
        .with("begun", begun)
        .with("done", done)
        .with("in_window", inWindow)
        .with("paused", paused ? "yes" : null)
        .with("stopped", stopped)
        .with("since", since == null ? null : since.toString())
        .with("window", window == null ? null : window.toString())
        .with("pending", pending)
        .with("waiting", waiting)
        .with("failures", failures)
        .toString();
  }

  /**
   * Hands the token over each time that a device was begun or is settled, and at {@link #pause},
   * {@link #resume()} and {@link #stop}, before anything else happens: a host writes it down. What
   * that throws comes out of the method called.
   */
  public synchronized BulkChange keptBy(Consumer<String> keeps) {
    keeper = keeps;
    return this;
  }

  private void keep() {
    if (keeper != null) { // the token is as long as there are devices
      keeper.accept(token());
    }
  }

  /** Asks after what is pending and begins what may begin. Blocks for the devices begun. */
  public synchronized BulkProgress poll() {
    for (String device : List.copyOf(pending)) {
      settle(device, change.check(device));
      if (!pending.contains(device)) {
        keep();
      }
    }
    judge();
    if (!paused && stopped == null) {
      begin();
      judge();
    }
    return progress();
  }

  private void begin() {
    if (since == null) {
      since = clock.instant();
    }
    for (int left = allowed(); left > 0 && !waiting.isEmpty(); left--) {
      if (stopped != null || (isCanary() && begun == canary)) {
        return;
      }
      String device = waiting.removeFirst();
      Outcome<State> outcome = change.begin(device);
      inWindow++;
      if (outcome instanceof Outcome.Refused<State> no && !no.refusal().isPermanent()) {
        // Not begun: the same device comes first the next time.
        waiting.addFirst(device);
        return;
      }
      begun++;
      settle(device, outcome);
      judge();
      keep();
    }
  }

  private int allowed() {
    Instant now = clock.instant();
    if (window == null || !now.isBefore(window.plus(rules.every()))) {
      window = now;
      inWindow = 0;
    }
    return rules.batch() - inWindow;
  }

  /** Unknown, or away for now: to be asked again. */
  private void settle(String device, Outcome<State> outcome) {
    pending.add(device);
    if (outcome instanceof Outcome.Refused<State> no && no.refusal().isPermanent()) {
      fail(device, no.refusal().toString());
    } else if (outcome instanceof Outcome.Done<State> ended) {
      if (ended.value() == State.DONE) {
        pending.remove(device);
        done++;
      } else if (ended.value() == State.FAILED) {
        fail(device, "the device refused");
      }
    }
  }

  private void fail(String device, String why) {
    pending.remove(device);
    failures.put(device, why);
  }

  private boolean isCanary() {
    return done < canary;
  }

  private void judge() {
    if (stopped != null) {
      return;
    }
    if (isCanary() && !failures.isEmpty()) {
      stopped = "the canary failed: " + failures;
    } else if (isCanary() && since != null && isOver(since)) {
      stopped = "the canary was not done within " + rules.patience() + ": " + pending;
    } else if (failures.size() > rules.tolerated()) {
      stopped = failures.size() + " devices failed";
    }
  }

  private boolean isOver(Instant start) {
    return clock.instant().isAfter(start.plus(rules.patience()));
  }

  /** Begins nothing more until {@link #resume}. */
  public synchronized void pause() {
    paused = true;
    keep();
  }

  public synchronized void resume() {
    paused = false;
    keep();
  }

  /** Begins nothing more, for good. */
  public synchronized void stop(String reason) {
    if (stopped == null) {
      stopped = reason;
      keep();
    }
  }

  /** Devices with which nothing was begun, in order: what is left when it stopped. */
  public synchronized List<String> left() {
    return new ArrayList<>(waiting);
  }

  public synchronized BulkProgress progress() {
    return new BulkProgress(
        phase(), waiting.size(), pending.size(), done, failures, stopped == null ? "" : stopped);
  }

  private Phase phase() {
    if (stopped != null) {
      return Phase.STOPPED;
    }
    if (waiting.isEmpty() && pending.isEmpty()) {
      return Phase.FINISHED;
    }
    if (paused) {
      return Phase.PAUSED;
    }
    return isCanary() ? Phase.CANARY : Phase.ROLLING;
  }
}
