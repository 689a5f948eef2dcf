package io.ispkit.workflow.internal;

import io.ispkit.core.change.Change;
import java.util.List;

/** What a call to another system brought back. */
sealed interface Arrival {

  /** The position in the run that called. */
  int pos();

  /** A step was run, or looked for; the value is the state after it. */
  record Ran(int pos, Verdict<?> verdict) implements Arrival {}

  /** A step was undone. */
  record Undid(int pos, Verdict<List<Change>> verdict) implements Arrival {}
}
