package io.ispkit.radius.nas;

import io.ispkit.core.address.Prefix;
import io.ispkit.core.fault.Faults;
import io.ispkit.core.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a row of {@code nas} must be, whatever the database: the widths are those of MariaDB, so
 * that rows can be carried over.
 */
final class NasRules {

  private static final int NAME = 128;
  private static final int SHORT_NAME = 32;
  private static final int SECRET = 60;
  private static final int SERVER = 64;
  private static final int COMMUNITY = 50;
  private static final int DESCRIPTION = 200;

  private static final Pattern HOST =
      Pattern.compile(
          "(?=.{1,128}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
  private static final Pattern NUMERIC = Pattern.compile("[0-9.]+");
  private static final Pattern WORD = Pattern.compile("[0-9A-Za-z._-]+");

  private NasRules() {}

  static void check(NasClient client, Faults faults) {
    canonical(client.name(), faults);
    if (client.shortName().length() > SHORT_NAME || !WORD.matcher(client.shortName()).matches()) {
      faults.add("shortname", client.shortName(), "1 to " + SHORT_NAME + " of [0-9A-Za-z._-]");
    }
    secret("secret", client.secret(), SECRET, faults);
    NasDetails details = client.details();
    if (details.type().length() > 30 || !WORD.matcher(details.type()).matches()) {
      faults.add("type", details.type(), "1 to 30 of [0-9A-Za-z._-], such as other or cisco");
    }
    if (details.ports() != null && (details.ports() < 0 || details.ports() > 65_535)) {
      faults.add("ports", "" + details.ports(), "0 to 65535");
    }
    line("server", details.server(), SERVER, faults);
    line("description", details.description(), DESCRIPTION, faults);
    if (details.community() != null) {
      secret("community", details.community(), COMMUNITY, faults);
    }
  }

  /**
   * The one way to write a name, so that two rows for one NAS are seen: an address without its
   * length, IPv6 compressed, host names in lower case. What is no name is noted and returned as it
   * is.
   */
  static String canonical(String name, Faults faults) {
    String text = name.toLowerCase(Locale.ROOT);
    try {
      if (text.contains("/")) {
        Prefix prefix = Prefix.parse(text);
        boolean one = prefix.length() == prefix.network().getAddress().length * 8;
        return AddressText.of(prefix.network()) + (one ? "" : "/" + prefix.length());
      }
      if (text.contains(":") || NUMERIC.matcher(text).matches()) {
        return AddressText.of(Prefix.address(text));
      }
    } catch (IllegalArgumentException wrong) {
      faults.add("nasname", name, "an IP address, or a prefix with no bits set behind its length");
      return text;
    }
    if (!HOST.matcher(text).matches()) {
      faults.add(
          "nasname",
          name,
          "an IP address, a prefix such as 192.0.2.0/24, or a host name of at most "
              + NAME
              + " characters");
    }
    return text;
  }

  /** No value is shown. Control characters and blanks at the ends get lost on the way. */
  private static void secret(String place, Secret secret, int most, Faults faults) {
    String text = secret.reveal();
    boolean plain = text.chars().allMatch(c -> c >= 0x20 && c < 0x7f) && text.equals(text.strip());
    if (!plain || text.getBytes(StandardCharsets.UTF_8).length > most) {
      faults.add(place, "", "1 to " + most + " printable ASCII characters, no blank at either end");
    }
  }

  private static void line(String place, @Nullable String text, int most, Faults faults) {
    if (text != null) {
      faults.checkLine(place, text, most);
    }
  }
}
