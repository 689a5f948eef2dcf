package io.ispkit.genieacs;

import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.drift.ExpectedService;
import io.ispkit.core.drift.ExpectedServices;
import io.ispkit.core.rate.BitRate;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A few services in memory. */
final class Services implements ExpectedServices {

  private final List<ExpectedService> all = new ArrayList<>();

  static ExpectedService service(String id, String serial, boolean active) {
    return new ExpectedService(
        id,
        new CustomerId("cust-1"),
        active,
        "jane@example.net",
        null,
        null,
        "home-100",
        BitRate.parse("100M"),
        BitRate.parse("20M"),
        serial);
  }

  Services with(ExpectedService service) {
    all.add(service);
    return this;
  }

  @Override
  public Optional<ExpectedService> byUsername(String username) {
    return all.stream().filter(s -> s.username().equals(username)).findFirst();
  }

  @Override
  public boolean cancelledByUsername(String username) {
    return false;
  }

  @Override
  public Optional<ExpectedService> byAddress(InetAddress address) {
    return Optional.empty();
  }

  @Override
  public Optional<ExpectedService> byDevice(String serial) {
    return all.stream().filter(s -> s.deviceSerial().equals(serial)).findFirst();
  }
}
