package io.ispkit.workflow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A workflow as data: an immutable, versioned list of stages. A run is pinned to the version that
 * it started with; keep old versions registered until their runs have ended. No user code is
 * replayed: a finished stage is never run again.
 *
 * @param name {@code [a-z0-9_]}, 1 to 60
 * @param version 1 or more
 * @param codec how the state record is stored
 * @param stages in order, at least one
 * @param retry for the steps that have no policy of their own
 * @param subject whom a state is about, usually a customer's id: {@code customer} in log lines, and
 *     the subject of the run's events, for which the run's key stands in when it is empty
 */
public record Definition<S>(
    String name,
    int version,
    StateCodec<S> codec,
    List<Stage<S>> stages,
    RetryPolicy retry,
    Function<S, Optional<String>> subject) {

  public Definition {
    Objects.requireNonNull(codec, "codec");
    Objects.requireNonNull(retry, "retry");
    Objects.requireNonNull(subject, "subject");
    stages = List.copyOf(stages);
    if (!name.matches("[a-z][a-z0-9_]{0,59}")) {
      throw new IllegalArgumentException("workflow name '" + name + "': expected [a-z0-9_]");
    }
    if (version < 1) {
      throw new IllegalArgumentException(
          "workflow " + name + ": version " + version + " is under 1");
    }
    if (stages.isEmpty()) {
      throw new IllegalArgumentException("workflow " + name + " has no stages");
    }
    Set<String> names = new HashSet<>();
    for (Stage<S> stage : stages) {
      if (!stage.name().matches("[a-z][a-z0-9_]{0,39}") || !names.add(stage.name())) {
        throw new IllegalArgumentException(
            "workflow " + name + ": stage name '" + stage.name() + "' is ill-formed or used twice");
      }
    }
  }

  public Class<S> stateType() {
    return codec.type();
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
   * {@code condition} holds, which is asked at the start and at every wake-up; then {@code receipt}
   * takes over what is to be kept of it.
   */
  public record Await<S>(String name, Condition<S> condition, Receipt<S> receipt)
      implements Stage<S> {}

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

  /** What a wait leaves in the state. Runs in a transaction; may read, writes nothing. */
  @FunctionalInterface
  public interface Receipt<S> {

    /**
     * The state after the wait.
     *
     * @param data of the signal; empty when the condition ended the wait
     */
    S received(S state, Map<String, Object> data, StepContext context);

    /** Leaves the state as it is. */
    static <S> Receipt<S> none() {
      return (state, data, context) -> state;
    }
  }

  /** When a timer ends. Asked once, when the run comes to it. */
  @FunctionalInterface
  public interface DueTime<S> {
    Instant of(S state, StepContext context);
  }

  /** A definition whose state is stored as plain JSON, see {@link StateCodec#json}. */
  public static <S> Builder<S> named(String name, int version, Class<S> stateType) {
    return new Builder<>(name, version, StateCodec.json(stateType));
  }

  public static <S> Builder<S> named(String name, int version, StateCodec<S> codec) {
    return new Builder<>(name, version, codec);
  }

  /** Collects stages. */
  public static final class Builder<S> {

    private final String name;
    private final int version;
    private final StateCodec<S> codec;
    private final List<Stage<S>> stages = new ArrayList<>();
    private RetryPolicy retry = RetryPolicy.DEFAULT;
    private Function<S, Optional<String>> subject = state -> Optional.empty();

    private Builder(String name, int version, StateCodec<S> codec) {
      this.name = name;
      this.version = version;
      this.codec = codec;
    }

    public Builder<S> retry(RetryPolicy policy) {
      retry = policy;
      return this;
    }

    /** Whom the run is about, usually a customer's id. */
    public Builder<S> about(Function<S, String> subjectOfState) {
      subject = state -> Optional.of(subjectOfState.apply(state));
      return this;
    }

    public Builder<S> step(Step<S> step) {
      stages.add(new Run<>(step));
      return this;
    }

    /** Waits for the signal {@code name}. */
    public Builder<S> waitFor(String name) {
      return waitFor(name, Condition.signalled());
    }

    /** Waits for the signal {@code name}, or for {@code condition}, whichever is first. */
    public Builder<S> waitFor(String name, Condition<S> condition) {
      return waitFor(name, condition, Receipt.none());
    }

    /** The same, and keeps something of it in the state. */
    public Builder<S> waitFor(String name, Condition<S> condition, Receipt<S> receipt) {
      stages.add(new Await<>(name, condition, receipt));
      return this;
    }

    public Builder<S> waitUntil(String name, DueTime<S> due) {
      stages.add(new Timer<>(name, due));
      return this;
    }

    public Definition<S> build() {
      return new Definition<>(name, version, codec, stages, retry, subject);
    }
  }
}
