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

  Optional<ExpectedService> byAddress(InetAddress address);

  Optional<ExpectedService> byDevice(String serial);
}
