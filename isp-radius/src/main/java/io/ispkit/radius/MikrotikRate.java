package io.ispkit.radius;

import io.ispkit.core.fault.Faults;
import io.ispkit.core.rate.BitRate;
import java.util.List;

/**
 * {@code Mikrotik-Rate-Limit} (vendor 14988, attribute 8): {@code rx/tx} as the router sees it, so
 * the upload of the subscriber stands first. Numbers are bit/s, with {@code k} for 1000 and {@code
 * M} for 1,000,000. Source: MikroTik, RouterOS documentation, page "RADIUS".
 */
final class MikrotikRate implements RateProfile {

  @Override
  public List<RadiusRow> render(BitRate download, BitRate upload, Faults faults) {
    return List.of(
        RadiusRow.reply(Attributes.MIKROTIK_RATE_LIMIT, text(upload) + "/" + text(download)));
  }

  private static String text(BitRate rate) {
    long bits = rate.bitsPerSecond();
    if (bits % 1_000_000 == 0) {
      return bits / 1_000_000 + "M";
    }
    return bits % 1_000 == 0 ? bits / 1_000 + "k" : Long.toString(bits);
  }
}
