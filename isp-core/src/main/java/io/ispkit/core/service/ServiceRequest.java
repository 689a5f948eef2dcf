package io.ispkit.core.service;

import io.ispkit.core.customer.CustomerId;
import java.util.Objects;

/**
 * An order for a service.
 *
 * @param plan code of the bandwidth plan
 * @param location where, one line
 * @param email the customer's address: the user name is made from it
 * @param deviceSerial serial number of the customer's router
 */
public record ServiceRequest(
    CustomerId customer, String plan, String location, String email, String deviceSerial) {

  public ServiceRequest {
    Objects.requireNonNull(customer, "customer");
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(location, "location");
    Objects.requireNonNull(email, "email");
    Objects.requireNonNull(deviceSerial, "deviceSerial");
  }
}
