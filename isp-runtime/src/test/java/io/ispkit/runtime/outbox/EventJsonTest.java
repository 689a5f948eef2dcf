package io.ispkit.runtime.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ispkit.core.error.PermanentException;
import io.ispkit.core.event.DomainEvent;
import io.ispkit.core.tenant.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventJsonTest {

  private static final TenantId ACME = new TenantId("acme");

  private final DomainEvent event =
      new DomainEvent(
          "e1",
          ACME,
          "service.activated",
          "cust-1",
          Instant.parse("2025-10-16T09:30:00.5Z"),
          Map.of("price", new BigDecimal("59.90")));

  @Test
  void theStructuredFormIsThatOfCloudEvents() {
    assertThat(EventJson.cloudEvent(event))
        .isEqualTo(
            "{\"specversion\":\"1.0\",\"id\":\"e1\",\"source\":\"/tenants/acme\","
                + "\"type\":\"service.activated\",\"subject\":\"cust-1\","
                + "\"time\":\"2025-10-16T09:30:00.500Z\",\"datacontenttype\":\"application/json\","
                + "\"data\":{\"price\":59.90}}");
  }

  @Test
  void theShortFormHasThreeFields() {
    assertThat(EventJson.shortForm(event))
        .isEqualTo(
            "{\"event_type\":\"service.activated\",\"timestamp\":\"2025-10-16T09:30:00.500Z\","
                + "\"data\":{\"price\":59.90}}");
  }

  @Test
  void whatIsReadIsWhatWasWritten() {
    assertThat(EventJson.read(ACME, EventJson.cloudEvent(event))).isEqualTo(event);
  }

  @Test
  void anythingElseIsRefused() {
    assertThatThrownBy(() -> EventJson.read(ACME, "{\"id\":7}"))
        .isInstanceOf(PermanentException.class);
    assertThatThrownBy(() -> EventJson.read(ACME, "<xml/>")).isInstanceOf(PermanentException.class);
  }
}
