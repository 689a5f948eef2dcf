package io.ispkit.netbox;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What NetBox takes as the DNS name of an address: labels of letters, digits, hyphens and
 * underscores, the first may be an asterisk, at most 255 characters; it stores them in lower case
 * (NetBox: validator of {@code IPAddress.dns_name}). A label has at most 63 characters (RFC 1035
 * section 2.3.4).
 */
final class DnsName {

  private static final Pattern FORM =
      Pattern.compile("([0-9A-Za-z_-]{1,63}|\\*)(\\.[0-9A-Za-z_-]{1,63})*\\.?");

  private static final int MAX = 255;

  private DnsName() {}

  /**
   * The name as it is to be written.
   *
   * @throws CallFailed it is none
   */
  static @Nullable String written(@Nullable String name) throws CallFailed {
    if (name == null) {
      return null;
    }
    if (name.length() > MAX || !FORM.matcher(name).matches()) {
      String shown = name.replaceAll("\\p{Cntrl}", " ");
      throw CallFailed.refused(
          "dns_name_invalid",
          "DNS name '"
              + shown.substring(0, Math.min(80, shown.length()))
              + "': expected at most 255 characters, labels of 1 to 63 of [A-Za-z0-9_-] with dots"
              + " between them");
    }
    return name.toLowerCase(Locale.ROOT);
  }
}
