package io.ispkit.core.event;

import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transaction;
import java.util.Map;

/** Where business code puts its events. Thread-safe. */
public interface EventSink {

  /**
   * Writes the event in {@code transaction}: it is delivered, at least once and in order per
   * subject, if and only if the transaction commits. The sink gives it its id and time.
   */
  void publish(
      Transaction transaction,
      TenantId tenant,
      String type,
      String subject,
      Map<String, Object> data);
}
