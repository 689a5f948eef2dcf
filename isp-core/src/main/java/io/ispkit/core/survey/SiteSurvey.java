package io.ispkit.core.survey;

import io.ispkit.core.customer.CustomerId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One visit, or desk check, that finds out whether a place can be served.
 *
 * @param status where it stands
 * @param serviceability {@code serviceable}, {@code not_serviceable} or {@code conditional}; null
 *     before completion
 * @param data what was found, as free keys and values in a stable order
 */
public record SiteSurvey(
    String id,
    CustomerId customer,
    Status status,
    @Nullable Serviceability serviceability,
    @Nullable Instant scheduledAt,
    @Nullable Instant completedAt,
    Map<String, String> data,
    @Nullable String notes) {

  /** Where the survey stands. */
  public enum Status {
    SCHEDULED,
    COMPLETED,
    CANCELLED
  }

  /** What was found. */
  public enum Serviceability {
    SERVICEABLE,
    NOT_SERVICEABLE,
    /** Serviceable once named conditions are met; does not qualify for an order. */
    CONDITIONAL
  }
}
