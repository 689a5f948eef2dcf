package io.ispkit.workflow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A workflow as data: an immutable, versioned list of stages. A run is pinned to the version that
 * it started with; keep old versions registered until their runs have ended. No user code is
 * replayed: a finished stage is never run again.
 *
 * @param name {@code [a-z0-9_]}, 1 to 60
 * @param version 1 or more
 * @param stateType the state record
 * @param stages in order
 */
public record Definition<S>(String name, int version, Class<S> stateType, List<Stage<S>> stages) {

  public Definition {
    stages = List.copyOf(stages);
    if (!name.matches("[a-z][a-z0-9_]{0,59}")) {
      throw new IllegalArgumentException("workflow name '" + name + "': expected [a-z0-9_]");
    }
    Set<String> names = new HashSet<>();
    for (Stage<S> stage : stages) {
      if (!stage.name().matches("[a-z][a-z0-9_]{0,39}") || !names.add(stage.name())) {
        throw new IllegalArgumentException(
            "workflow " + name + ": stage name '" + stage.name() + "' is ill-formed or used twice");
      }
    }
  }

  /** One stage of a definition. */
  public sealed interface Stage<S> {
    String name();
  }

  /** Runs a step. */
  public record Run<S>(Step<S> step) implements Stage<S> {
    @Override
    public String name() {
      return step.name();
    }
  }

  /**
   * Waits until the signal {@code name} was received (also early, before the run came here) or
   * {@code condition} holds, which is asked at the start and at every wake-up.
   */
  public record Await<S>(String name, Condition<S> condition) implements Stage<S> {}

  /** Waits for a time that the state knows. */
  public record Timer<S>(String name, DueTime<S> due) implements Stage<S> {}

  /** Whether a wait is over. Runs in a transaction; reads only. */
  @FunctionalInterface
  public interface Condition<S> {
    boolean holds(S state, StepContext context);

    /** Holds once the signal was received. */
    static <S> Condition<S> signalled() {
      return (state, context) -> false;
    }
  }

  /** When a timer ends. */
  @FunctionalInterface
  public interface DueTime<S> {
    Instant of(S state, StepContext context);
  }

  public static <S> Builder<S> named(String name, int version, Class<S> stateType) {
    return new Builder<>(name, version, stateType);
  }

  /** Collects stages. */
  public static final class Builder<S> {

    private final String name;
    private final int version;
    private final Class<S> stateType;
    private final List<Stage<S>> stages = new ArrayList<>();

    private Builder(String name, int version, Class<S> stateType) {
      this.name = name;
      this.version = version;
      this.stateType = stateType;
    }

    public Builder<S> step(Step<S> step) {
      stages.add(new Run<>(step));
      return this;
    }

    /** Waits for the signal {@code name}. */
    public Builder<S> waitFor(String name) {
      stages.add(new Await<>(name, Condition.signalled()));
      return this;
    }

    /** Waits for the signal {@code name}, or for {@code condition}, whichever is first. */
    public Builder<S> waitFor(String name, Condition<S> condition) {
      stages.add(new Await<>(name, condition));
      return this;
    }

    public Builder<S> waitUntil(String name, DueTime<S> due) {
      stages.add(new Timer<>(name, due));
      return this;
    }

    public Definition<S> build() {
      return new Definition<>(name, version, stateType, stages);
    }
  }
}
