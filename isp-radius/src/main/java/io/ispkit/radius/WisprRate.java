package io.ispkit.radius;

import io.ispkit.core.fault.Faults;
import io.ispkit.core.rate.BitRate;
import java.util.List;

/**
 * {@code WISPr-Bandwidth-Max-Up} and {@code -Down} (vendor 14122, attributes 7 and 8): unsigned
 * integers of 32 bits in bit/s, so 4.29 Gbit/s is the end.
 */
final class WisprRate implements RateProfile {

  @Override
  public List<RadiusRow> render(BitRate download, BitRate upload, Faults faults) {
    // the check of the rows refuses what 32 bits do not hold
    return List.of(
        RadiusRow.reply(Attributes.WISPR_MAX_UP, Long.toString(upload.bitsPerSecond())),
        RadiusRow.reply(Attributes.WISPR_MAX_DOWN, Long.toString(download.bitsPerSecond())));
  }
}
