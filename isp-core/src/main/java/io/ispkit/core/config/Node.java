package io.ispkit.core.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of the tree, and where it stands. */
sealed interface Node {

  Origin origin();

  /**
   * One value.
   *
   * @param text the value; empty when nothing is given
   * @param shown the value as messages may show it: a reference stays a reference, a secret is
   *     empty
   * @param broken whether a fault was noted already, so that a getter must not note another
   */
  record Scalar(String text, String shown, Origin origin, boolean broken) implements Node {

    Scalar(String text, Origin origin) {
      this(text, text, origin, false);
    }
  }

  /** Values in order. */
  record Items(List<Node> nodes, Origin origin) implements Node {}

  /**
   * Values by key, in the order of the source. Compared by identity: readers note on it which keys
   * they know.
   */
  final class Section implements Node {

    private final Map<String, Node> entries;
    private final Origin origin;

    Section(Map<String, Node> entries, Origin origin) {
      this.entries = entries;
      this.origin = origin;
    }

    static Section empty(Origin origin) {
      return new Section(new LinkedHashMap<>(), origin);
    }

    Map<String, Node> entries() {
      return entries;
    }

    @Override
    public Origin origin() {
      return origin;
    }

    /** This section with another laid over it: sections are merged, everything else is replaced. */
    Section under(Section upper) {
      Map<String, Node> merged = new LinkedHashMap<>(entries);
      upper.entries.forEach(
          (key, over) ->
              merged.merge(
                  key,
                  over,
                  (lower, higher) ->
                      lower instanceof Section l && higher instanceof Section h
                          ? l.under(h)
                          : higher));
      return new Section(merged, upper.entries.isEmpty() ? origin : upper.origin);
    }
  }

  /** A copy with every value replaced. */
  default Node map(Scalars change, String path) {
    if (this instanceof Scalar scalar) {
      return change.apply(scalar, path);
    }
    if (this instanceof Items items) {
      List<Node> mapped = new ArrayList<>(items.nodes().size());
      for (Node node : items.nodes()) {
        mapped.add(node.map(change, path + "[" + mapped.size() + "]"));
      }
      return new Items(mapped, items.origin());
    }
    Section section = (Section) this;
    Map<String, Node> mapped = new LinkedHashMap<>();
    section
        .entries()
        .forEach((key, node) -> mapped.put(key, node.map(change, Paths.join(path, key))));
    return new Section(mapped, section.origin());
  }

  /** Changes one value, told its path. */
  interface Scalars {
    Scalar apply(Scalar scalar, String path);
  }
}
