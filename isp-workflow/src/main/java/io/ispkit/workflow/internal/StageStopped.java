package io.ispkit.workflow.internal;

import io.ispkit.core.error.RetryableException;
import java.time.Duration;

/**
 * A stage was not done and may have written before. Thrown through the kernel, which rolls the
 * transaction back and runs the turn again; {@link Stops} holds what the stage said.
 */
final class StageStopped extends RetryableException {

  private static final long serialVersionUID = 1L;

  StageStopped(String reason) {
    super(reason, null, Duration.ZERO);
  }

  StageStopped(RuntimeException cause) {
    super(String.valueOf(cause.getMessage()), cause, Duration.ZERO);
  }
}
