package io.ispkit.workflow.deployment;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.ispkit.core.installation.Installation;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The visit that {@code installation} arranged.
 *
 * @param status {@code scheduled}, {@code completed} or {@code cancelled}
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record InstallationResult(
    String installationId,
    String ticketId,
    String ticketNumber,
    String customerId,
    String installationAddress,
    @Nullable String technicianId,
    Instant scheduledDate,
    String status,
    String priority,
    Instant createdAt,
    Instant slaDueDate) {

  static InstallationResult of(Installation visit) {
    return new InstallationResult(
        visit.id(),
        visit.ticketId(),
        visit.ticketNumber(),
        visit.customer().value(),
        visit.address(),
        visit.technicianId(),
        visit.scheduledAt(),
        visit.status().name().toLowerCase(Locale.ROOT),
        visit.priority().name().toLowerCase(Locale.ROOT),
        visit.createdAt(),
        visit.slaDueAt());
  }

  InstallationResult completed() {
    return new InstallationResult(
        installationId,
        ticketId,
        ticketNumber,
        customerId,
        installationAddress,
        technicianId,
        scheduledDate,
        Installation.Status.COMPLETED.name().toLowerCase(Locale.ROOT),
        priority,
        createdAt,
        slaDueDate);
  }
}
