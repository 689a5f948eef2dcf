package io.ispkit.core.fault;

import io.ispkit.core.text.PrintableText;
import java.util.Objects;

/**
 * One thing that is wrong with an input: where, what was found, what was expected.
 *
 * @param place where in the input, in the input's own words: {@code orders[3].context.static_ip},
 *     {@code database.url}
 * @param origin where a person finds that place: {@code isp.yaml:12}, {@code environment
 *     ISP_DATABASE__URL}; empty when the place says it all
 * @param value what was found, as it came in; empty when nothing was there or when it must not be
 *     shown (a secret)
 * @param expectation what would have been right, to be read after "expected": {@code a whole number
 *     from 1 to 65535}
 */
public record Fault(String place, String origin, String value, String expectation) {

  /** Checks that nothing is missing. */
  public Fault {
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(expectation, "expectation");
  }

  /** A fault whose place says it all. */
  public Fault(String place, String value, String expectation) {
    this(place, "", value, expectation);
  }

  /**
   * The fault as one printable line: {@code database.port (isp.yaml:3): expected a whole number
   * from 1 to 65535, but was "abc"}. The value is escaped and cut, whatever it holds.
   */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(unquoted(place));
    if (!origin.isEmpty()) {
      line.append(" (").append(unquoted(origin)).append(')');
    }
    line.append(": expected ").append(expectation);
    if (!value.isEmpty()) {
      line.append(", but was ").append(PrintableText.shown(value));
    }
    return line.toString();
  }

  private static String unquoted(String text) {
    return PrintableText.isLine(text) && text.length() <= 200 ? text : PrintableText.shown(text);
  }
}
