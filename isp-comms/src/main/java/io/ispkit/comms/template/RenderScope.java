package io.ispkit.comms.template;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The outermost scope of one rendering: the context, and what the rendering has used up. */
final class RenderScope {

  private static final int MAX_STEPS = 50_000;

  private final Map<String, ?> context;
  private final SortedSet<String> missing = new TreeSet<>();
  private int steps;

  RenderScope(Map<String, ?> context) {
    this.context = context;
  }

  SortedSet<String> missing() {
    return missing;
  }

  void lacks(String variable) {
    missing.add(variable);
  }

  /** One more turn of a loop; bounds loops in loops that print nothing. */
  void step() {
    if (++steps > MAX_STEPS) {
      throw TemplateFault.because("the template runs through more than 50000 turns of its loops");
    }
  }

  /** The scope among those that mustache hands around. */
  static RenderScope of(List<Object> scopes) {
    return (RenderScope) scopes.get(0);
  }

  /** The value of a name, dotted or not, seen from the innermost scope; null when there is none. */
  static @Nullable Object find(String name, List<Object> scopes) {
    if (name.equals(".")) {
      Object innermost = scopes.get(scopes.size() - 1);
      return innermost instanceof RenderScope ? null : innermost;
    }
    String[] parts = name.split("\\.", -1);
    for (int i = scopes.size() - 1; i >= 0; i--) {
      Object scope = scopes.get(i);
      Map<?, ?> map =
          scope instanceof RenderScope root
              ? root.context
              : scope instanceof Map<?, ?> inner ? inner : Map.of();
      if (map.containsKey(parts[0])) {
        return descend(map.get(parts[0]), parts);
      }
    }
    return null;
  }

  private static @Nullable Object descend(@Nullable Object value, String[] parts) {
    Object found = value;
    for (int i = 1; i < parts.length; i++) {
      found = found instanceof Map<?, ?> map ? map.get(parts[i]) : null;
    }
    return found;
  }
}
