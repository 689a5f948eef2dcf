package io.ispkit.radius.profile.internal;

import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.config.Options;
import io.ispkit.radius.profile.ConfigurableRenderer;
import io.ispkit.radius.profile.ProfileRenderer;
import io.ispkit.radius.profile.RateUnit;
import io.ispkit.radius.profile.Rendering;
import io.ispkit.radius.profile.RenderingDraft;
import io.ispkit.radius.profile.SpeedProfile;

/**
 * ZTE (vendor 3902). By default {@code ZTE-Rate-Ctrl-SCR-Up} (89) and {@code -Down} (83), unsigned
 * integers of 32 bits; with {@code by: qos_profile} the names {@code ZTE-QOS-Profile-Up} (94) and
 * {@code ZTE-QoS-Profile-Down} (82). The rates count kbit/s by users of open-source servers;
 * unsure, so the option {@code unit} says otherwise. Source: FreeRADIUS, dictionary of ZTE.
 */
public final class ZteRenderer implements ConfigurableRenderer {

  private enum By {
    RATES,
    QOS_PROFILE
  }

  private final By by;
  private final RateUnit unit;

  /** Called by {@code ServiceLoader}. */
  public ZteRenderer() {
    this(By.RATES, RateUnit.KBPS);
  }

  private ZteRenderer(By by, RateUnit unit) {
    this.by = by;
    this.unit = unit;
  }

  @Override
  public String id() {
    return "zte";
  }

  @Override
  public String vendor() {
    return "ZTE";
  }

  @Override
  public OptionSpec options() {
    return Drafts.unit(RateUnit.KBPS, "What the rates count.")
        .choice("by", "rates", Drafts.all(By.values()), "Whether rates or QoS profiles are told.")
        .build();
  }

  @Override
  public ProfileRenderer with(Options options) {
    return new ZteRenderer(
        Drafts.choice(By.class, options, "by"), Drafts.choice(RateUnit.class, options, "unit"));
  }

  @Override
  public Rendering render(SpeedProfile profile) {
    if (by == By.RATES) {
      return Drafts.twoRates(profile, "ZTE-Rate-Ctrl-SCR-Up", "ZTE-Rate-Ctrl-SCR-Down", unit)
          .finish();
    }
    RenderingDraft draft = Drafts.empty();
    Drafts.names(profile, draft)
        .ifPresent(
            names ->
                draft
                    .set("ZTE-QOS-Profile-Up", names.upload())
                    .set("ZTE-QoS-Profile-Down", names.download()));
    return draft.finish();
  }
}
