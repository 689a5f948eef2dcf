package io.ispkit.genieacs;

import static io.ispkit.genieacs.Acs.operation;
import static io.ispkit.genieacs.Acs.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.device.DeviceManager;
import io.ispkit.core.device.DeviceReport;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.testkit.genieacs.FakeCpe;
import io.ispkit.testkit.genieacs.FakeGenieAcs;
import io.ispkit.testkit.http.FakeRequest;
import io.ispkit.testkit.http.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A refused operation leaves nothing on the device, not even an instance that it had added. */
class TakenBackTest {

  private static final String IGD = "InternetGatewayDevice.";
  private static final String SSID = IGD + "LANDevice.1.WLANConfiguration.1.SSID";
  private static final String CONNECTIONS =
      IGD + "WANDevice.1.WANConnectionDevice.1.WANPPPConnection";
  private static final String ENABLE = CONNECTIONS + ".1.Enable";

  private final FakeGenieAcs fake = new FakeGenieAcs();
  private final Acs acs = new Acs(fake);

  @BeforeEach
  void begin(@TempDir Path folder) throws IOException {
    Path override =
        Files.writeString(
            folder.resolve("o.yaml"),
            "{match: {oui: '202BC1'}, root: InternetGatewayDevice,"
                + " groups: [{needs: pppoe, create: true}]}");
    acs.with("overrides", Map.of("creating", override.toString()));
  }

  @AfterEach
  void end() {
    assertThat(fake.crashes()).isZero();
    fake.close();
  }

  @Test
  void anAddedInstanceIsGoneAfterARefusedParameter() {
    FakeCpe cpe = growing().refuses(SSID, "9007");
    Refusal refusal = refusal(configure(acs.open()));
    assertThat(refusal.code()).isEqualTo("parameter_rejected");
    assertThat(refusal.message()).contains(SSID).doesNotContain("keeps");
    assertNothingIsLeft(cpe);
  }

  @Test
  void anAddedInstanceIsGoneAfterAFaultThatCameLater() {
    FakeCpe cpe = growing().refuses(SSID, "9002");
    GenieAcsDevices manager = acs.open();
    assertThat(configure(manager).isDone()).isTrue();
    assertThat(cpe.has(ENABLE)).isTrue();
    cpe.refuses(SSID, "9007");
    String task = manager.acs().tasks().faults(cpe.id()).orElseThrow().get(0).taskId();
    manager.acs().tasks().retry(task).orElseThrow();
    fake.inform(cpe);
    assertThat(refusal(manager.confirm(operation("a"))).code()).isEqualTo("parameter_rejected");
    assertNothingIsLeft(cpe);
  }

  @Test
  void anAddedInstanceIsGoneWhenItLacksWhatIsNeeded() {
    FakeCpe cpe = growing(Map.of("Enable", false));
    assertThat(refusal(configure(acs.open())).code()).isEqualTo("parameter_rejected");
    assertThat(posts("addObject")).isOne();
    assertNothingIsLeft(cpe);
  }

  @Test
  void anAddedInstanceIsGoneWhenAnotherServiceTakesTheDeviceAtTheSameTime() {
    FakeCpe cpe = growing();
    fake.troubles()
        .on(
            request -> {
              if (request.path().contains("/tags/")) {
                cpe.tagged("isp-service-beta-svc-9");
              }
              return false;
            },
            1,
            Trouble.NONE);
    assertThat(refusal(configure(acs.open())).code()).isEqualTo("device_taken");
    assertThat(cpe.has(ENABLE)).isFalse();
    assertThat(cpe.tags()).containsExactly("isp-service-beta-svc-9");
  }

  @Test
  void aRemovalThatMayHaveFailedIsUnknownAndARepeatEndsIt() {
    FakeCpe cpe = growing().refuses(SSID, "9007");
    DeviceManager manager = acs.open();
    fake.troubles().on(TakenBackTest::removes, 100, Trouble.DROP_BEFORE);
    assertThat(configure(manager)).isInstanceOf(Outcome.Unknown.class);
    assertThat(cpe.has(ENABLE)).isTrue();
    assertThat(fake.tasks()).isEmpty();
    fake.troubles().clear();
    assertThat(refusal(configure(acs.open())).code()).isEqualTo("parameter_rejected");
    assertNothingIsLeft(cpe);
  }

  @Test
  void theUndoFindsWhatAnUnknownRemovalHasLeft() {
    FakeCpe cpe = growing(Map.of("Enable", false));
    DeviceManager manager = acs.open();
    fake.troubles().on(TakenBackTest::removes, 100, Trouble.DROP_BEFORE);
    assertThat(configure(manager)).isInstanceOf(Outcome.Unknown.class);
    fake.troubles().clear();
    assertThat(acs.open().revert(operation("a")).orElseThrow().toString()).contains(CONNECTIONS);
    assertNothingIsLeft(cpe);
  }

  @Test
  void anAnswerToARemovalThatIsLostIsNoTrouble() {
    FakeCpe cpe = growing().refuses(SSID, "9007");
    fake.troubles().on(TakenBackTest::removes, 1, Trouble.DROP_AFTER);
    assertThat(refusal(configure(acs.open())).code()).isEqualTo("parameter_rejected");
    assertNothingIsLeft(cpe);
  }

  @Test
  void aDeviceThatGoesAwayBeforeTheRemovalHasNothingQueued() {
    FakeCpe cpe = growing().refuses(SSID, "9007");
    DeviceManager manager = acs.open();
    fake.troubles()
        .on(
            request -> {
              if (removes(request)) {
                cpe.online(false);
              }
              return false;
            },
            1,
            Trouble.NONE);
    assertThat(configure(manager)).isInstanceOf(Outcome.Unknown.class);
    assertThat(fake.tasks()).isEmpty();
    fake.troubles().clear();
    cpe.online(true);
    assertThat(refusal(configure(manager)).code()).isEqualTo("parameter_rejected");
    assertNothingIsLeft(cpe);
  }

  @Test
  void anInstanceThatTheDeviceDoesNotLetGoIsNamed() {
    FakeCpe cpe = growing().refuses(SSID, "9007").cannot("deleteObject");
    Refusal refusal = refusal(configure(acs.open()));
    assertThat(refusal.isPermanent()).isTrue();
    assertThat(refusal.message()).contains(SSID, "keeps what was added: [" + CONNECTIONS + ".1]");
    assertThat(cpe.tags()).isEmpty();
    assertThat(fake.tasks()).isEmpty();
    assertThat(fake.faults()).isEmpty();
  }

  @Test
  void anUndoIsRefusedWhileTheDeviceKeepsWhatWasAdded() {
    FakeCpe cpe = growing();
    assertThat(configure(acs.open()).isDone()).isTrue();
    cpe.cannot("deleteObject");
    Refusal refusal = refusal(acs.open().revert(operation("a")));
    assertThat(refusal.isPermanent()).isTrue();
    assertThat(refusal.message()).contains("keeps what was added: [" + CONNECTIONS + ".1]");
    assertThat(cpe.value(SSID)).as("all else is taken back").isEqualTo("factory-1");
    assertThat(cpe.tags()).isEmpty();
    assertThat(fake.tasks()).isEmpty();
    assertThat(acs.configurations.find(operation("a"))).isPresent();
  }

  private FakeCpe growing() {
    return growing(Map.of("Enable", false, "Username", "", "Password", ""));
  }

  private FakeCpe growing(Map<String, Object> fresh) {
    return fake.add(FakeCpe.tr098("HW-1").without(CONNECTIONS).growing(CONNECTIONS, fresh));
  }

  private static Outcome<DeviceReport> configure(DeviceManager manager) {
    return manager.configure(spec("HW-1"), operation("a"));
  }

  private void assertNothingIsLeft(FakeCpe cpe) {
    assertThat(cpe.has(ENABLE)).isFalse();
    assertThat(cpe.value(SSID)).isEqualTo("factory-1");
    assertThat(cpe.tags()).isEmpty();
    assertThat(fake.tasks()).isEmpty();
    assertThat(fake.faults()).isEmpty();
    assertThat(acs.configurations.find(operation("a"))).isEmpty();
  }

  private static boolean removes(FakeRequest request) {
    return request.body().contains("deleteObject");
  }

  private long posts(String task) {
    return fake.requests().stream().filter(r -> r.body().contains(task)).count();
  }

  private static Refusal refusal(Outcome<?> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused<?>) outcome).refusal();
  }
}
