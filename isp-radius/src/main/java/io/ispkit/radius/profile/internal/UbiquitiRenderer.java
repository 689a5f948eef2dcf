package io.ispkit.radius.profile.internal;

import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.config.Options;
import io.ispkit.radius.profile.ConfigurableRenderer;
import io.ispkit.radius.profile.ProfileRenderer;
import io.ispkit.radius.profile.Rendering;
import io.ispkit.radius.profile.SpeedProfile;

/**
 * Ubiquiti, which has no attributes of its own in FreeRADIUS. airMAX and EdgeRouter are reported to
 * take those of WISPr, some firmwares that of MikroTik; unsure, so the option {@code attributes} is
 * {@code wispr} or {@code mikrotik}. Source: users' reports.
 */
public final class UbiquitiRenderer implements ConfigurableRenderer {

  private enum Attributes {
    WISPR,
    MIKROTIK
  }

  private final ProfileRenderer renderer;

  /** Called by {@code ServiceLoader}. */
  public UbiquitiRenderer() {
    this(new WisprRenderer());
  }

  private UbiquitiRenderer(ProfileRenderer renderer) {
    this.renderer = renderer;
  }

  @Override
  public String id() {
    return "ubiquiti";
  }

  @Override
  public String vendor() {
    return "Ubiquiti";
  }

  @Override
  public OptionSpec options() {
    return OptionSpec.builder()
        .choice(
            "attributes",
            "wispr",
            Drafts.all(Attributes.values()),
            "Whose attributes the firmware takes.")
        .build();
  }

  @Override
  public ProfileRenderer with(Options options) {
    return new UbiquitiRenderer(
        Drafts.choice(Attributes.class, options, "attributes") == Attributes.WISPR
            ? new WisprRenderer()
            : new MikrotikRenderer());
  }

  @Override
  public Rendering render(SpeedProfile profile) {
    return renderer.render(profile);
  }
}
