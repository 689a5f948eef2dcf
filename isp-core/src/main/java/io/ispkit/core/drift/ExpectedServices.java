package io.ispkit.core.drift;

import java.net.InetAddress;
import java.util.Optional;

/**
 * The services of a tenant, by what another system knows of them. Each look-up is one indexed read.
 * Thread-safe.
 */
public interface ExpectedServices {

  Optional<ExpectedService> byUsername(String username);

  Optional<ExpectedService> byAddress(InetAddress address);

  Optional<ExpectedService> byDevice(String serial);
}
