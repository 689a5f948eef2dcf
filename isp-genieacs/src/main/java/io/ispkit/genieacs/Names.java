package io.ispkit.genieacs;

import io.ispkit.core.device.DeviceSpec;
import java.util.regex.Pattern;

/** What may be the name of something in GenieACS. Each throws {@code IllegalArgumentException}. */
final class Names {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1,128}");
  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_.+-]{1,128}");

  private Names() {}

  /** A query takes {@code *} and a leading {@code /} for patterns. */
  static String serial(String serial) {
    if (!DeviceSpec.isValidSerial(serial)) {
      throw new IllegalArgumentException(
          "serial: expected 1 to 64 printable ASCII characters, no *, no leading /");
    }
    return serial;
  }

  static String tag(String tag) {
    boolean pattern = tag.indexOf('*') >= 0 || tag.startsWith("/");
    if (tag.isBlank() || tag.length() > 128 || pattern || isControlled(tag)) {
      throw new IllegalArgumentException(
          "tag: expected 1 to 128 characters, no *, no leading /, no control characters");
    }
    return tag;
  }

  private static boolean isControlled(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }

  static String plain(String what, String name) {
    if (!PLAIN.matcher(name).matches()) {
      throw new IllegalArgumentException(what + ": expected 1 to 128 of [A-Za-z0-9_-]");
    }
    return name;
  }

  static String file(String name) {
    if (!FILE.matcher(name).matches() || name.startsWith(".")) {
      throw new IllegalArgumentException(
          "file: expected 1 to 128 of [A-Za-z0-9_.+-], not beginning with a dot");
    }
    return name;
  }
}
