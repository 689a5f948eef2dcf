package io.ispkit.genieacs.bulk;

import java.time.Duration;

/**
 * How careful a bulk change is.
 *
 * @param canary so many devices go first, and all of them must be done before any other begins; 0
 *     for none
 * @param patience how long they may take; then the change stops, for pending is no success
 * @param batch at most so many devices begin …
 * @param every … within each such time
 * @param tolerated with more failures than this among the devices after the canary it stops
 */
public record BulkRules(int canary, Duration patience, int batch, Duration every, int tolerated) {

  public BulkRules {
    if (canary < 0 || batch < 1 || tolerated < 0) {
      throw new IllegalArgumentException("expected canary >= 0, batch >= 1 and tolerated >= 0");
    }
    if (patience.isNegative() || patience.isZero() || every.isNegative()) {
      throw new IllegalArgumentException("expected a patience above 0, and a pace of 0 or more");
    }
  }

  /** Five devices first, for an hour at most; then twenty a minute; no more than ten failures. */
  public static BulkRules ofDefaults() {
    return new BulkRules(5, Duration.ofHours(1), 20, Duration.ofMinutes(1), 10);
  }
}
