package io.ispkit.quickstart.input;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.regex.Pattern;

/** The forms of single values in an orders file. */
final class Forms {

  private static final Pattern MAILBOX =
      Pattern.compile(
          "[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+){0,20}"
              + "@[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?){1,10}");
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Z]{2})?");
  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

  private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2999-12-31T23:59:59Z");

  private Forms() {}

  /**
   * RFC 5321 without quoted local parts and address literals, with a length that mail servers take.
   */
  static boolean mailbox(String text) {
    return text.length() <= 254 && text.indexOf('@') <= 64 && MAILBOX.matcher(text).matches();
  }

  static boolean phone(String text) {
    return E164.matcher(text).matches();
  }

  static Locale language(String text) {
    if (!LANGUAGE.matcher(text).matches()) {
      throw new IllegalArgumentException("not a language tag");
    }
    return Locale.forLanguageTag(text);
  }

  static Instant instant(String text) {
    Instant instant = OffsetDateTime.parse(text).toInstant();
    if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
      throw new IllegalArgumentException("not a time that a database keeps");
    }
    return instant;
  }

  /** A literal address; never asks a name server. */
  static InetAddress address(String text) {
    if (text.length() > 45 || !(IPV4.matcher(text).matches() || IPV6.matcher(text).matches())) {
      throw new IllegalArgumentException("not an address");
    }
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an address", e);
    }
  }
}
