package io.ispkit.core.subscriber;

import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.rate.BitRate;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a subscriber should have. The password is not part of it: the directory makes one and keeps
 * it.
 *
 * @param username lower case, 1 to 64 bytes, unique in the directory
 * @param profile the plan's code
 * @param download towards the subscriber
 * @param upload from the subscriber
 * @param staticAddress the address that the NAS gives, or null for a pool of the NAS
 * @param sessionTimeout whole seconds, 1 or more
 * @param idleTimeout whole seconds, 1 or more
 */
public record SubscriberSpec(
    CustomerId customer,
    String username,
    String profile,
    BitRate download,
    BitRate upload,
    @Nullable InetAddress staticAddress,
    Duration sessionTimeout,
    Duration idleTimeout) {

  public SubscriberSpec {
    Objects.requireNonNull(customer, "customer");
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(profile, "profile");
    Objects.requireNonNull(download, "download");
    Objects.requireNonNull(upload, "upload");
    Objects.requireNonNull(sessionTimeout, "sessionTimeout");
    Objects.requireNonNull(idleTimeout, "idleTimeout");
  }
}
