package io.ispkit.radius.profile.internal;

import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.config.Options;
import io.ispkit.radius.profile.ConfigurableRenderer;
import io.ispkit.radius.profile.ProfileRenderer;
import io.ispkit.radius.profile.RateUnit;
import io.ispkit.radius.profile.Rendering;
import io.ispkit.radius.profile.SpeedProfile;

/**
 * {@code ChilliSpot-Bandwidth-Max-Up} and {@code -Down} (vendor 14559, attributes 4 and 5) for
 * ChilliSpot and CoovaChilli: unsigned integers of 32 bits. They count kbit/s by users' reports;
 * unsure, so the option {@code unit} says otherwise. Source: FreeRADIUS, dictionary of ChilliSpot.
 */
public final class ChillispotRenderer implements ConfigurableRenderer {

  private final RateUnit unit;

  /** Called by {@code ServiceLoader}. */
  public ChillispotRenderer() {
    this(RateUnit.KBPS);
  }

  ChillispotRenderer(RateUnit unit) {
    this.unit = unit;
  }

  @Override
  public String id() {
    return "chillispot";
  }

  @Override
  public String vendor() {
    return "ChilliSpot";
  }

  @Override
  public OptionSpec options() {
    return Drafts.unit(RateUnit.KBPS, "What the attributes count.").build();
  }

  @Override
  public ProfileRenderer with(Options options) {
    return new ChillispotRenderer(Drafts.choice(RateUnit.class, options, "unit"));
  }

  @Override
  public Rendering render(SpeedProfile profile) {
    return Drafts.twoRates(
            profile, "ChilliSpot-Bandwidth-Max-Up", "ChilliSpot-Bandwidth-Max-Down", unit)
        .finish();
  }
}
