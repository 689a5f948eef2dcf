package io.ispkit.radius.bulk;

import io.ispkit.core.text.PrintableText;
import java.util.Objects;

/**
 * What is wrong with one field of one line.
 *
 * @param line where the record begins, from 1, the header counted
 * @param column by the header; empty for the line as a whole
 * @param value as it stands there; empty when it is a secret
 * @param expectation to be read after "expected"
 */
public record LineFault(long line, String column, String value, String expectation) {

  /** Checks that nothing is missing. */
  public LineFault {
    Objects.requireNonNull(column, "column");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(expectation, "expectation");
  }

  /** One printable line. */
  @Override
  public String toString() {
    return "line "
        + line
        + (column.isEmpty() ? "" : ", " + column)
        + ": expected "
        + expectation
        + (value.isEmpty() ? "" : ", but was " + PrintableText.shown(value));
  }
}
