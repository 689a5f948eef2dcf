package io.ispkit.genieacs.cpe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One parameter of a layout: a setting, or a fixed value. The file {@code layouts.yaml} beside this
 * class explains the form.
 *
 * @param paths relative to the object; the first that the device has, and may be written, is used
 * @param words how the device calls each value of a setting, in order of preference
 * @param listedIn where the device lists the values that it takes
 * @param when only with a network secured so; empty for always
 */
record Item(
    @Nullable Setting set,
    @Nullable JsonNode value,
    List<String> paths,
    String type,
    boolean optional,
    Map<String, List<String>> words,
    List<String> listedIn,
    Set<Security> when) {

  Item {
    paths = List.copyOf(Given.required(paths, "paths"));
    words = words == null ? Map.of() : copy(words);
    listedIn = listedIn == null ? List.of() : List.copyOf(listedIn);
    when = when == null ? Set.of() : Set.copyOf(when);
    if (!Parameter.isType(Given.required(type, "type"))) {
      throw new IllegalArgumentException("type: expected one such as xsd:string, got " + type);
    }
    if ((set == null) == (value == null)) {
      throw new IllegalArgumentException(paths + ": expected either set or value");
    }
    if (set == Setting.WIFI_SECURITY) {
      words.keySet().forEach(Security::read);
    }
  }

  private static Map<String, List<String>> copy(Map<String, List<String>> words) {
    return words.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> List.copyOf(e.getValue())));
  }

  /** This item, which calls the values in {@code others} so, and all else as before. */
  Item calling(Map<String, List<String>> others) {
    Map<String, List<String>> all = new LinkedHashMap<>(words);
    all.putAll(others);
    return new Item(set, value, paths, type, optional, all, listedIn, when);
  }
}
