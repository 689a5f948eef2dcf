package io.ispkit.radius.live;

import io.ispkit.core.plan.BandwidthPlan;
import io.ispkit.core.rate.BitRate;
import java.util.Objects;

/**
 * How fast a service is.
 *
 * @param code the plan's code, 1 to 64 of {@code [0-9A-Za-z._-]}; also what a NAS that is told
 *     names knows it by
 * @param download towards the subscriber
 * @param upload from the subscriber
 */
public record ServicePlan(String code, BitRate download, BitRate upload) {

  /** Checks the code. */
  public ServicePlan {
    Objects.requireNonNull(download, "download");
    Objects.requireNonNull(upload, "upload");
    if (!BandwidthPlan.isValidCode(code)) {
      throw new IllegalArgumentException("plan code: expected 1 to 64 of [0-9A-Za-z._-]");
    }
  }
}
