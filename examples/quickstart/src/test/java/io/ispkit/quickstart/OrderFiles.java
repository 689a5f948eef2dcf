package io.ispkit.quickstart;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/** Orders files and configurations for tests. */
final class OrderFiles {

  private static final JsonMapper JSON = new JsonMapper();

  private OrderFiles() {}

  static byte[] shipped(String resource) {
    try (InputStream in =
        Objects.requireNonNull(Quickstart.class.getResourceAsStream("/" + resource), resource)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ObjectNode shippedOrders() {
    try {
      return (ObjectNode) JSON.readTree(shipped("orders.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path write(Path file, ObjectNode orders) {
    return write(file, orders.toString());
  }

  static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Orders of {@code count} customers with one router each, all of which can be served. */
  static ObjectNode generated(String tenant, int count) {
    ObjectNode book = JSON.createObjectNode().put("tenant", tenant);
    book.putArray("plans")
        .addObject()
        .put("code", "fiber_300mbps")
        .put("download_kbps", 300_000)
        .put("upload_kbps", 150_000)
        .put("vlan", 100)
        .put("price", "44.90")
        .put("currency", "EUR");
    ArrayNode customers = book.putArray("customers");
    ArrayNode surveys = book.putArray("surveys");
    ArrayNode technicians = book.putArray("technicians");
    ArrayNode orders = book.putArray("orders");
    for (int i = 0; i < 5; i++) {
      technicians
          .addObject()
          .put("id", "tech-" + i)
          .put("name", "Technician " + i)
          .put("team", "field_operations");
    }
    for (int i = 0; i < count; i++) {
      String id = String.format(Locale.ROOT, "c%04d", i);
      customers
          .addObject()
          .put("id", id)
          .put("name", "Customer " + id)
          .put("email", id + "@example.com")
          .put("language", i % 2 == 0 ? "en" : "de")
          .put("address", i + " Long Street");
      surveys
          .addObject()
          .put("customer_id", id)
          .put("status", "completed")
          .put("serviceability", "serviceable")
          .put("completed_at", "2026-09-01T14:30:00+02:00")
          .putObject("data");
      orders
          .addObject()
          .put("workflow", "isp_ticket_to_deployment")
          .putObject("context")
          .put("customer_id", id)
          .put("service_location", i + " Long Street")
          .put("bandwidth_plan", "fiber_300mbps")
          .put("cpe_serial", "SN-" + id)
          .put("customer_email", id + "@example.com")
          .put("wifi_ssid", "Net " + id)
          .put("wifi_password", "correct horse " + id);
    }
    return book;
  }

  /** The shipped configuration with a piece of it replaced by another. */
  static String embedded(String piece, String replacement) {
    String shipped = new String(shipped("embedded.yaml"), StandardCharsets.UTF_8);
    if (!shipped.contains(piece)) {
      throw new IllegalArgumentException("the shipped configuration has no " + piece);
    }
    return shipped.replace(piece, replacement);
  }
}
