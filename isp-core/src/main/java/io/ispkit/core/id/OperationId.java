package io.ispkit.core.id;

import java.util.regex.Pattern;

/**
 * Names one intended effect for ever. A step of a workflow runs under {@code <run id>.<step name>};
 * every repeat after a crash carries the same value, and the adapters write it into the other
 * system, so that a repeat finds its own work.
 *
 * @param value 1 to 120 characters of {@code [0-9A-Za-z._-]}
 */
public record OperationId(String value) {

  private static final Pattern FORM = Pattern.compile("[0-9A-Za-z._-]{1,120}");

  public OperationId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "operation id: expected 1 to 120 characters of [0-9A-Za-z._-], got " + value.length());
    }
  }

  /** The operation of step {@code step} of run {@code runId}. */
  public static OperationId of(String runId, String step) {
    return new OperationId(runId + "." + step);
  }

  @Override
  public String toString() {
    return value;
  }
}
