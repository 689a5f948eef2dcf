package io.ispkit.genieacs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.testkit.genieacs.FakeCpe;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What we rely on of a northbound interface, with one device that is online: the same of our fake
 * as of GenieACS itself.
 */
abstract class NbiContract {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String BEACON_TYPE = DevicesContract.SSID.replace("SSID", "BeaconType");

  private final HttpClient http = HttpClient.newHttpClient();

  private Lab lab = Lab.fake();
  private FakeCpe cpe = FakeCpe.tr098("none");

  abstract Lab lab();

  @BeforeEach
  void begin() {
    lab.close();
    lab = lab();
    cpe =
        lab.add(FakeCpe.tr098(lab.serial("001151")).refuses(BEACON_TYPE, "9007").cannot("reboot"));
  }

  @AfterEach
  void end() {
    lab.close();
  }

  @Test
  void everyExchangeIsAnsweredAsRecorded() throws IOException, InterruptedException {
    for (JsonNode exchange : exchanges()) {
      HttpResponse<String> answer = send(exchange);
      String name = exchange.path("name").asText();
      assertThat(answer.statusCode()).as(name).isEqualTo(exchange.path("status").asInt());
      assertThat(answer.headers().firstValue("GenieACS-Version")).as(name).isPresent();
      JsonNode expected = exchange.path("answer");
      if (expected.isTextual()) {
        String text = expected.asText();
        if (text.startsWith("*")) {
          assertThat(answer.body()).as(name).startsWith(text.substring(1));
        } else {
          assertThat(answer.body()).as(name).isEqualTo(text);
        }
      } else {
        assertThat(matched(expected, JSON.readTree(answer.body()))).as(name).isEqualTo(expected);
      }
    }
  }

  @Test
  void headTellsHowManyMatch() throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(
                    uri("/devices/", query("query", "{\"_id\":\"" + cpe.id() + "\"}")))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.headers().firstValue("total")).contains("1");
  }

  @Test
  void aMisspeltQueryMatchesEveryDevice() throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(uri("/devices/", query("qeury", "{\"_id\":\"nobody\"}")))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(JSON.readTree(answer.body()).size()).isPositive();
  }

  /** An actual answer, with an asterisk where the expected one has it. */
  private static JsonNode matched(JsonNode expected, JsonNode actual) {
    if (expected.isTextual() && expected.asText().equals("*")) {
      return actual.isMissingNode() || actual.isNull() ? actual : expected;
    }
    if (expected.isArray() && expected.size() == actual.size()) {
      var list = JSON.createArrayNode();
      for (int i = 0; i < expected.size(); i++) {
        list.add(matched(expected.get(i), actual.get(i)));
      }
      return list;
    }
    if (expected.isObject() && actual.isObject()) {
      ObjectNode object = JSON.createObjectNode();
      actual
          .properties()
          .forEach(f -> object.set(f.getKey(), matched(expected.path(f.getKey()), f.getValue())));
      return object;
    }
    return actual;
  }

  private List<JsonNode> exchanges() throws IOException {
    try (InputStream in = NbiContract.class.getResourceAsStream("exchanges.json")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      String filled =
          text.replace("$path", cpe.id().replace("%", "%25"))
              .replace("$id", cpe.id())
              .replace("$serial", cpe.serial())
              .replace("$beacon", BEACON_TYPE)
              .replace("$ssid", DevicesContract.SSID);
      List<JsonNode> all = new ArrayList<>();
      JSON.readTree(filled).forEach(all::add);
      return all;
    }
  }

  private HttpResponse<String> send(JsonNode exchange) throws IOException, InterruptedException {
    StringBuilder query = new StringBuilder();
    exchange
        .path("query")
        .properties()
        .forEach(f -> query.append(query(f.getKey(), f.getValue().asText())));
    String body =
        exchange.has("body") ? exchange.path("body").toString() : exchange.path("text").asText("");
    return http.send(
        HttpRequest.newBuilder(uri(exchange.path("path").asText(), query.toString()))
            .method(exchange.path("method").asText(), HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String query(String name, String value) {
    return "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private URI uri(String path, String query) {
    return URI.create(lab.nbi() + path + (query.isEmpty() ? "" : "?" + query.substring(1)));
  }
}
