package io.ispkit.workflow;

import java.util.List;

/**
 * Found by {@code ServiceLoader}: the definitions that a jar brings. Runs that a process left
 * behind go on at its next start only if their definition is known by then, and this is how it is.
 * A public no-argument constructor, no I/O.
 */
public interface WorkflowDefinitions {

  /** Every version that runs may still be pinned to. */
  List<Definition<?>> definitions();
}
