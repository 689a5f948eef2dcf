package io.ispkit.runtime.drift;

import io.ispkit.core.drift.ExpectedService;
import io.ispkit.core.drift.ExpectedServices;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Services that are looked up at a pace: so is a search for strays, which looks up all that a
 * system holds. Confined to a sweep.
 */
final class PacedServices implements ExpectedServices {

  /** Look-ups that cost the systems about as much as one service that is compared. */
  private static final int LIKE_ONE_SERVICE = 10;

  private final ExpectedServices services;
  private final Pace pace;
  private int lookUps;

  PacedServices(ExpectedServices services, Pace pace) {
    this.services = services;
    this.pace = pace;
  }

  @Override
  public Optional<ExpectedService> byUsername(String username) {
    keep();
    return services.byUsername(username);
  }

  @Override
  public boolean cancelledByUsername(String username) {
    return services.cancelledByUsername(username);
  }

  @Override
  public Optional<ExpectedService> byAddress(InetAddress address) {
    keep();
    return services.byAddress(address);
  }

  @Override
  public Optional<ExpectedService> byDevice(String serial) {
    keep();
    return services.byDevice(serial);
  }

  private void keep() {
    lookUps++;
    if (lookUps % LIKE_ONE_SERVICE == 0) {
      pace.keep();
    }
  }
}
