package io.ispkit.quickstart.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ispkit.core.rate.BitRate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OrderBookReaderTest {

  private static final String GOOD =
      """
      { "tenant": "acme",
        "plans": [ { "code": "fiber_1gbps", "download_kbps": 1000000, "upload_kbps": 1000000, "vlan": 100, "price": "59.90", "currency": "EUR" } ],
        "customers": [ { "id": "cust-123", "name": "Jane Roe", "email": "customer@example.com", "phone": "+4915112345678", "language": "en", "address": "123 Main St" } ],
        "surveys": [ { "customer_id": "cust-123", "status": "completed", "serviceability": "serviceable", "scheduled_date": "2025-10-15T10:00:00+00:00", "completed_at": "2025-10-15T14:30:00+00:00",
                       "data": { "fiber_availability": "available", "distance_to_pole": "50m" }, "notes": "Clear line of sight" } ],
        "technicians": [ { "id": "tech-1", "name": "Sam", "team": "field_operations" } ],
        "orders": [ { "workflow": "isp_ticket_to_deployment", "context": { "customer_id": "cust-123", "service_location": "123 Main St", "bandwidth_plan": "fiber_1gbps",
                      "cpe_serial": "HW-12345678", "customer_email": "customer@example.com", "static_ip": null, "wifi_ssid": "Roe", "wifi_password": "correct horse" } } ] }
      """;

  private static OrderBook read(String text) {
    return OrderBookReader.read("orders.json", text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsTheDocumentedForm() {
    OrderBook book = read(GOOD);

    assertThat(book.tenant().value()).isEqualTo("acme");
    assertThat(book.plans().get(0).download()).isEqualTo(BitRate.ofGbps(1));
    assertThat(book.orders().get(0).serial()).isEqualTo("HW-12345678");
    assertThat(book.orders().get(0).staticAddress()).isNull();
    assertThat(Objects.requireNonNull(book.orders().get(0).wifi()).passphrase().reveal())
        .isEqualTo("correct horse");
    assertThat(book.surveys().get(0).data()).containsEntry("distance_to_pole", "50m");
  }

  @Test
  void readsTheShippedOrders() throws IOException {
    try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/orders.json"))) {
      assertThat(OrderBookReader.read("orders.json", in.readAllBytes()).orders()).hasSize(25);
    }
  }

  @Test
  void namesEveryFaultAtOnceWithPlaceValueAndExpectation() {
    String bad =
        GOOD.replace(
                "\"customer@example.com\", \"static_ip\": null",
                "\"nobody\", \"static_ip\": \"10.0.0.256\"")
            .replace("\"download_kbps\": 1000000", "\"download_kbps\": -5")
            .replace("\"cpe_serial\"", "\"cpe_seriall\"")
            .replace("\"acme\"", "\"ACME!\"");

    assertThatThrownBy(() -> read(bad))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("tenant: expected a tenant id")
        .hasMessageContaining("plans[0].download_kbps: expected a whole number from 1 to")
        .hasMessageContaining("\"-5\"")
        .hasMessageContaining("orders[0].context.customer_email: expected one e-mail address")
        .hasMessageContaining("orders[0].context.static_ip: expected an IP address")
        .hasMessageContaining("orders[0].context.cpe_seriall")
        .hasMessageContaining("did you mean cpe_serial");
  }

  @Test
  void neverShowsAWirelessPassphrase() {
    assertThatThrownBy(() -> read(GOOD.replace("correct horse", "geheim")))
        .hasMessageContaining("orders[0].context.wifi_password")
        .message()
        .doesNotContain("geheim");
  }

  @Test
  void refusesTheSameCustomerPlanOrOrderTwice() {
    String twice =
        GOOD.replace(
            "\"technicians\": [ ",
            "\"technicians\": [ { \"id\": \"tech-1\", \"name\": \"Kim\", \"team\": \"x\" }, ");

    assertThatThrownBy(() -> read(twice))
        .hasMessageContaining("technicians[1].id: expected each technician once");
  }

  @Test
  void refusesControlCharactersInANameAndShowsThemEscaped() {
    assertThatThrownBy(() -> read(GOOD.replace("Jane Roe", "Jane\\r\\nBcc: x@example.com")))
        .hasMessageContaining("customers[0].name")
        .hasMessageContaining("\\u000d\\u000aBcc");
  }

  @Test
  void tellsWhereADocumentIsBroken() {
    assertThatThrownBy(() -> read("{ \"tenant\": \"acme\",\n  \"plans\": [ }"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("line 2");
    assertThatThrownBy(() -> read("[]")).hasMessageContaining("a JSON object");
    assertThatThrownBy(() -> read("")).isInstanceOf(BadInputException.class);
    assertThatThrownBy(() -> read("{\"tenant\":\"a\",\"tenant\":\"b\"}"))
        .hasMessageContaining("tenant");
    assertThatThrownBy(() -> read("[".repeat(5000))).isInstanceOf(BadInputException.class);
  }
}
