package io.ispkit.core.subscriber;

import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.rate.BitRate;
import io.ispkit.core.secret.Secret;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a subscriber should have.
 *
 * @param username lower case, 1 to 64 bytes, unique in the directory
 * @param profile the plan's code
 * @param download towards the subscriber
 * @param upload from the subscriber
 * @param staticAddress the address that the NAS gives, or null for a pool of the NAS
 * @param sessionTimeout whole seconds, 1 or more
 * @param idleTimeout whole seconds, 1 or more
 * @param password the caller's, who can then tell it to others whatever the form in which the
 *     directory keeps it; null: the directory makes one
 */
public record SubscriberSpec(
    CustomerId customer,
    String username,
    String profile,
    BitRate download,
    BitRate upload,
    @Nullable InetAddress staticAddress,
    Duration sessionTimeout,
    Duration idleTimeout,
    @Nullable Secret password) {

  public SubscriberSpec {
    Objects.requireNonNull(customer, "customer");
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(profile, "profile");
    Objects.requireNonNull(download, "download");
    Objects.requireNonNull(upload, "upload");
    Objects.requireNonNull(sessionTimeout, "sessionTimeout");
    Objects.requireNonNull(idleTimeout, "idleTimeout");
  }

  /** With a password that the directory makes. */
  public SubscriberSpec(
      CustomerId customer,
      String username,
      String profile,
      BitRate download,
      BitRate upload,
      @Nullable InetAddress staticAddress,
      Duration sessionTimeout,
      Duration idleTimeout) {
    this(
        customer,
        username,
        profile,
        download,
        upload,
        staticAddress,
        sessionTimeout,
        idleTimeout,
        null);
  }
}
