package io.ispkit.quickstart.input;

import com.fasterxml.jackson.databind.JsonNode;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.fault.Faults;
import io.ispkit.core.survey.SiteSurvey;
import io.ispkit.core.text.PrintableText;
import io.ispkit.runtime.survey.SurveyEntry;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one survey of an orders file. */
final class SurveyReader {

  private static final int MOST_FINDINGS = 50;

  private SurveyReader() {}

  static @Nullable SurveyEntry read(JsonPlace in, Faults faults) {
    if (!in.object(
        List.of(
            "customer_id",
            "status",
            "serviceability",
            "scheduled_date",
            "completed_at",
            "data",
            "notes"))) {
      return null;
    }
    String customer =
        in.text("customer_id", CustomerId::isValid, "a customer id: 1 to 64 of [0-9A-Za-z._:-]");
    SiteSurvey.Status status =
        in.parsed(
            "status",
            text -> constant(SiteSurvey.Status.class, text),
            "scheduled, completed or cancelled");
    boolean completed = status == SiteSurvey.Status.COMPLETED;
    String expected = "serviceable, not_serviceable or conditional";
    SiteSurvey.Serviceability found = null;
    String time = "a time with offset such as 2025-10-15T10:00:00+00:00";
    Instant scheduled = in.optionalParsed("scheduled_date", Forms::instant, time);
    Instant done = null;
    if (completed) {
      found =
          in.parsed(
              "serviceability", text -> constant(SiteSurvey.Serviceability.class, text), expected);
      done = in.parsed("completed_at", Forms::instant, time);
    } else {
      in.none("serviceability", "none, for the survey is not completed");
      in.none("completed_at", "none, for the survey is not completed");
    }
    Map<String, String> data = data(in, faults);
    String notes =
        in.optionalText(
            "notes",
            text -> text.length() <= 2000 && PrintableText.isBlock(text),
            "text of at most 2000 characters without control characters");
    if (customer == null || status == null || (completed && (found == null || done == null))) {
      return null;
    }
    return new SurveyEntry(
        null, new CustomerId(customer), status, found, scheduled, done, data, notes);
  }

  private static Map<String, String> data(JsonPlace in, Faults faults) {
    Map<String, String> data = new LinkedHashMap<>();
    if (in.absent("data")) {
      return data;
    }
    JsonPlace place = in.child("data");
    if (!place.node().isObject() || place.node().size() > MOST_FINDINGS) {
      faults.add(place.path(), "", "an object with at most " + MOST_FINDINGS + " findings");
      return data;
    }
    for (String key : place.keys()) {
      JsonNode value = place.node().get(key);
      String text = value.asText();
      if (!value.isValueNode()
          || value.isNull()
          || key.isBlank()
          || key.length() > 64
          || text.length() > 500
          || !PrintableText.isLine(key)
          || !PrintableText.isLine(text)) {
        faults.add(
            place.at(key),
            value.isTextual() ? text : value.toString(),
            "a key of at most 64 and a text, number or boolean of at most 500 printable characters");
      } else {
        data.put(key, text);
      }
    }
    return data;
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String text) {
    if (!text.equals(text.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("not in lower case");
    }
    return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
  }
}
