package io.ispkit.radius.profile.internal;

import io.ispkit.radius.profile.ProfileRenderer;
import io.ispkit.radius.profile.RateUnit;
import io.ispkit.radius.profile.Rendering;
import io.ispkit.radius.profile.SpeedProfile;

/**
 * {@code WISPr-Bandwidth-Max-Up} and {@code -Down} (vendor 14122, attributes 7 and 8): unsigned
 * integers of 32 bits in bit/s, so 4.29 Gbit/s is the end. MikroTik, CoovaChilli and many WLAN
 * controllers take them; whether a device does is for its manual to say. Source: Wi-Fi Alliance,
 * WISPr best current practices.
 */
public final class WisprRenderer implements ProfileRenderer {

  /** Called by {@code ServiceLoader}. */
  public WisprRenderer() {}

  @Override
  public String id() {
    return "wispr";
  }

  @Override
  public String vendor() {
    return "WISPr";
  }

  @Override
  public Rendering render(SpeedProfile profile) {
    return Drafts.twoRates(
            profile, "WISPr-Bandwidth-Max-Up", "WISPr-Bandwidth-Max-Down", RateUnit.BPS)
        .finish();
  }
}
