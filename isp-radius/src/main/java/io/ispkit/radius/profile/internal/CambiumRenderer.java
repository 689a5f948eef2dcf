package io.ispkit.radius.profile.internal;

import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.config.Options;
import io.ispkit.radius.profile.ConfigurableRenderer;
import io.ispkit.radius.profile.ProfileRenderer;
import io.ispkit.radius.profile.RateUnit;
import io.ispkit.radius.profile.Rendering;
import io.ispkit.radius.profile.SpeedProfile;

/**
 * Cambium, unsigned integers of 32 bits. The option {@code line} is {@code epmp}, which has {@code
 * Cambium-ePMP-Max-Burst-Uplink-Rate} and {@code -Downlink-Rate} (vendor 17713, attributes 26 and
 * 27), or {@code pmp}, which has the attributes of its ancestor Motorola Canopy (vendor 161):
 * {@code ULBR} (6) and {@code DLBR} (8) as sustained rates. The vendor calls {@code BL} (7 and 9)
 * the burst allocation, one report says the reverse: unsure, so the option {@code sustained} is
 * {@code br} or {@code bl}. The burst allocation is a volume and is left as the device has it. All
 * count kbit/s by users' reports; unsure, so the option {@code unit} says otherwise. Source:
 * FreeRADIUS, dictionaries of Cambium and Motorola.
 */
public final class CambiumRenderer implements ConfigurableRenderer {

  private enum Line {
    EPMP,
    PMP
  }

  private enum Sustained {
    BR,
    BL
  }

  private final String up;
  private final String down;
  private final RateUnit unit;

  /** Called by {@code ServiceLoader}. */
  public CambiumRenderer() {
    this(
        "Cambium-ePMP-Max-Burst-Uplink-Rate",
        "Cambium-ePMP-Max-Burst-Downlink-Rate",
        RateUnit.KBPS);
  }

  private CambiumRenderer(String up, String down, RateUnit unit) {
    this.up = up;
    this.down = down;
    this.unit = unit;
  }

  @Override
  public String id() {
    return "cambium";
  }

  @Override
  public String vendor() {
    return "Cambium";
  }

  @Override
  public OptionSpec options() {
    return Drafts.unit(RateUnit.KBPS, "What the rates count.")
        .choice("line", "epmp", Drafts.all(Line.values()), "The product line.")
        .choice(
            "sustained",
            "br",
            Drafts.all(Sustained.values()),
            "Which attributes of pmp hold the sustained rates.")
        .build();
  }

  @Override
  public ProfileRenderer with(Options options) {
    RateUnit chosen = Drafts.choice(RateUnit.class, options, "unit");
    if (Drafts.choice(Line.class, options, "line") == Line.EPMP) {
      return new CambiumRenderer(
          "Cambium-ePMP-Max-Burst-Uplink-Rate", "Cambium-ePMP-Max-Burst-Downlink-Rate", chosen);
    }
    String kind = Drafts.choice(Sustained.class, options, "sustained").name();
    return new CambiumRenderer("Motorola-Canopy-UL" + kind, "Motorola-Canopy-DL" + kind, chosen);
  }

  @Override
  public Rendering render(SpeedProfile profile) {
    return Drafts.twoRates(profile, up, down, unit).finish();
  }
}
