package io.ispkit.netbox;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version that NetBox tells in the header {@code API-Version} of each answer: 4.6. */
record NetBoxVersion(int major, int minor) {

  /** Prefixes have a scope since then; nothing older is supported. */
  static final NetBoxVersion OLDEST = new NetBoxVersion(4, 2);

  /** Single objects have an ETag since then, and If-Match is honoured. */
  static final NetBoxVersion WITH_ETAGS = new NetBoxVersion(4, 6);

  private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(?:[.-].*)?");

  static Optional<NetBoxVersion> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(
            new NetBoxVersion(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2))))
        : Optional.empty();
  }

  boolean isBefore(NetBoxVersion other) {
    return major < other.major || (major == other.major && minor < other.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
