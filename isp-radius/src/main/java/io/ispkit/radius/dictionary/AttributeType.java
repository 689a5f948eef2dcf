package io.ispkit.radius.dictionary;

import io.ispkit.core.address.Prefix;
import io.ispkit.core.text.PrintableText;
import java.net.Inet6Address;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The type of an attribute, by the names of FreeRADIUS's dictionaries, and the text forms that the
 * server parses. A text that it cannot parse makes it reject the login.
 */
public enum AttributeType {
  /** A printable line that the server leaves as it is; bounds are bytes of UTF-8. */
  STRING {
    @Override
    boolean accepts(String value) {
      return isPlainLine(value);
    }

    @Override
    String expectation(Bounds bounds) {
      return bounds
          + " bytes of printable text without backslashes that does not begin and end with one"
          + " quotation mark";
    }
  },
  /** Bytes: {@code 0x} and pairs of hexadecimal digits, or a line; bounds are bytes of the text. */
  OCTETS {
    @Override
    boolean accepts(String value) {
      // the server takes 0X for 0x, and rejects the login when no digits follow
      return value.regionMatches(true, 0, "0x", 0, 2)
          ? HEX.matcher(value).matches()
          : isPlainLine(value);
    }

    @Override
    String expectation(Bounds bounds) {
      return bounds
          + " characters: 0x and pairs of hexadecimal digits, or printable text without backslashes"
          + " that does not begin and end with one quotation mark";
    }
  },
  /** An unsigned whole number of 32 bits in decimal digits; bounds are its values. */
  INTEGER {
    @Override
    boolean accepts(String value) {
      return DIGITS.matcher(value).matches();
    }

    @Override
    String expectation(Bounds bounds) {
      return "a whole number from " + bounds.min() + " to " + bounds.max();
    }
  },
  /**
   * A moment as seconds since 1970 in UTC. The server also takes "31 Dec 2037" in its own zone, but
   * no ISO 8601; only the seconds mean the same everywhere.
   */
  DATE {
    @Override
    boolean accepts(String value) {
      return DIGITS.matcher(value).matches();
    }

    @Override
    String expectation(Bounds bounds) {
      return "seconds since 1970 from " + bounds.min() + " to " + bounds.max();
    }
  },
  /** An IPv4 address without a prefix length. */
  IPADDR {
    @Override
    boolean accepts(String value) {
      return V4.matcher(value).matches();
    }

    @Override
    String expectation(Bounds bounds) {
      return "an IPv4 address without a prefix length";
    }
  },
  /** An IPv6 address without a prefix length and without a zone. */
  IPV6ADDR {
    @Override
    boolean accepts(String value) {
      try {
        return Prefix.address(value) instanceof Inet6Address;
      } catch (IllegalArgumentException notOne) {
        return false;
      }
    }

    @Override
    String expectation(Bounds bounds) {
      return "an IPv6 address without a prefix length and without a zone";
    }
  },
  /** An IPv6 prefix. The server masks bits behind the length, which would change the row. */
  IPV6PREFIX {
    @Override
    boolean accepts(String value) {
      try {
        return Prefix.parse(value).network() instanceof Inet6Address;
      } catch (IllegalArgumentException notOne) {
        return false;
      }
    }

    @Override
    String expectation(Bounds bounds) {
      return "an IPv6 prefix such as 2001:db8::/56, with no bits set behind its length";
    }
  };

  private static final Pattern DIGITS = Pattern.compile("0|[1-9][0-9]{0,17}");
  private static final Pattern HEX = Pattern.compile("0x(?:[0-9a-fA-F]{2})+");
  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern V4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");

  /** As FreeRADIUS's dictionaries write it: {@code ipv6prefix}. */
  public String dictionaryName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the form is one that the server parses to exactly this. */
  abstract boolean accepts(String value);

  /** To be read after "expected". */
  abstract String expectation(Bounds bounds);

  boolean isNumber() {
    return this == INTEGER || this == DATE;
  }

  boolean isText() {
    return this == STRING || this == OCTETS;
  }

  /**
   * Whether FreeRADIUS takes the text as it stands. It expands what stands between back-quotes, SQL
   * and shell calls included, and it strips single and double quotation marks. A backslash before
   * {@code n}, {@code r}, {@code t}, a quotation mark, another backslash or three digits becomes
   * one character, and at the end it fails the look-up (tried with 3.2.1); what it does elsewhere
   * is not worth relying on.
   */
  private static boolean isPlainLine(String value) {
    if (value.isEmpty() || value.indexOf('\\') >= 0 || !PrintableText.isLine(value)) {
      return false;
    }
    char first = value.charAt(0);
    return (first != '`' && first != '"' && first != '\'')
        || value.charAt(value.length() - 1) != first;
  }
}
