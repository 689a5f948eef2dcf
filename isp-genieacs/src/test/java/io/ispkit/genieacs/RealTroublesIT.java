package io.ispkit.genieacs;

import org.junit.jupiter.api.Tag;

/** The same of a real GenieACS: {@link RealLab} says how it is named. */
@Tag("interop")
class RealTroublesIT extends TroublesContract {

  @Override
  Lab lab() {
    return RealLab.ofEnvironment();
  }
}
