package io.ispkit.radius;

import io.ispkit.core.fault.Faults;
import io.ispkit.core.rate.BitRate;
import java.util.List;

/** How the NAS of one vendor is told the speed of a subscriber. Stateless. */
interface RateProfile {

  /**
   * The rows that say these speeds exactly; a speed that the vendor's attributes cannot hold
   * without rounding is noted as a fault.
   */
  List<RadiusRow> render(BitRate download, BitRate upload, Faults faults);
}
