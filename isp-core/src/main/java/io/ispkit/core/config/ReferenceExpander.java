package io.ispkit.core.config;

import io.ispkit.core.fault.Fault;
import io.ispkit.core.fault.Faults;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces the references in a value, once: what a reference stands for is never searched for
 * references. A reference that cannot be replaced is a fault; it is never passed on as text.
 */
final class ReferenceExpander implements Node.Scalars {

  /** An escaped opening, a whole reference, or an opening that belongs to neither. */
  private static final Pattern PART =
      Pattern.compile("\\$\\$\\{|\\$\\{([a-z]+):([^}]*?)(?::-([^}]*))?\\}|\\$\\{");

  private final Map<String, ReferenceResolver> resolvers;
  private final Faults faults;

  ReferenceExpander(Map<String, ReferenceResolver> resolvers, Faults faults) {
    this.resolvers = resolvers;
    this.faults = faults;
  }

  @Override
  public Node.Scalar apply(Node.Scalar scalar, String path) {
    if (!scalar.origin().expands() || !scalar.text().contains("${")) {
      return scalar;
    }
    StringBuilder expanded = new StringBuilder();
    Matcher part = PART.matcher(scalar.text());
    int done = 0;
    try {
      while (part.find()) {
        expanded
            .append(scalar.text(), done, part.start())
            .append(replacement(part, scalar.origin()));
        done = part.end();
      }
    } catch (IllegalArgumentException unresolved) {
      String expectation = String.valueOf(unresolved.getMessage());
      faults.add(new Fault(path, scalar.origin().text(), shown(part), expectation));
      return new Node.Scalar("", scalar.shown(), scalar.origin(), true);
    }
    expanded.append(scalar.text().substring(done));
    return new Node.Scalar(expanded.toString(), scalar.shown(), scalar.origin(), false);
  }

  /** Without the default, which may be a secret. */
  private static String shown(Matcher part) {
    return part.group(1) == null ? part.group() : "${" + part.group(1) + ":" + part.group(2) + "}";
  }

  private String replacement(Matcher part, Origin origin) {
    if (part.group().equals("$${")) {
      return "${";
    }
    String scheme = part.group(1);
    String name = part.group(2);
    if (scheme == null || name == null || name.isBlank()) {
      throw new IllegalArgumentException(
          "a reference such as ${env:NAME}, or $${ for the text itself");
    }
    ReferenceResolver resolver = resolvers.get(scheme);
    if (resolver == null) {
      throw new IllegalArgumentException(
          resolvers.isEmpty()
              ? "no reference here"
              : "a reference to one of " + String.join(", ", resolvers.keySet()));
    }
    return resolver
        .resolve(name, origin.folder())
        .or(() -> Optional.ofNullable(part.group(3)))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a reference to something that exists, or one with a default (:-)"));
  }
}
