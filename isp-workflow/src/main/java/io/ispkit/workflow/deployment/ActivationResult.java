package io.ispkit.workflow.deployment;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.ispkit.core.service.Service;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code activation} did. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ActivationResult(
    String serviceId,
    String customerId,
    String customerEmail,
    String status,
    @Nullable Instant activatedAt,
    boolean subscriptionActivated,
    boolean billingStarted,
    String activationNotes) {

  static ActivationResult of(Service service, String email, String notes) {
    return new ActivationResult(
        service.id(),
        service.customer().value(),
        email,
        service.status().name().toLowerCase(Locale.ROOT),
        service.activatedAt(),
        service.subscriptionActivated(),
        service.billingStartedAt() != null,
        notes);
  }
}
