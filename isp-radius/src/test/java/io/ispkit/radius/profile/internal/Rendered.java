package io.ispkit.radius.profile.internal;

import io.ispkit.core.fault.Fault;
import io.ispkit.core.fault.Faults;
import io.ispkit.core.rate.BitRate;
import io.ispkit.radius.profile.ProfileRenderers;
import io.ispkit.radius.profile.Rendering;
import io.ispkit.radius.profile.ReplyAttribute;
import io.ispkit.radius.profile.SpeedProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Renders by an id and options such as {@code unit=kbps}, as configuration does. */
final class Rendered {

  static final SpeedProfile PLAN = SpeedProfile.of(BitRate.ofMbps(100), BitRate.ofMbps(20));

  static final ProfileRenderers RENDERERS = ProfileRenderers.load(Rendered.class.getClassLoader());

  private Rendered() {}

  /** Name, operator and value of each attribute. */
  static List<String> attributes(SpeedProfile profile, String id, String... options) {
    return RENDERERS.find(id, map(options)).render(profile).orElseThrow().stream()
        .map(ReplyAttribute::toString)
        .toList();
  }

  /** The same of a change in a live session; or its faults. */
  static List<String> changes(
      SpeedProfile before, SpeedProfile after, String id, String... options) {
    Rendering rendering = RENDERERS.find(id, map(options)).renderChange(before, after);
    return rendering.faults().isEmpty()
        ? rendering.attributes().stream().map(ReplyAttribute::toString).toList()
        : rendering.faults().stream().map(Fault::toString).toList();
  }

  /** One line for each fault. */
  static List<String> faults(SpeedProfile profile, String id, String... options) {
    String text = Faults.describe(RENDERERS.find(id, map(options)).render(profile).faults());
    return text.isEmpty() ? List.of() : text.lines().toList();
  }

  private static Map<String, String> map(String... options) {
    Map<String, String> map = new HashMap<>();
    for (String option : options) {
      map.put(option.replaceFirst("=.*", ""), option.replaceFirst("[^=]*=", ""));
    }
    return map;
  }
}
