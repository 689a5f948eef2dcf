package io.ispkit.genieacs.bulk;

import java.util.Map;

/**
 * Where a bulk change stands.
 *
 * @param waiting devices with which nothing was begun
 * @param pending devices that have not shown it yet
 * @param failures by device, why
 * @param reason why it stopped, or empty
 */
public record BulkProgress(
    Phase phase, int waiting, int pending, int done, Map<String, String> failures, String reason) {

  /** The phases of a bulk change. */
  public enum Phase {
    /** The first devices go ahead, and all others wait for them. */
    CANARY,
    ROLLING,
    /** By {@link BulkChange#pause}: nothing begins; what is pending is still asked after. */
    PAUSED,
    /** For good: the canary failed, too much failed, or somebody said so. */
    STOPPED,
    /** Every device is done or failed. */
    FINISHED
  }

  public BulkProgress {
    failures = Map.copyOf(failures);
  }
}
