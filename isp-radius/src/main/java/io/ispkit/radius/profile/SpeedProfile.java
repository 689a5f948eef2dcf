package io.ispkit.radius.profile;

import io.ispkit.core.fault.Faults;
import io.ispkit.core.rate.BitRate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a plan promises, whoever made the NAS. Rates, burst and priority are the plan; the names are
 * what the same plan is called on devices that are told names and not numbers. A renderer either
 * says all of the plan or refuses. Immutable.
 *
 * @param download towards the subscriber
 * @param upload from the subscriber
 * @param burst what is allowed for a short time, or null: never more than the rates
 * @param priority from 1, which is served first, to 8; null: as the device has it
 * @param policies what the plan is called on the device, or null: it has no name there
 */
public record SpeedProfile(
    BitRate download,
    BitRate upload,
    @Nullable Burst burst,
    @Nullable Integer priority,
    @Nullable PolicyNames policies) {

  /** The last of the priorities. */
  public static final int LOWEST_PRIORITY = 8;

  /**
   * Checks the parts against each other.
   *
   * @throws IllegalArgumentException a burst is slower than its rate, or the priority is out of
   *     range; names all that is wrong
   */
  public SpeedProfile {
    Objects.requireNonNull(download, "download");
    Objects.requireNonNull(upload, "upload");
    Faults faults = new Faults();
    if (burst != null && burst.download().compareTo(download) < 0) {
      faults.add("burst.download", burst.download().toString(), "at least " + download);
    }
    if (burst != null && burst.upload().compareTo(upload) < 0) {
      faults.add("burst.upload", burst.upload().toString(), "at least " + upload);
    }
    if (priority != null && (priority < 1 || priority > LOWEST_PRIORITY)) {
      faults.add("priority", priority.toString(), "a whole number from 1 to " + LOWEST_PRIORITY);
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(Faults.describe(faults.list()));
    }
  }

  /** Two rates and nothing else. */
  public static SpeedProfile of(BitRate download, BitRate upload) {
    return new SpeedProfile(download, upload, null, null, null);
  }

  /** The same with a burst. */
  public SpeedProfile with(Burst newBurst) {
    return new SpeedProfile(download, upload, newBurst, priority, policies);
  }

  /** The same with names. */
  public SpeedProfile with(PolicyNames newPolicies) {
    return new SpeedProfile(download, upload, burst, priority, newPolicies);
  }

  /** The same with a priority from 1 to 8. */
  public SpeedProfile withPriority(int newPriority) {
    return new SpeedProfile(download, upload, burst, newPriority, policies);
  }
}
