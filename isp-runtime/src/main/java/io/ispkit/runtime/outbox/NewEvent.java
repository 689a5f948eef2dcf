package io.ispkit.runtime.outbox;

import io.ispkit.core.tenant.TenantId;
import java.util.Map;
import java.util.Objects;

/**
 * An event to be published; the outbox gives it its id and time.
 *
 * @param type 1 to 120 characters of {@code [a-z0-9_.]}
 * @param subject 1 to 200 characters
 * @param data JSON-like values; never a secret
 */
public record NewEvent(TenantId tenant, String type, String subject, Map<String, Object> data) {

  public NewEvent {
    Objects.requireNonNull(tenant, "tenant");
    if (!type.matches("[a-z0-9_.]{1,120}")) {
      throw new IllegalArgumentException("event type: expected [a-z0-9_.]{1,120}, got " + type);
    }
    if (subject.isEmpty() || subject.length() > 200) {
      throw new IllegalArgumentException(
          "event subject: expected 1 to 200 characters, got " + subject.length());
    }
    data = Map.copyOf(data);
  }
}
