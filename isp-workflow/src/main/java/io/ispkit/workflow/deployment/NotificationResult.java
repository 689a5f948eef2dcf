package io.ispkit.workflow.deployment;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.ispkit.core.notification.QueuedNotification;
import org.jspecify.annotations.Nullable;

/** The message that {@code notification} queued. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record NotificationResult(
    String messageId, String channel, @Nullable String provider, String status) {

  static NotificationResult of(QueuedNotification queued) {
    return new NotificationResult(
        queued.messageId(), queued.channel(), queued.provider(), queued.status());
  }
}
