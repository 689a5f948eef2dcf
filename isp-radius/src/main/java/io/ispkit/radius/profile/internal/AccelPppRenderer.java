package io.ispkit.radius.profile.internal;

import io.ispkit.core.config.Option;
import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.config.Options;
import io.ispkit.core.rate.BitRate;
import io.ispkit.radius.dictionary.AttributeFact;
import io.ispkit.radius.dictionary.AttributeType;
import io.ispkit.radius.dictionary.AttributeUse;
import io.ispkit.radius.dictionary.Dictionary;
import io.ispkit.radius.profile.ConfigurableRenderer;
import io.ispkit.radius.profile.ProfileRenderer;
import io.ispkit.radius.profile.RateUnit;
import io.ispkit.radius.profile.Rendering;
import io.ispkit.radius.profile.RenderingDraft;
import io.ispkit.radius.profile.SpeedProfile;
import java.util.OptionalLong;

/**
 * accel-ppp: the text {@code down/up} in {@code Filter-Id} (11), download first, the opposite of
 * MikroTik. The numbers are kbit/s divided by the {@code rate-multiplier} of its configuration, and
 * must come out whole. Two options say what that configuration says: {@code attribute} ({@code
 * attr} there) and {@code multiplier}. Not every attribute serves: accel-ppp reads those of Cisco
 * as commands and turns {@code Mikrotik-Rate-Limit} around, for which the renderer {@code mikrotik}
 * is right. Bursts are a factor in its configuration. Source: accel-ppp, module shaper.
 */
public final class AccelPppRenderer implements ConfigurableRenderer {

  private static final int CISCO = 9;
  private static final int MOST = 1_000_000;

  private final String attribute;
  private final long multiplier;

  /** Called by {@code ServiceLoader}. */
  public AccelPppRenderer() {
    this("Filter-Id", 1);
  }

  private AccelPppRenderer(String attribute, long multiplier) {
    this.attribute = attribute;
    this.multiplier = multiplier;
  }

  @Override
  public String id() {
    return "accel_ppp";
  }

  @Override
  public String vendor() {
    return "accel-ppp";
  }

  @Override
  public OptionSpec options() {
    return OptionSpec.builder()
        .optional("attribute", Option.Type.TEXT, "Filter-Id", "Its attr.")
        .integer("multiplier", 1, MOST, "1", "Its rate-multiplier.")
        .build();
  }

  @Override
  public ProfileRenderer with(Options options) {
    String name = options.text("attribute");
    boolean serves = Dictionary.packed().find(name).filter(AccelPppRenderer::serves).isPresent();
    if (!serves) {
      throw new IllegalArgumentException(
          "attribute: expected a reply attribute of type string, neither of Cisco nor"
              + " Mikrotik-Rate-Limit, but was "
              + name);
    }
    return new AccelPppRenderer(name, options.integer("multiplier"));
  }

  private static boolean serves(AttributeFact fact) {
    return fact.type() == AttributeType.STRING
        && fact.use() == AttributeUse.REPLY
        && fact.vendor().number() != CISCO
        && !fact.name().equals("Mikrotik-Rate-Limit")
        && !fact.is(AttributeFact.Trait.TAGGED);
  }

  @Override
  public Rendering render(SpeedProfile profile) {
    RenderingDraft draft = Drafts.empty().withoutBurst(profile).withoutPriority(profile);
    OptionalLong down = divided(profile.download(), draft);
    OptionalLong up = divided(profile.upload(), draft);
    if (down.isPresent() && up.isPresent()) {
      draft.set(attribute, down.getAsLong() + "/" + up.getAsLong());
    }
    return draft.finish();
  }

  private OptionalLong divided(BitRate rate, RenderingDraft draft) {
    OptionalLong kbps = draft.exactly(attribute, rate, RateUnit.KBPS);
    if (kbps.isPresent() && kbps.getAsLong() % multiplier != 0) {
      draft.fault(attribute, rate.toString(), "a multiple of " + multiplier + " kbit/s");
      return OptionalLong.empty();
    }
    return kbps.isPresent() ? OptionalLong.of(kbps.getAsLong() / multiplier) : kbps;
  }
}
