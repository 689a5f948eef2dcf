package io.ispkit.radius;

import io.ispkit.core.text.PrintableText;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * How FreeRADIUS parses the value of an attribute. A value that it cannot parse locks the user out.
 */
enum AttributeKind {
  /** Any printable line that the server leaves as it is. */
  TEXT {
    @Override
    boolean accepts(String value, Attribute attribute) {
      return !value.isEmpty() && PrintableText.isLine(value) && !isRewritten(value);
    }

    @Override
    String expectation(Attribute attribute) {
      return "1 to "
          + attribute.maxBytes()
          + " bytes of printable text that does not begin and end with one quotation mark";
    }
  },
  /** An unsigned whole number. */
  INTEGER {
    @Override
    boolean accepts(String value, Attribute attribute) {
      if (!DIGITS.matcher(value).matches()) {
        return false;
      }
      long number = Long.parseLong(value);
      return number >= attribute.min() && number <= attribute.max();
    }

    @Override
    String expectation(Attribute attribute) {
      return "a whole number from " + attribute.min() + " to " + attribute.max();
    }
  },
  /** An IPv4 address without a prefix length. */
  IPV4 {
    @Override
    boolean accepts(String value, Attribute attribute) {
      return V4.matcher(value).matches();
    }

    @Override
    String expectation(Attribute attribute) {
      return "an IPv4 address without a prefix length";
    }
  },
  /** An IPv6 address without a prefix length and without a zone. */
  IPV6 {
    @Override
    boolean accepts(String value, Attribute attribute) {
      return V6.matcher(value).matches();
    }

    @Override
    String expectation(Attribute attribute) {
      return "an IPv6 address without a prefix length and without a zone";
    }
  };

  private static final Pattern DIGITS = Pattern.compile("0|[1-9][0-9]{0,17}");
  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern V4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
  // eight full groups, as InetAddress writes them: the shortened form is never needed
  private static final Pattern V6 = Pattern.compile("[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){7}");

  abstract boolean accepts(String value, Attribute attribute);

  abstract String expectation(Attribute attribute);

  static int bytes(String value) {
    return value.getBytes(StandardCharsets.UTF_8).length;
  }

  /**
   * Whether FreeRADIUS would not take the text as it stands: it expands what stands between
   * back-quotes, SQL and shell calls included, and it strips single and double quotation marks.
   */
  static boolean isRewritten(String value) {
    if (value.isEmpty()) {
      return false;
    }
    char first = value.charAt(0);
    return (first == '`' || first == '"' || first == '\'')
        && value.charAt(value.length() - 1) == first;
  }
}
