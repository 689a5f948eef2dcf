package io.ispkit.genieacs;

import io.ispkit.genieacs.cpe.DeviceDocument;
import io.ispkit.genieacs.cpe.Rendering;
import io.ispkit.genieacs.cpe.Wanted;

/** A device that was found, and what it should have. */
record Found(DeviceDocument device, Wanted wanted) {

  Rendering rendering() {
    return wanted.rendering(device);
  }

  Found as(DeviceDocument now) {
    return new Found(now, wanted);
  }
}
