package io.ispkit.core.operation;

/** How far the writes of an adapter reach. Decides how a workflow runs the step that uses it. */
public enum Reach {
  /**
   * All writes go to our own database and join the transaction of the {@link Operation}: they
   * commit, or vanish, together with everything else in it. The adapter never calls out.
   */
  TRANSACTION,
  /**
   * The adapter calls another system (or another database). It must be called without a
   * transaction; its outcome may be unknown.
   */
  REMOTE
}
