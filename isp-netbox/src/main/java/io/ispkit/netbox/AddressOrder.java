package io.ispkit.netbox;

import io.ispkit.core.address.AddressRequest;
import io.ispkit.core.operation.Operation;
import java.util.Objects;

/**
 * One of many addresses that are taken together.
 *
 * @param request for any free address: a static one is taken alone
 * @param operation under which this address is held, found and released
 */
public record AddressOrder(AddressRequest request, Operation operation) {

  /** Checks that no static address is asked for. */
  public AddressOrder {
    Objects.requireNonNull(operation, "operation");
    if (request.staticAddress() != null) {
      throw new IllegalArgumentException(
          "operation " + operation + ": expected no static address in an order of many");
    }
  }
}
