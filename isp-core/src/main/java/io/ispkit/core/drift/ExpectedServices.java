package io.ispkit.core.drift;

import java.net.InetAddress;
import java.util.Optional;

/**
 * The services of a tenant that are in use or about to be, by what another system knows of them. A
 * cancelled service is not found: whatever is left of it is stray. Each look-up is one indexed
 * read. Thread-safe.
 */
public interface ExpectedServices {

  Optional<ExpectedService> byUsername(String username);

  /**
   * Whether a service that is cancelled by now had this user name. What such a one left is ours to
   * remove; what was never a service's may be somebody's, such as a subscriber who was imported.
   */
  boolean cancelledByUsername(String username);

  Optional<ExpectedService> byAddress(InetAddress address);

  Optional<ExpectedService> byDevice(String serial);
}
