package io.ispkit.radius.explain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the steps of one decision. Not thread-safe. */
final class Trace {

  private final List<Decision> steps = new ArrayList<>();

  void say(@Nullable AttributeRow row, String what) {
    steps.add(new Decision(row, what, false));
  }

  void say(String what) {
    say(null, what);
  }

  void decide(Decision decision) {
    steps.add(decision);
  }

  List<Decision> steps() {
    return List.copyOf(steps);
  }
}
