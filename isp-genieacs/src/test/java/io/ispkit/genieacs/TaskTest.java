package io.ispkit.genieacs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.ispkit.core.http.HttpCall;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.genieacs.cpe.Parameter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskTest {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  @Test
  void eachParameterIsAskedForBeforeItIsSet() {
    Parameter enable =
        new Parameter("Device.X.Enable", JSON.booleanNode(true), "xsd:boolean", null);
    assertThat(Task.set(List.of(enable), "k").json())
        .hasToString(
            "{\"name\":\"provisions\",\"uniqueKey\":\"k\",\"provisions\":"
                + "[[\"refresh\",\"Device.X.Enable\",0.001],[\"value\",\"Device.X.Enable\",true]]}");
  }

  @Test
  void whatWouldTakeTheServerDownIsNotMade() {
    assertThatIllegalArgumentException().isThrownBy(() -> Task.set(List.of(), "k"));
    assertThatIllegalArgumentException().isThrownBy(() -> Task.get(List.of(), "k"));
    assertThatIllegalArgumentException().isThrownBy(() -> Task.get(List.of("A.B"), ""));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Task.set(List.of(new Parameter("A", JSON.nullNode(), "xsd:string", null)), "k"));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Task.set(List.of(new Parameter("A", JSON.textNode("x"), "string", null)), "k"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Device.", ".Device", "Device..X", "Device.X Y", "Device.*"})
  void aPathIsCompleteAndWithoutPatterns(String path) {
    assertThatIllegalArgumentException().isThrownBy(() -> Task.refresh(path, "k"));
  }

  @Test
  void aPathWithinAnotherIsNotAskedForBeside() {
    List<String> paths = List.of("_id", "Device.WiFi.SSID", "Device.WiFi", "Device.WiFiX", "_id");
    assertThat(NbiQuery.devices(NbiCalls.object(), paths, 1).projection())
        .containsExactly("_id", "Device.WiFi", "Device.WiFiX");
  }

  @Test
  void deviceIdsAreEncodedTwiceInPaths() {
    assertThat(
            HttpCall.of("POST", NbiCalls.path("/devices/{}/tasks", "202BC1-BM632w%2D8-001"))
                .build())
        .hasToString("POST /devices/202BC1-BM632w%252D8-001/tasks");
    assertThat(HttpCall.of("POST", NbiCalls.path("/devices/{}/tags/{}", "A-%2E", "isp-1")).build())
        .hasToString("POST /devices/A-%252E/tags/isp-1");
    // GenieACS takes neither dots nor tildes in a path, but what they are encoded to.
    assertThat(HttpCall.of("POST", NbiCalls.path("/devices/{}/tags/{}", "A", "v1.2~ü")).build())
        .hasToString("POST /devices/A/tags/v1%2E2%7E%C3%BC");
  }

  @Test
  void tagsHoldOnlyWhatPassesAndNeverMeet() {
    TenantId acme = new TenantId("acme");
    assertThat(Tag.of("p-", acme, "svc-1").value()).isEqualTo("p-acme-svc-1");
    assertThat(Tag.of("p-", acme, "a.b/ü").value()).matches("[A-Za-z0-9_-]+");
    assertThat(Tag.of("p-", acme, "a.b")).isNotEqualTo(Tag.of("p-", acme, "a_2eb"));
    TenantId second = new TenantId("acme-2");
    assertThat(Tag.of("p-", acme, "2-x").value()).isNotEqualTo(Tag.of("p-", second, "x").value());
    assertThat(Tag.of("p-", second, "x").value()).doesNotStartWith(Tag.ofTenant("p-", acme));
  }
}
