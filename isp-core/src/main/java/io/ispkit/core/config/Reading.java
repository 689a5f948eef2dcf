package io.ispkit.core.config;

import io.ispkit.core.fault.Fault;
import io.ispkit.core.fault.Faults;
import io.ispkit.core.text.DidYouMean;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What was found wrong with a tree, and which keys its readers asked for; so that the others can be
 * refused.
 */
final class Reading {

  private static final String COMMENT_PREFIX = "x-";
  private static final int LISTED_KEYS = 12;

  private final Faults faults;
  private final IdentityHashMap<Node.Section, Set<String>> known = new IdentityHashMap<>();

  Reading(Faults faults) {
    this.faults = faults;
  }

  void opened(Node.Section section) {
    known.computeIfAbsent(section, s -> new LinkedHashSet<>());
  }

  void asked(Node.Section section, Collection<String> keys) {
    known.computeIfAbsent(section, s -> new LinkedHashSet<>()).addAll(keys);
  }

  void fault(String path, Origin origin, String shown, String expectation) {
    faults.add(new Fault(path, origin.text(), shown, expectation));
  }

  /** Whether a fault was noted at the place, or below it. */
  boolean isFaulty(String path) {
    return faults.list().stream()
        .map(Fault::place)
        .anyMatch(
            place ->
                place.equals(path) || place.startsWith(path + ".") || place.startsWith(path + "["));
  }

  /** All faults so far, each once, and behind them the keys that nobody asked for. */
  List<Fault> faults(Node.Section root) {
    List<Fault> all = new ArrayList<>(faults.list());
    unknown(root, "", all);
    return List.copyOf(new LinkedHashSet<>(all));
  }

  private void unknown(Node node, String path, List<Fault> found) {
    if (node instanceof Node.Items items) {
      for (int i = 0; i < items.nodes().size(); i++) {
        unknown(items.nodes().get(i), path + "[" + i + "]", found);
      }
    }
    if (node instanceof Node.Section section) {
      Set<String> keys = known.get(section);
      // A section that nobody opened is refused as a key of its parent, or was only asked whether
      // it is there.
      if (keys != null) {
        section.entries().forEach((key, child) -> unknownKey(keys, key, child, path, found));
      }
    }
  }

  private void unknownKey(
      Set<String> keys, String key, Node child, String path, List<Fault> found) {
    String place = Paths.join(path, key);
    if (keys.contains(key)) {
      unknown(child, place, found);
    } else if (!key.startsWith(COMMENT_PREFIX)) {
      found.add(new Fault(place, child.origin().text(), "", "a known key" + suggestion(keys, key)));
    }
  }

  private static String suggestion(Set<String> keys, String key) {
    return DidYouMean.among(keys, key)
        .map(meant -> "; did you mean " + meant + "?")
        .orElseGet(
            () ->
                keys.isEmpty() || keys.size() > LISTED_KEYS ? "" : ": " + String.join(", ", keys));
  }
}
