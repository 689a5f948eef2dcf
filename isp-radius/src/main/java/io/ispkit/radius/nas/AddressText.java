package io.ispkit.radius.nas;

import io.ispkit.core.address.Prefix;
import java.net.InetAddress;

/**
 * Addresses as FreeRADIUS writes them: IPv6 with its longest run of zeros cut out (RFC 5952, as
 * {@code inet_ntop} does), where Java writes it in full.
 */
public final class AddressText {

  private AddressText() {}

  /** The address, without a length. */
  public static String of(InetAddress address) {
    byte[] raw = address.getAddress();
    return raw.length == 4 ? address.getHostAddress() : ipv6(raw);
  }

  /** The prefix in CIDR notation. */
  public static String of(Prefix prefix) {
    return of(prefix.network()) + "/" + prefix.length();
  }

  private static String ipv6(byte[] raw) {
    int[] words = new int[8];
    for (int i = 0; i < words.length; i++) {
      words[i] = (raw[2 * i] & 255) << 8 | (raw[2 * i + 1] & 255);
    }
    int from = -1;
    int length = 1;
    for (int i = 0; i < words.length; i++) {
      int run = 0;
      while (i + run < words.length && words[i + run] == 0) {
        run++;
      }
      if (run > length) {
        from = i;
        length = run;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words.length; i++) {
      if (i == from) {
        text.append("::");
        i += length - 1;
      } else {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(words[i]));
      }
    }
    return text.toString();
  }
}
