package io.ispkit.radius.profile;

import io.ispkit.core.fault.Faults;
import io.ispkit.core.rate.BitRate;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a subscriber gets for a short time beyond the rates. Immutable.
 *
 * @param download the rate of the burst towards the subscriber
 * @param upload the rate of the burst from the subscriber
 * @param downloadThreshold a burst is allowed while the average rate is below; null together with
 *     {@code uploadThreshold}: the rates of the plan
 * @param uploadThreshold the same for the other direction
 * @param time over which the average is taken, more than zero and at most a day; null: as the
 *     device has it
 */
public record Burst(
    BitRate download,
    BitRate upload,
    @Nullable BitRate downloadThreshold,
    @Nullable BitRate uploadThreshold,
    @Nullable Duration time) {

  private static final Duration LONGEST = Duration.ofDays(1);

  /**
   * Checks the parts against each other.
   *
   * @throws IllegalArgumentException one threshold is missing, a threshold is above the burst, or
   *     the time is out of range; names all that is wrong
   */
  public Burst {
    Objects.requireNonNull(download, "download");
    Objects.requireNonNull(upload, "upload");
    Faults faults = new Faults();
    if ((downloadThreshold == null) != (uploadThreshold == null)) {
      faults.add("burst.threshold", "", "thresholds for both directions, or for none");
    }
    if (downloadThreshold != null && downloadThreshold.compareTo(download) > 0) {
      faults.add("burst.downloadThreshold", downloadThreshold.toString(), "at most " + download);
    }
    if (uploadThreshold != null && uploadThreshold.compareTo(upload) > 0) {
      faults.add("burst.uploadThreshold", uploadThreshold.toString(), "at most " + upload);
    }
    if (time != null && (time.isZero() || time.isNegative() || time.compareTo(LONGEST) > 0)) {
      faults.add("burst.time", time.toString(), "more than zero, and at most a day");
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(Faults.describe(faults.list()));
    }
  }

  /** Two rates and nothing else. */
  public static Burst of(BitRate download, BitRate upload) {
    return new Burst(download, upload, null, null, null);
  }
}
