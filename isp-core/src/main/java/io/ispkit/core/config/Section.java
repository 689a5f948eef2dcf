package io.ispkit.core.config;

import io.ispkit.core.fault.Fault;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a reader stands in the tree: looks keys up, remembers which were asked for, and notes what
 * is wrong with the kind of node that a key holds.
 *
 * @param path from the root; empty at the root
 * @param node null when the section is absent, or is no section
 * @param muted whether its absence is told already
 */
record Section(
    Reading reading, String path, Node.@Nullable Section node, Origin origin, boolean muted) {

  Section {
    if (node != null) {
      reading.opened(node);
    }
  }

  String place(String key) {
    return Paths.join(path, key);
  }

  /** What the key holds; the key is known from now on. */
  @Nullable Node asked(String key) {
    if (node != null) {
      reading.asked(node, List.of(key));
    }
    return find(key);
  }

  /** What the key holds; that alone does not make it known. */
  @Nullable Node find(String key) {
    return node == null ? null : node.entries().get(key);
  }

  /** The keys that are there, without the comments. */
  Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>();
    if (node != null) {
      node.entries().keySet().stream().filter(key -> !key.startsWith("x-")).forEach(keys::add);
    }
    return keys;
  }

  <T> Setting<T> setting(String key, Form<T> form) {
    Node found = asked(key);
    Node.Scalar scalar = found == null ? null : scalar(place(key), found);
    boolean told = muted || (found != null && scalar == null);
    return new Setting<>(reading, place(key), scalar, origin, told, form);
  }

  /** The items of a list; a fault when the key holds something else. */
  List<Node> items(String key, @Nullable Node found) {
    if (found instanceof Node.Items items) {
      return items.nodes();
    }
    if (found != null && !isEmpty(found)) {
      reading.fault(place(key), found.origin(), "", "a list");
    }
    return List.of();
  }

  /** An item of a list as a line of text. */
  String line(String place, Node item) {
    return new Setting<>(reading, place, scalar(place, item), item.origin(), false, Forms.TEXT)
        .required();
  }

  /** A section below this one; a fault when something else stands there. */
  Section below(String place, @Nullable Node found) {
    if (found instanceof Node.Section child) {
      return new Section(reading, place, child, child.origin(), false);
    }
    if (found == null || isEmpty(found)) {
      return new Section(reading, place, null, found == null ? origin : found.origin(), muted);
    }
    reading.fault(place, found.origin(), "", "a section: keys with values");
    return new Section(reading, place, null, found.origin(), true);
  }

  /** Notes a fault at a place below this section: a key, or what is below a key. */
  void fault(String place, String shown, String expectation) {
    Node exact = find(place);
    Node found = exact == null ? find(key(place)) : exact;
    reading.fault(place(place), found == null ? origin : found.origin(), shown, expectation);
  }

  /**
   * Notes what a judge of the whole section found, but nothing of keys with which something is
   * wrong already: the judge saw other values there.
   */
  void faults(List<Fault> found, Set<String> secrets) {
    List<Fault> news = found.stream().filter(fault -> !isFaulty(key(fault.place()))).toList();
    for (Fault fault : news) {
      String key = key(fault.place());
      String shown = secrets.contains(key) ? "" : shown(find(key), fault.value());
      fault(fault.place(), shown, fault.expectation());
    }
  }

  private boolean isFaulty(String key) {
    boolean broken = find(key) instanceof Node.Scalar scalar && scalar.broken();
    return broken || muted || reading.isFaulty(place(key));
  }

  /** The value as messages may show it: a reference stays a reference. */
  private static String shown(@Nullable Node node, String value) {
    if (node instanceof Node.Scalar scalar) {
      boolean plain = scalar.shown().equals(scalar.text());
      return plain && !(value.contains("://") && value.contains("@")) ? value : "";
    }
    if (node instanceof Node.Items items) {
      return items.nodes().stream().allMatch(item -> shown(item, value).equals(value)) ? value : "";
    }
    return node == null ? value : "";
  }

  private static String key(String place) {
    return place.split("[.\\[]", 2)[0];
  }

  private Node.@Nullable Scalar scalar(String place, Node found) {
    if (found instanceof Node.Scalar scalar) {
      return scalar;
    }
    reading.fault(place, found.origin(), "", "a single value");
    return null;
  }

  private static boolean isEmpty(Node found) {
    return found instanceof Node.Scalar scalar && scalar.text().isEmpty();
  }
}
