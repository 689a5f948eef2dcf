package io.ispkit.workflow.internal;

import io.ispkit.workflow.Definition;
import io.ispkit.workflow.Definition.Stage;
import io.ispkit.workflow.RetryPolicy;
import io.ispkit.workflow.Step;

/** Stages that run something. */
final class Steps {

  private Steps() {}

  static <S> Step<S> of(Stage<S> stage) {
    return ((Definition.Run<S>) stage).step();
  }

  static <S> RetryPolicy policy(Stage<S> stage, Definition<S> definition) {
    return stage instanceof Definition.Run<S> run
        ? run.step().retry().orElse(definition.retry())
        : definition.retry();
  }

  /** Whether the stage may have left something to undo. */
  static boolean writes(Stage<?> stage) {
    return stage instanceof Definition.Run<?> run && !run.step().readsOnly();
  }
}
