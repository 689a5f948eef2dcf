package io.ispkit.radius;

import io.ispkit.core.fault.Faults;
import io.ispkit.core.plan.BandwidthPlan;
import io.ispkit.core.rate.BitRate;
import io.ispkit.radius.profile.Burst;
import io.ispkit.radius.profile.PlanProfile;
import io.ispkit.radius.profile.Rendering;
import io.ispkit.radius.profile.SpeedProfile;
import java.util.Map;
import java.util.TreeMap;

/** Reads what plans promise beyond their rates, and tries whether the vendor can be told so. */
final class PlanProfiles {

  static final String OPTION = "plan_profiles";

  private static final long MEGA = 1_000_000;

  private PlanProfiles() {}

  /**
   * By plan code; what is wrong, or cannot be told, is noted.
   *
   * @param speeds by which the rows of all plans are rendered
   */
  static Map<String, PlanProfile> read(Map<String, String> texts, SpeedRows speeds, Faults faults) {
    Map<String, PlanProfile> plans = new TreeMap<>();
    texts.forEach(
        (code, text) -> {
          String place = place(code);
          if (!BandwidthPlan.isValidCode(code)) {
            faults.add(place, code, "a plan code, 1 to 64 of [0-9A-Za-z._-]");
          }
          PlanProfile.parse(text, place, faults)
              .ifPresent(
                  profile -> {
                    plans.put(code, profile);
                    if (BandwidthPlan.isValidCode(code)) {
                      tryOut(code, profile, speeds, faults);
                    }
                  });
        });
    return plans;
  }

  static String place(String code) {
    return OPTION + "." + code;
  }

  /** Over rates that are slow, since those of the plan come with each subscriber. */
  private static void tryOut(String code, PlanProfile profile, SpeedRows speeds, Faults faults) {
    Burst burst = profile.burst();
    long slowest =
        burst == null
            ? MEGA
            : Math.min(burst.download().bitsPerSecond(), burst.upload().bitsPerSecond());
    BitRate rate = new BitRate(Math.min(MEGA, slowest));
    Rendering told = speeds.render(code, profile.over(rate, rate));
    Rendering bare = speeds.render(code, SpeedProfile.of(rate, rate));
    told.faults()
        .forEach(
            fault ->
                faults.add(
                    place(code),
                    fault.value(),
                    fault.place()
                        + " of vendor "
                        + speeds.renderer().id()
                        + ": "
                        + fault.expectation()));
    if (told.faults().isEmpty() && told.attributes().equals(bare.attributes())) {
      faults.add(
          place(code),
          profile.toString(),
          "nothing: the attributes of vendor "
              + speeds.renderer().id()
              + " tell neither burst nor priority");
    }
  }
}
