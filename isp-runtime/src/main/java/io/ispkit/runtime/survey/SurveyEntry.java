package io.ispkit.runtime.survey;

import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.survey.SiteSurvey.Serviceability;
import io.ispkit.core.survey.SiteSurvey.Status;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A survey to be recorded.
 *
 * @param id 1 to 64 characters; null: the survey is known by customer and {@code scheduledAt}, and
 *     gets a new id when there is none
 * @param customer who asks; need not be a customer yet, a lead's future id will do
 * @param serviceability what was found; there when, and only when, the survey is completed
 * @param completedAt there when, and only when, the survey is completed
 * @param data what was found, in a stable order
 */
public record SurveyEntry(
    @Nullable String id,
    CustomerId customer,
    Status status,
    @Nullable Serviceability serviceability,
    @Nullable Instant scheduledAt,
    @Nullable Instant completedAt,
    Map<String, String> data,
    @Nullable String notes) {

  public SurveyEntry {
    Objects.requireNonNull(customer, "customer");
    Objects.requireNonNull(status, "status");
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    if (id != null && (id.isEmpty() || id.length() > 64)) {
      throw new IllegalArgumentException("survey id: expected 1 to 64 characters");
    }
    boolean completed = status == Status.COMPLETED;
    if (completed != (completedAt != null) || completed != (serviceability != null)) {
      throw new IllegalArgumentException(
          "survey of "
              + customer
              + ": completed_at and serviceability belong to a completed survey, and to no other");
    }
  }
}
