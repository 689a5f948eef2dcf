package io.ispkit.radius;

import io.ispkit.core.fault.Faults;
import io.ispkit.core.plan.BandwidthPlan;
import io.ispkit.core.subscriber.SubscriberSpec;
import io.ispkit.radius.dictionary.Dictionary;
import io.ispkit.radius.profile.PlanProfile;
import io.ispkit.radius.profile.PolicyNames;
import io.ispkit.radius.profile.ProfileRenderer;
import io.ispkit.radius.profile.Rendering;
import io.ispkit.radius.profile.SpeedProfile;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Renders the speed of a subscriber for the NAS of one vendor. Pure.
 *
 * @param policyDownload what the plan is called on the NAS, with {@code {plan}} for its code; empty
 *     together with {@code policyUpload}: it has no name there
 * @param plans by plan code, what a plan promises beyond its rates
 */
record SpeedRows(
    ProfileRenderer renderer,
    String policyDownload,
    String policyUpload,
    Map<String, PlanProfile> plans) {

  private static final String PLAN = "{plan}";

  SpeedRows {
    Objects.requireNonNull(renderer, "renderer");
    Objects.requireNonNull(policyDownload, "policyDownload");
    Objects.requireNonNull(policyUpload, "policyUpload");
    plans = Map.copyOf(plans);
  }

  /** A plan without names on the NAS. */
  SpeedRows(ProfileRenderer renderer) {
    this(renderer, "", "", Map.of());
  }

  /** The packed facts and those that the renderer brings. */
  Dictionary dictionary() {
    return Dictionary.packed().with(renderer.facts());
  }

  /** The same for plans that promise more than rates. */
  SpeedRows with(Map<String, PlanProfile> others) {
    return new SpeedRows(renderer, policyDownload, policyUpload, others);
  }

  /** What the plan of this code promises beyond its rates. */
  PlanProfile beyondRates(String code) {
    return plans.getOrDefault(code, PlanProfile.NONE);
  }

  /** The rows that say the speed exactly; if there are none, every reason is noted. */
  List<RadiusRow> render(SubscriberSpec spec, Faults faults) {
    PlanProfile more = beyondRates(spec.profile());
    SpeedProfile whole;
    try {
      whole = more.over(spec.download(), spec.upload());
    } catch (IllegalArgumentException slower) {
      faults.add(
          PlanProfiles.place(spec.profile()),
          more.toString(),
          "a burst of at least the rates " + spec.download() + " and " + spec.upload());
      return List.of();
    }
    Rendering rendering = render(spec.profile(), whole);
    rendering.faults().forEach(faults::add);
    return rendering.attributes().stream()
        .map(a -> new RadiusRow(RadTable.RADREPLY, a.name(), a.op(), a.value()))
        .toList();
  }

  /** A speed under the plan's names. */
  Rendering render(String code, SpeedProfile speed) {
    // a code that is none is a fault of its own, noted by the caller
    return renderer.render(
        policyDownload.isEmpty() || !BandwidthPlan.isValidCode(code)
            ? speed
            : speed.with(new PolicyNames(named(policyDownload, code), named(policyUpload, code))));
  }

  static String named(String policy, String plan) {
    return policy.replace(PLAN, plan);
  }
}
