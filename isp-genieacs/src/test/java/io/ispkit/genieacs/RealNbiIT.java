package io.ispkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/**
 * The same of a real GenieACS: {@code ISPKIT_GENIEACS_NBI} names its northbound interface, such as
 * {@code http://127.0.0.1:7557}. Its first device must be online, be a simulated one, and have an
 * SSID at {@code ISPKIT_GENIEACS_SSID} (or where TR-098 has it).
 */
@Tag("interop")
class RealNbiIT extends NbiContract {

  private final String nbi = System.getenv().getOrDefault("ISPKIT_GENIEACS_NBI", "");
  private String id = "";
  private String serial = "";

  @BeforeEach
  void find() throws IOException, InterruptedException {
    Assumptions.assumeFalse(nbi.isEmpty(), "ISPKIT_GENIEACS_NBI names no GenieACS");
    String answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(base() + "/devices/?limit=1&projection=_id,_deviceId"))
                    .build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    JsonNode device = new JsonMapper().readTree(answer).path(0);
    id = device.path("_id").asText();
    serial = device.path("_deviceId").path("_SerialNumber").asText();
    Assumptions.assumeFalse(id.isEmpty(), "that GenieACS has no device");
  }

  @Override
  URI base() {
    return URI.create(nbi.replaceFirst("/*$", ""));
  }

  @Override
  String id() {
    return id;
  }

  @Override
  String serial() {
    return serial;
  }

  @Override
  String ssid() {
    return System.getenv()
        .getOrDefault(
            "ISPKIT_GENIEACS_SSID", "InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.SSID");
  }
}
