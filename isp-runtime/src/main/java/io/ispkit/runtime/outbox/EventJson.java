package io.ispkit.runtime.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.event.DomainEvent;
import io.ispkit.core.tenant.TenantId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The forms of an event in JSON. Thread-safe. */
public final class EventJson {

  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private EventJson() {}

  /**
   * The structured form of CloudEvents 1.0 (specification, JSON event format 1.0), media type
   * {@code application/cloudevents+json}. Its source is {@code /tenants/<tenant>}.
   */
  public static String cloudEvent(DomainEvent event) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("specversion", "1.0");
    out.put("id", event.id());
    out.put("source", "/tenants/" + event.tenant());
    out.put("type", event.type());
    out.put("subject", event.subject());
    out.put("time", event.time().toString());
    out.put("datacontenttype", "application/json");
    out.put("data", event.data());
    return write(out);
  }

  /** The short form for webhooks: {@code {"event_type","timestamp","data"}}. */
  public static String shortForm(DomainEvent event) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("event_type", event.type());
    out.put("timestamp", event.time().toString());
    out.put("data", event.data());
    return write(out);
  }

  /**
   * Reads what {@link #cloudEvent} wrote.
   *
   * @throws PermanentException it is something else
   */
  public static DomainEvent read(TenantId tenant, String cloudEvent) {
    try {
      Map<String, Object> in = MAPPER.readValue(cloudEvent, MAP);
      return new DomainEvent(
          text(in, "id"),
          tenant,
          text(in, "type"),
          text(in, "subject"),
          Instant.parse(text(in, "time")),
          MAPPER.convertValue(in.get("data"), MAP));
    } catch (JsonProcessingException | RuntimeException e) {
      throw new PermanentException("not an event in the form of CloudEvents 1.0", e);
    }
  }

  private static String text(Map<String, Object> in, String name) {
    if (in.get(name) instanceof String text) {
      return text;
    }
    throw new PermanentException("event: expected a text in '" + name + "'");
  }

  private static String write(Map<String, Object> values) {
    try {
      return MAPPER.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new PermanentException("an event's data cannot be written as JSON", e);
    }
  }
}
