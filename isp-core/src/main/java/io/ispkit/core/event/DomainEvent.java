package io.ispkit.core.event;

import io.ispkit.core.tenant.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * Something that happened in the business, in the shape of a CloudEvent (CloudEvents 1.0): id,
 * source, type, subject, time and data. Its JSON for subscribers outside is {@code
 * {"event_type","timestamp","data"}}.
 *
 * @param id unique within the source; consumers make themselves idempotent by it
 * @param tenant the tenant concerned; part of the CloudEvents source
 * @param type dotted lower case, past tense, such as {@code service.activated}; see {@link
 *     EventTypes}
 * @param subject the customer or other aggregate concerned; events of one subject are delivered in
 *     order
 * @param time when it happened
 * @param data JSON-like values: text, numbers, booleans, lists, maps; never a secret
 */
public record DomainEvent(
    String id,
    TenantId tenant,
    String type,
    String subject,
    Instant time,
    Map<String, Object> data) {

  public DomainEvent {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(time, "time");
    data = Map.copyOf(data);
  }
}
