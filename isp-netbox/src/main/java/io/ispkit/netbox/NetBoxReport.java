package io.ispkit.netbox;

import io.ispkit.core.change.Change;
import java.util.List;
import java.util.Objects;

/**
 * What a NetBox has and lacks of what this adapter needs.
 *
 * @param version as NetBox tells it, such as {@code 4.6}, or empty when it did not
 * @param made what was made just now
 * @param lacks what is still missing
 */
public record NetBoxReport(String version, List<Change> made, List<Lack> lacks) {

  /** Copies the lists. */
  public NetBoxReport {
    Objects.requireNonNull(version, "version");
    made = List.copyOf(made);
    lacks = List.copyOf(lacks);
  }

  /** Whether nothing is missing that work would fail without. */
  public boolean isReady() {
    return lacks.stream().noneMatch(Lack::blocks);
  }

  /** For a person, a line for each thing. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("NetBox ").append(version.isEmpty() ? "?" : version);
    text.append(isReady() ? ": ready" : ": not ready");
    made.forEach(change -> text.append("\n  made ").append(change.target()));
    lacks.forEach(lack -> text.append(lack.blocks() ? "\n  lacks " : "\n  advice: ").append(lack));
    return text.toString();
  }
}
