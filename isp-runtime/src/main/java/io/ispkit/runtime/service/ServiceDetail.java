package io.ispkit.runtime.service;

import io.ispkit.core.address.AddressAssignment;
import io.ispkit.core.service.Service;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A service with everything that is kept about it.
 *
 * @param email the address that was ordered with; the user name is made from it
 * @param address what was assigned, or null
 * @param metadata what the activation recorded: installation, operation …; empty before
 */
public record ServiceDetail(
    Service service,
    String email,
    String deviceSerial,
    String subscriptionId,
    @Nullable AddressAssignment address,
    Map<String, String> metadata,
    Instant createdAt) {

  public ServiceDetail {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /** The address, when one is assigned. */
  public Optional<AddressAssignment> optionalAddress() {
    return Optional.ofNullable(address);
  }
}
