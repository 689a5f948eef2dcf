package io.ispkit.genieacs;

import io.ispkit.genieacs.cpe.DeviceDocument;
import io.ispkit.genieacs.cpe.Rendering;
import io.ispkit.genieacs.cpe.Wanted;
import java.util.List;

/**
 * A device that was found, and what it should have.
 *
 * @param added the objects that we have added to it just now
 */
record Found(DeviceDocument device, Wanted wanted, List<String> added) {

  Found {
    added = List.copyOf(added);
  }

  Found(DeviceDocument device, Wanted wanted) {
    this(device, wanted, List.of());
  }

  Rendering rendering() {
    return wanted.rendering(device);
  }

  Found as(DeviceDocument now) {
    return new Found(now, wanted, added);
  }
}
