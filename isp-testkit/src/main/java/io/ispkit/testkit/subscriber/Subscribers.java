package io.ispkit.testkit.subscriber;

import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.id.OperationId;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.rate.BitRate;
import io.ispkit.core.secret.Secret;
import io.ispkit.core.subscriber.SubscriberSpec;
import io.ispkit.core.tenant.TenantId;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Requests for subscribers, as tests need them. */
public final class Subscribers {

  private Subscribers() {}

  /** 100 Mbit/s down, 20 Mbit/s up, 100.64.0.10, a day of session and a quarter of an hour idle. */
  public static SubscriberSpec spec(String username) {
    return spec(username, address("100.64.0.10"));
  }

  /** The same with another address, or with none. */
  public static SubscriberSpec spec(String username, @Nullable InetAddress address) {
    return new SubscriberSpec(
        new CustomerId("cust-123"),
        username,
        "fiber_100mbps",
        BitRate.ofMbps(100),
        BitRate.ofMbps(20),
        address,
        Duration.ofHours(24),
        Duration.ofMinutes(15));
  }

  /** The same with a password of the caller's. */
  public static SubscriberSpec specWith(String username, Secret password) {
    SubscriberSpec spec = spec(username);
    return new SubscriberSpec(
        spec.customer(),
        username,
        spec.profile(),
        spec.download(),
        spec.upload(),
        spec.staticAddress(),
        spec.sessionTimeout(),
        spec.idleTimeout(),
        password);
  }

  /** An operation outside any transaction. */
  public static Operation operation(String tenant, String id) {
    return Operation.of(new TenantId(tenant), new OperationId(id));
  }

  /** An address from its text; never asks a name server as long as it is one. */
  public static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
