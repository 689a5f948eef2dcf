package io.ispkit.genieacs.bulk;

import io.ispkit.genieacs.bulk.BulkProgress.Phase;
import io.ispkit.genieacs.bulk.DeviceChange.State;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a bulk change stands: a token, and the steps since. Knows no clock. Not thread-safe. */
final class BulkState {

  private final int canary;
  private final Deque<String> waiting;
  private final Set<String> pending = new LinkedHashSet<>();
  private final Map<String, String> failures = new LinkedHashMap<>();
  private int steps;
  private int begun;
  private int done;
  private boolean paused;
  private @Nullable String stopped;
  private @Nullable Instant since;
  private @Nullable Instant window;
  private int inWindow;

  BulkState(Collection<String> devices, int canaries) {
    waiting = new ArrayDeque<>(new LinkedHashSet<>(devices));
    canary = Math.min(canaries, waiting.size());
  }

  BulkState(BulkToken token) {
    waiting = new ArrayDeque<>(token.texts("waiting"));
    canary = token.number("canary");
    pending.addAll(token.texts("pending"));
    failures.putAll(token.pairs("failures"));
    steps = token.number("steps");
    begun = token.number("begun");
    done = token.number("done");
    paused = token.text("paused") != null;
    stopped = token.text("stopped");
    since = token.moment("since");
    window = token.moment("window");
    inWindow = token.number("in_window");
  }

  BulkToken token() {
    return new BulkToken()
        .with("canary", canary)
        .with("steps", steps)
        .with("begun", begun)
        .with("done", done)
        .with("in_window", inWindow)
        .with("paused", paused ? "yes" : null)
        .with("stopped", stopped)
        .with("since", since == null ? null : since.toString())
        .with("window", window == null ? null : window.toString())
        .with("pending", pending)
        .with("waiting", waiting)
        .with("failures", failures);
  }

  /**
   * Takes up a step that was written down: one that the token knew already is passed over.
   *
   * @throws IllegalArgumentException a step before it is missing, or it is of another change
   */
  void replay(BulkStep step) {
    if (step.number() <= steps) {
      return;
    }
    if (step.number() != steps + 1) {
      throw new IllegalArgumentException(
          "steps: expected number " + (steps + 1) + ", got " + step.number());
    }
    String device = step.device();
    boolean fits =
        switch (step.kind()) {
          case BEGUN -> step.end() != null && device != null && device.equals(waiting.peekFirst());
          case SETTLED -> step.end() != null && device != null && pending.contains(device);
          case STOPPED -> step.why() != null;
          case PAUSED, RESUMED -> true;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "steps: number " + step.number() + " is of another bulk change");
    }
    take(step);
  }

  /** Takes a step; its number follows from those before. */
  BulkStep take(BulkStep step) {
    steps++;
    String device = step.device();
    switch (step.kind()) {
      case BEGUN -> {
        waiting.removeFirst();
        begun++;
        if (since == null) {
          since = step.since();
        }
        if (!Objects.equals(window, step.window())) {
          window = step.window();
          inWindow = 0;
        }
        inWindow++;
        pending.add(String.valueOf(device));
        settle(String.valueOf(device), step);
      }
      case SETTLED -> settle(String.valueOf(device), step);
      case PAUSED -> paused = true;
      case RESUMED -> paused = false;
      case STOPPED -> stopped = step.why();
    }
    return step.numbered(steps);
  }

  private void settle(String device, BulkStep step) {
    if (step.end() == State.DONE) {
      pending.remove(device);
      done++;
    } else if (step.end() == State.FAILED) {
      pending.remove(device);
      failures.put(device, String.valueOf(step.why()));
    }
  }

  /** The step of a device that is begun now. */
  BulkStep begun(String device, State end, @Nullable String why) {
    return new BulkStep(
        0, BulkStep.Kind.BEGUN, device, end, why, window, begun == 0 ? since : null);
  }

  /** One that could not be begun counts for the pace all the same. */
  void triedInVain() {
    inWindow++;
  }

  /** The time when the first device was to be begun. */
  void startedAt(Instant now) {
    if (since == null) {
      since = now;
    }
  }

  @Nullable Instant since() {
    return since;
  }

  @Nullable Instant window() {
    return window;
  }

  void windowAt(Instant now) {
    window = now;
    inWindow = 0;
  }

  int inWindow() {
    return inWindow;
  }

  /** The device that comes next; null when none may be begun, whatever the pace. */
  @Nullable String next() {
    boolean held = paused || stopped != null || (isCanary() && begun == canary);
    return held ? null : waiting.peekFirst();
  }

  boolean isCanary() {
    return done < canary;
  }

  boolean isPaused() {
    return paused;
  }

  boolean isStopped() {
    return stopped != null;
  }

  Set<String> pending() {
    return pending;
  }

  Map<String, String> failures() {
    return failures;
  }

  List<String> waiting() {
    return new ArrayList<>(waiting);
  }

  BulkProgress progress() {
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
