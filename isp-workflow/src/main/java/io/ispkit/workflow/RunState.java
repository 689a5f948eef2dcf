package io.ispkit.workflow;

/** Where a run stands. */
public enum RunState {
  /** Being worked on, or due to be. */
  RUNNING,
  /** Waits for a signal or a time. */
  WAITING,
  /** A step is to be repeated later, or its outcome cannot be found out now. */
  RETRYING,
  /** Stopped with a reason; a person must resume or undo it. */
  PAUSED,
  /** What was done is being undone. */
  UNDOING,
  /** Ended: all stages done. */
  COMPLETED,
  /** Ended: a step said no before anything was written. */
  REFUSED,
  /** Ended: a step failed for good, and what was done is undone. */
  FAILED;

  /** Whether nothing will happen any more by itself or by a person. */
  public boolean isEnd() {
    return this == COMPLETED || this == REFUSED || this == FAILED;
  }
}
