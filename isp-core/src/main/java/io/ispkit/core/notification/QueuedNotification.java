package io.ispkit.core.notification;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message that is durably queued, or further.
 *
 * @param messageId identifies it in the log
 * @param provider the provider that took it, or will be tried first; null when none is configured
 *     yet
 * @param status {@code queued}, {@code sent}, {@code delivered}, {@code failed} …
 */
public record QueuedNotification(
    String messageId, String channel, @Nullable String provider, String status) {

  public QueuedNotification {
    Objects.requireNonNull(messageId, "messageId");
    Objects.requireNonNull(channel, "channel");
    Objects.requireNonNull(status, "status");
  }
}
