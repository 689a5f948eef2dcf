package io.ispkit.workflow;

import io.ispkit.core.change.Change;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * One step of a workflow over an immutable state record. Stateless and thread-safe: all it knows
 * comes from the state and the context.
 *
 * <p>How the engine runs a step depends on its {@link #reach}:
 *
 * <ul>
 *   <li>{@code TRANSACTION}: {@link #prepare}, {@link #run} and {@link #record} are called one
 *       after the other in one transaction, which also holds the journal row. All of it commits, or
 *       none.
 *   <li>{@code REMOTE}: {@code prepare} commits with the intent row; {@code run} is called without
 *       a transaction; {@code record} commits with the outcome. After a crash between, the intent
 *       has no outcome, and {@link #probe} finds out.
 * </ul>
 *
 * <p>All methods may be called more than once with the same operation id; only what commits counts.
 * How a call ends decides what follows:
 *
 * <ul>
 *   <li>done: the next stage.
 *   <li>refused with retry, {@code RetryableException}: repeated by {@link #retry}.
 *   <li>refused for good: when no earlier stage wrote anything the run ends as refused, else what
 *       was done is undone and it ends as failed.
 *   <li>unknown (only {@code REMOTE}): {@link #probe}, by {@link #retry}, then a pause.
 *   <li>{@code PermanentException} and everything unexpected: what the transaction wrote is rolled
 *       back, and the run pauses with class and message as the reason. Database faults that pass by
 *       themselves are no such thing: the kernel repeats the transaction.
 * </ul>
 *
 * @param <S> the state: an immutable record that Jackson can write and read
 */
public interface Step<S> {

  /**
   * Names the step within its definition for ever: {@code [a-z0-9_]}, 1 to 40. Part of the
   * operation id.
   */
  String name();

  /**
   * How far {@link #run} and {@link #undo} reach, for this state. Must not change between run and
   * undo.
   */
  default Reach reach(S state, StepContext context) {
    return Reach.TRANSACTION;
  }

  /**
   * Whether the step writes nothing, anywhere, in any state: it is then never undone, and a run in
   * which only such steps were done counts as untouched.
   */
  default boolean readsOnly() {
    return false;
  }

  /** How often the step is tried; empty: as the definition says. */
  default Optional<RetryPolicy> retry() {
    return Optional.empty();
  }

  /**
   * What would be written where. Reads only; the state is what the steps before it are expected to
   * leave.
   */
  Outcome<StepPlan<S>> plan(S state, StepContext context);

  /**
   * When many runs are planned together, in a backend that forgets what is written to its database:
   * writes there what a run would leave in it, as far as plans of other runs depend on it (names,
   * addresses, the load of technicians). Always in a transaction, after {@link #plan}. Writes to no
   * other system; what it cannot write it leaves out. The default writes nothing.
   *
   * @param state as {@code plan} was given it
   */
  default void rehearse(S state, StepPlan<S> planned, StepContext context) {}

  /**
   * Writes to our own database that must be durable before {@link #run}. Always in a transaction.
   */
  default Outcome<S> prepare(S state, StepContext context) {
    return Outcome.done(state);
  }

  /** The step's effect. */
  Outcome<S> run(S state, StepContext context);

  /** Writes to our own database that follow from the effect. Always in a transaction. */
  default S record(S state, StepContext context) {
    return state;
  }

  /**
   * After a crash or an unknown outcome of a {@code REMOTE} step: what became of the effect. Called
   * without a transaction. The default calls {@link #run} again, which is right for ports, whose
   * verbs look up their operation before they act.
   *
   * @return done with the state after the effect; done with empty: certainly not done, {@link #run}
   *     follows (or, in a run that is being undone, {@link #undo}); refused with retry or unknown:
   *     cannot be found out now, asked again by {@link #retry}, then the run pauses; refused for
   *     good: certainly not done, and it never will be
   */
  default Outcome<Optional<S>> probe(S state, StepContext context) {
    return run(state, context).map(Optional::of);
  }

  /**
   * Restores the state before {@link #run}, also when it ran only partly or turned out not to have
   * run at all. Runs with the reach of {@link #run}; a repeat is harmless.
   *
   * @param state as the last stage that was done left it
   * @return done with what was undone; refused with retry or unknown: repeated by {@link #retry},
   *     then the run pauses; refused for good: the run pauses with the reason
   */
  default Outcome<List<Change>> undo(S state, StepContext context) {
    return Outcome.done(List.of());
  }

  /**
   * Undoes {@link #prepare} and {@link #record}. Always in a transaction, after {@link #undo} is
   * done.
   */
  default Outcome<List<Change>> unrecord(S state, StepContext context) {
    return Outcome.done(List.of());
  }
}
