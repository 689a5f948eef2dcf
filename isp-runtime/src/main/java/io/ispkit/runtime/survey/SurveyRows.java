package io.ispkit.runtime.survey;

import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.survey.SiteSurvey;
import io.ispkit.runtime.internal.JsonText;
import io.ispkit.runtime.internal.jooq.tables.records.SurveyRecord;
import io.ispkit.runtime.tenant.Fields;
import io.ispkit.runtime.tenant.TenantScope;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Between rows of surveys and what stands in them. */
final class SurveyRows {

  private SurveyRows() {}

  static SurveyRecord added(TenantScope scope, SurveyEntry entry) {
    Instant now = scope.now();
    String id = entry.id();
    SurveyRecord row = new SurveyRecord();
    row.setTenantId(scope.key());
    row.setId(id == null ? scope.ids().next() : id);
    write(row, entry);
    row.setCreatedAt(now);
    row.setUpdatedAt(now);
    return row;
  }

  static void write(SurveyRecord row, SurveyEntry entry) {
    SiteSurvey.Serviceability found = entry.serviceability();
    row.setCustomerId(entry.customer().value());
    row.setStatus(entry.status().name());
    row.setServiceability(found == null ? null : found.name());
    row.setScheduledAt(micros(entry.scheduledAt()));
    row.setCompletedAt(micros(entry.completedAt()));
    row.setFindings(JsonText.write(entry.data()));
    row.setNotes(entry.notes());
  }

  static void complete(
      SurveyRecord row,
      SiteSurvey.Serviceability serviceability,
      Instant completedAt,
      Map<String, String> data) {
    Map<String, String> findings = JsonText.readTexts(row.getFindings());
    findings.putAll(data);
    row.setStatus(SiteSurvey.Status.COMPLETED.name());
    row.setServiceability(serviceability.name());
    row.setCompletedAt(micros(completedAt));
    row.setFindings(JsonText.write(findings));
  }

  static Fields compare(@Nullable SurveyRecord row, SurveyEntry entry) {
    SurveyRecord wanted = new SurveyRecord();
    write(wanted, entry);
    SurveyRecord before = row == null ? new SurveyRecord() : row;
    return new Fields()
        .compare("customer", before.getCustomerId(), wanted.getCustomerId())
        .compare("status", before.getStatus(), wanted.getStatus())
        .compare("serviceability", before.getServiceability(), wanted.getServiceability())
        .compare("scheduled_date", before.getScheduledAt(), wanted.getScheduledAt())
        .compare("completed_at", before.getCompletedAt(), wanted.getCompletedAt())
        .compare("data", before.getFindings(), wanted.getFindings())
        .compare("notes", before.getNotes(), wanted.getNotes());
  }

  static SiteSurvey survey(SurveyRecord row) {
    String found = row.getServiceability();
    Map<String, String> findings = new LinkedHashMap<>(JsonText.readTexts(row.getFindings()));
    return new SiteSurvey(
        row.getId(),
        new CustomerId(row.getCustomerId()),
        SiteSurvey.Status.valueOf(row.getStatus()),
        found == null ? null : SiteSurvey.Serviceability.valueOf(found),
        row.getScheduledAt(),
        row.getCompletedAt(),
        Collections.unmodifiableMap(findings),
        row.getNotes());
  }

  static @Nullable Instant micros(@Nullable Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.MICROS);
  }

  static String shown(@Nullable String constant) {
    return constant == null ? "" : constant.toLowerCase(Locale.ROOT);
  }
}
