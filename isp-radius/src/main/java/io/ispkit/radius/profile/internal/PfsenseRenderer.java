package io.ispkit.radius.profile.internal;

import io.ispkit.radius.profile.ProfileRenderer;
import io.ispkit.radius.profile.RateUnit;
import io.ispkit.radius.profile.Rendering;
import io.ispkit.radius.profile.SpeedProfile;

/**
 * {@code pfSense-Bandwidth-Max-Up} and {@code -Down} (vendor 13644, attributes 1 and 2) for the
 * captive portal of pfSense: unsigned integers of 32 bits in bit/s. Source: pfSense, the dictionary
 * that it ships.
 */
public final class PfsenseRenderer implements ProfileRenderer {

  /** Called by {@code ServiceLoader}. */
  public PfsenseRenderer() {}

  @Override
  public String id() {
    return "pfsense";
  }

  @Override
  public String vendor() {
    return "pfSense";
  }

  @Override
  public Rendering render(SpeedProfile profile) {
    return Drafts.twoRates(
            profile, "pfSense-Bandwidth-Max-Up", "pfSense-Bandwidth-Max-Down", RateUnit.BPS)
        .finish();
  }
}
