package io.ispkit.runtime.service;

import io.ispkit.core.customer.CustomerId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a customer has agreed to pay for.
 *
 * @param plan code of the bandwidth plan
 * @param serviceId the service that it pays for, or null before one is opened
 * @param activatedAt when it last became active, or null
 */
public record Subscription(
    String id,
    CustomerId customer,
    String plan,
    @Nullable String serviceId,
    State state,
    Instant createdAt,
    @Nullable Instant activatedAt) {

  /** Where the subscription stands. */
  public enum State {
    /** Agreed; begins with the activation of its service. */
    PENDING,
    /** Used without charge; becomes active with the activation of its service. */
    TRIAL,
    ACTIVE,
    SUSPENDED,
    CANCELLED;

    /** As it stands in events and in the configuration. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
