package io.ispkit.workflow.deployment;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.ispkit.core.survey.SiteSurvey;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code site_survey} found. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record SurveyResult(
    String surveyId,
    String status,
    boolean completed,
    @Nullable Instant scheduledDate,
    @Nullable Instant completedAt,
    Map<String, String> data,
    @Nullable String serviceability,
    @Nullable String notes) {

  public SurveyResult {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }

  static SurveyResult of(SiteSurvey survey) {
    SiteSurvey.Serviceability found = survey.serviceability();
    return new SurveyResult(
        survey.id(),
        survey.status().name().toLowerCase(Locale.ROOT),
        survey.status() == SiteSurvey.Status.COMPLETED,
        survey.scheduledAt(),
        survey.completedAt(),
        survey.data(),
        found == null ? null : found.name().toLowerCase(Locale.ROOT),
        survey.notes());
  }
}
