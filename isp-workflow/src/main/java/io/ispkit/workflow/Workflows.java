package io.ispkit.workflow;

import io.ispkit.core.transaction.Transaction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The workflows of one tenant. Thread-safe. Reached by {@code isp.tenant(id).get(Workflows.class)}.
 */
public interface Workflows {

  /**
   * Starts a run in the caller's transaction, under a business key: when the tenant has a run of
   * this workflow with the key already, in whatever state, nothing is written and that run's id is
   * returned.
   *
   * @param state the state to start with; its type is the definition's
   * @return the run's id
   * @throws io.ispkit.core.error.PermanentException another definition is registered under the same
   *     name and version, or the key is not 1 to 200 characters
   */
  <S> String start(Transaction transaction, Definition<S> definition, String key, S state);

  /** The same in a transaction of its own. */
  <S> String start(Definition<S> definition, String key, S state);

  /**
   * Asks every step for its plan, in order, up to the first that would refuse. Writes nothing,
   * anywhere. When the key has a run already its operations are planned, so that what it did shows
   * as being there. Blocks while steps ask other systems. An exception of a step is reported as the
   * refusal.
   */
  <S> RunPlan plan(Definition<S> definition, String key, S state);

  /**
   * Plans many runs one after the other, each as if those before it had gone through: what they
   * would take from each other shows. For a backend that was opened {@linkplain
   * io.ispkit.runtime.IspBuilder#readOnly for planning only}, whose database forgets: there, and
   * nowhere else, it writes what plans depend on.
   *
   * @param key of a run, made from its state
   * @return the plans, in the order of the states
   * @throws IllegalStateException the backend is not for planning only
   */
  <S> List<RunPlan> plan(Definition<S> definition, List<S> states, Function<? super S, String> key);

  /**
   * Tells a run, in a transaction of its own, that something happened. Kept until the run comes to
   * the wait of that name; telling it twice is the same as once.
   *
   * @return false when the run does not exist or has ended
   */
  boolean signal(String runId, String name, Map<String, Object> data);

  /** The same in the caller's transaction: the run learns of it if and only if that commits. */
  boolean signal(Transaction transaction, String runId, String name, Map<String, Object> data);

  <S> Optional<RunView<S>> run(Definition<S> definition, String runId);

  <S> Optional<RunView<S>> findByKey(Definition<S> definition, String key);

  /** Ids of the runs in a state, oldest first. */
  List<String> runs(String workflow, RunState state, int limit);

  /**
   * Lets a paused run go on with the step that it stopped at, with its attempts at zero. Returns
   * false when it is not paused.
   */
  boolean resume(String runId);

  /**
   * Undoes a run that has not ended, also one that is paused; a call to another system that is
   * under way is waited for. Returns false when it has ended or is being undone.
   */
  boolean undo(String runId, String reason);
}
