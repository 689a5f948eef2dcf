package io.ispkit.radius.profile.internal;

import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.config.Options;
import io.ispkit.radius.profile.Burst;
import io.ispkit.radius.profile.ConfigurableRenderer;
import io.ispkit.radius.profile.ProfileRenderer;
import io.ispkit.radius.profile.RateUnit;
import io.ispkit.radius.profile.Rendering;
import io.ispkit.radius.profile.RenderingDraft;
import io.ispkit.radius.profile.SpeedProfile;

/**
 * Huawei (vendor 2011). By default committed and peak rates, unsigned integers of 32 bits: {@code
 * Huawei-Input-Average-Rate} (2) and {@code -Peak-Rate} (3) for the upload, {@code
 * Huawei-Output-Average-Rate} (5) and {@code -Peak-Rate} (6) for the download. The peak rate is
 * that of the burst, or else the rate itself; it is never sent without the average, which the
 * routers refuse. With {@code by: qos_profile} it is {@code Huawei-Qos-Profile-Name} (31), at most
 * 63 bytes, for both directions; a name that the router lacks takes the subscriber offline, and the
 * router reads it in lower case unless it is told otherwise.
 *
 * <p>The NE and ME routers count bit/s; other product lines are said to count kbit/s, which is
 * unsure, so the option {@code unit} says which. Source: Huawei, NE40E and NetEngine 8000 manuals,
 * RADIUS attributes.
 */
public final class HuaweiRenderer implements ConfigurableRenderer {

  private enum By {
    RATES,
    QOS_PROFILE
  }

  private final By by;
  private final RateUnit unit;

  /** Called by {@code ServiceLoader}. */
  public HuaweiRenderer() {
    this(By.RATES, RateUnit.BPS);
  }

  private HuaweiRenderer(By by, RateUnit unit) {
    this.by = by;
    this.unit = unit;
  }

  @Override
  public String id() {
    return "huawei";
  }

  @Override
  public String vendor() {
    return "Huawei";
  }

  @Override
  public OptionSpec options() {
    return Drafts.unit(RateUnit.BPS, "What the rates count.")
        .choice("by", "rates", Drafts.all(By.values()), "Whether rates or a QoS profile are told.")
        .build();
  }

  @Override
  public ProfileRenderer with(Options options) {
    return new HuaweiRenderer(
        Drafts.choice(By.class, options, "by"), Drafts.choice(RateUnit.class, options, "unit"));
  }

  @Override
  public Rendering render(SpeedProfile profile) {
    RenderingDraft draft = Drafts.empty();
    if (by == By.QOS_PROFILE) {
      Drafts.oneName(profile, draft).ifPresent(name -> draft.set("Huawei-Qos-Profile-Name", name));
      return draft.finish();
    }
    Burst burst = profile.burst();
    if (burst != null && (burst.downloadThreshold() != null || burst.time() != null)) {
      draft.fault("burst", "", "neither threshold nor time: only the peak rate can be told");
    }
    return draft
        .withoutPriority(profile)
        .rate("Huawei-Input-Average-Rate", profile.upload(), unit)
        .rate("Huawei-Input-Peak-Rate", burst == null ? profile.upload() : burst.upload(), unit)
        .rate("Huawei-Output-Average-Rate", profile.download(), unit)
        .rate(
            "Huawei-Output-Peak-Rate", burst == null ? profile.download() : burst.download(), unit)
        .finish();
  }
}
