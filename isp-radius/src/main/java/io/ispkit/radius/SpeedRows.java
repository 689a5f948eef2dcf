package io.ispkit.radius;

import io.ispkit.core.fault.Faults;
import io.ispkit.core.plan.BandwidthPlan;
import io.ispkit.core.subscriber.SubscriberSpec;
import io.ispkit.radius.dictionary.Dictionary;
import io.ispkit.radius.profile.PolicyNames;
import io.ispkit.radius.profile.ProfileRenderer;
import io.ispkit.radius.profile.Rendering;
import io.ispkit.radius.profile.SpeedProfile;
import java.util.List;
import java.util.Objects;

/**
 * Renders the speed of a subscriber for the NAS of one vendor. Pure.
 *
 * @param policyDownload what the plan is called on the NAS, with {@code {plan}} for its code; empty
 *     together with {@code policyUpload}: it has no name there
 */
record SpeedRows(ProfileRenderer renderer, String policyDownload, String policyUpload) {

  private static final String PLAN = "{plan}";

  SpeedRows {
    Objects.requireNonNull(renderer, "renderer");
    Objects.requireNonNull(policyDownload, "policyDownload");
    Objects.requireNonNull(policyUpload, "policyUpload");
  }

  /** A plan without names on the NAS. */
  SpeedRows(ProfileRenderer renderer) {
    this(renderer, "", "");
  }

  /** The packed facts and those that the renderer brings. */
  Dictionary dictionary() {
    return Dictionary.packed().with(renderer.facts());
  }

  /** The rows that say the speed exactly; if there are none, every reason is noted. */
  List<RadiusRow> render(SubscriberSpec spec, Faults faults) {
    Rendering rendering = renderer.render(profile(spec));
    rendering.faults().forEach(faults::add);
    return rendering.attributes().stream()
        .map(a -> new RadiusRow(RadTable.RADREPLY, a.name(), a.op(), a.value()))
        .toList();
  }

  private SpeedProfile profile(SubscriberSpec spec) {
    SpeedProfile rates = SpeedProfile.of(spec.download(), spec.upload());
    // a code that is none is a fault of its own, noted by the caller
    return policyDownload.isEmpty() || !BandwidthPlan.isValidCode(spec.profile())
        ? rates
        : rates.with(
            new PolicyNames(
                named(policyDownload, spec.profile()), named(policyUpload, spec.profile())));
  }

  static String named(String policy, String plan) {
    return policy.replace(PLAN, plan);
  }
}
