package io.ispkit.genieacs.cpe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * What one kind of device has otherwise than its data model says.
 *
 * @param match regular expressions that all hold for the whole value: {@code manufacturer}, {@code
 *     oui}, {@code product_class}, {@code model}, {@code hardware_version}, {@code
 *     software_version}
 * @param root of the data model concerned
 * @param groups changes to the groups of the data model
 * @param adds further groups, such as one for a VLAN that the data model lacks
 */
record LayoutOverride(
    Map<String, String> match,
    String root,
    Map<String, Measure> signal,
    List<GroupChange> groups,
    List<Group> adds) {

  private static final Set<String> KEYS =
      Set.of(
          "manufacturer", "oui", "product_class", "model", "hardware_version", "software_version");

  LayoutOverride {
    match = Map.copyOf(Given.required(match, "match"));
    Given.required(root, "root");
    signal = signal == null ? Map.of() : Map.copyOf(signal);
    groups = groups == null ? List.of() : List.copyOf(groups);
    adds = adds == null ? List.of() : List.copyOf(adds);
    if (match.isEmpty() || !KEYS.containsAll(match.keySet())) {
      throw new IllegalArgumentException("match: expected some of " + KEYS);
    }
    for (String expression : match.values()) {
      try {
        Pattern.compile(expression);
      } catch (PatternSyntaxException wrong) {
        throw new IllegalArgumentException(
            "match: expected a regular expression, got " + expression, wrong);
      }
    }
  }

  /** The objects of its own that must be known, up to their first instance number. */
  List<String> objects() {
    return Stream.concat(
            groups.stream().flatMap(change -> Stream.ofNullable(change.objects())),
            adds.stream().map(Group::objects))
        .map(objects -> objects.split("\\.\\*", -1)[0])
        .distinct()
        .toList();
  }

  boolean concerns(DeviceDocument device, Layout layout) {
    if (!layout.root().equals(root)) {
      return false;
    }
    Map<String, String> told = new LinkedHashMap<>();
    match.keySet().forEach(key -> layout.told(device, key).ifPresent(v -> told.put(key, v)));
    device.identity("Manufacturer").ifPresent(v -> told.put("manufacturer", v));
    device.identity("OUI").ifPresent(v -> told.put("oui", v));
    device.identity("ProductClass").ifPresent(v -> told.put("product_class", v));
    return match.entrySet().stream()
        .allMatch(e -> told.getOrDefault(e.getKey(), "").matches(e.getValue()));
  }
}
