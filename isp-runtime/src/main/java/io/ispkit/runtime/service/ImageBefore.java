package io.ispkit.runtime.service;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stood there before an activation, as stored with it (version 1): times as text, states by
 * name.
 *
 * @param subscriptionState null when the activation did not touch the subscription
 */
record ImageBefore(
    String status,
    @Nullable String activatedAt,
    boolean subscriptionActivated,
    @Nullable String billingStartedAt,
    Map<String, String> metadata,
    @Nullable String subscriptionState,
    @Nullable String subscriptionActivatedAt) {

  static final int VERSION = 1;

  static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  static @Nullable Instant time(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }
}
