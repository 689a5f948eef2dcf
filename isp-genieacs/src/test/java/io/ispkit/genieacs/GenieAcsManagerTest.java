package io.ispkit.genieacs;

import static io.ispkit.genieacs.Acs.operation;
import static io.ispkit.genieacs.Acs.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.change.Change;
import io.ispkit.core.device.DeviceManager;
import io.ispkit.core.device.DeviceReport;
import io.ispkit.core.device.DeviceReport.Status;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.testkit.genieacs.FakeCpe;
import io.ispkit.testkit.genieacs.FakeGenieAcs;
import io.ispkit.testkit.http.FakeRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GenieAcsManagerTest {

  private static final String IGD = "InternetGatewayDevice.";
  private static final String WLAN = IGD + "LANDevice.1.WLANConfiguration.";
  private static final String PPP = IGD + "WANDevice.1.WANConnectionDevice.1.WANPPPConnection.1.";

  private final FakeGenieAcs fake = new FakeGenieAcs();
  private final Acs acs = new Acs(fake);

  @AfterEach
  void close() {
    assertThat(fake.crashes()).isZero();
    fake.close();
  }

  @Test
  void aTr098DeviceIsConfiguredInOneTaskAndReadBack() {
    FakeCpe cpe = fake.add(FakeCpe.tr098("HW-12345678"));
    DeviceReport report = configured("HW-12345678");
    assertThat(report.status()).isEqualTo(Status.CONFIRMED);
    assertThat(report.deviceId()).isEqualTo("202BC1-BM632w%2D8-HW%2D12345678");
    assertThat(report.wifiConfigured()).isTrue();
    assertThat(report.info()).containsEntry("software_version", "V100").containsKey("model");
    for (String band : List.of("1", "5")) {
      assertThat(cpe.value(WLAN + band + ".SSID")).isEqualTo("Jane's home");
      assertThat(cpe.value(WLAN + band + ".BeaconType")).isEqualTo("11i");
      assertThat(cpe.value(WLAN + band + ".PreSharedKey.1.KeyPassphrase"))
          .isEqualTo("correct horse 1");
    }
    // The guest network is disabled and stays so.
    assertThat(cpe.value(WLAN + "2.SSID")).isEqualTo("factory-2");
    assertThat(cpe.value(PPP + "Username")).isEqualTo("jane@example.net");
    assertThat(cpe.value(PPP + "Password")).isEqualTo("ppp-secret-1");
    assertThat(cpe.tags()).containsExactly(Acs.TAG);
    assertThat(posts("[\"value\",")).hasSize(1);
    assertThat(fake.tasks()).isEmpty();
    assertThat(acs.calls).contains("genieacs GET 200", "genieacs POST 200");
    assertThat(report.toString() + acs.configurations.find(operation("a")).orElseThrow().memo())
        .doesNotContain("ppp-secret-1")
        .doesNotContain("correct horse 1");
  }

  @Test
  void aTr181DeviceIsConfiguredThroughTheSsidThatItsAccessPointNames() {
    FakeCpe cpe = fake.add(FakeCpe.tr181("000001"));
    assertThat(configured("000001").status()).isEqualTo(Status.CONFIRMED);
    assertThat(cpe.value("Device.WiFi.SSID.1.SSID")).isEqualTo("factory-1");
    assertThat(cpe.value("Device.WiFi.SSID.2.SSID")).isEqualTo("Jane's home");
    assertThat(cpe.value("Device.WiFi.AccessPoint.1.Security.ModeEnabled"))
        .isEqualTo("WPA2-Personal");
    assertThat(cpe.value("Device.WiFi.AccessPoint.1.Security.KeyPassphrase"))
        .isEqualTo("correct horse 1");
    assertThat(cpe.value("Device.PPP.Interface.1.Username")).isEqualTo("jane@example.net");
  }

  @Test
  void aDeviceOfWhichLittleIsKnownIsAskedFirst() {
    FakeCpe cpe = fake.add(FakeCpe.tr098("HW-1").undiscovered());
    assertThat(configured("HW-1").status()).isEqualTo(Status.CONFIRMED);
    assertThat(cpe.value(WLAN + "1.SSID")).isEqualTo("Jane's home");
    assertThat(fake.tasks()).isEmpty();
    assertThat(fake.faults()).isEmpty();
  }

  @Test
  void anOfflineDeviceIsPendingAndConfirmedWhenItCameBy() {
    FakeCpe cpe = fake.add(FakeCpe.tr098("HW-1").online(false));
    DeviceManager manager = acs.open();
    DeviceReport report = manager.configure(spec("HW-1"), operation("a")).orElseThrow();
    assertThat(report.status()).isEqualTo(Status.PENDING);
    assertThat(report.detail()).contains("offline");
    assertThat(fake.tasks()).hasSize(1);
    assertThat(confirmed(manager).status()).isEqualTo(Status.PENDING);
    assertThat(fake.tasks()).as("the unique key replaces the older task").hasSize(1);
    fake.inform(cpe);
    assertThat(cpe.value(WLAN + "1.SSID")).isEqualTo("Jane's home");
    assertThat(confirmed(manager).status())
        .as("set, but still not read back")
        .isEqualTo(Status.PENDING);
    cpe.online(true);
    assertThat(confirmed(acs.open()).status()).isEqualTo(Status.CONFIRMED);
    assertThat(fake.tasks()).isEmpty();
  }

  @Test
  void anOverdueDeviceIsReportedAsSuch() {
    DeviceManager manager = acs.with("confirm_deadline", "2d").open();
    manager.configure(spec("HW-1"), operation("a")).orElseThrow();
    assertThat(confirmed(manager).detail()).doesNotContain("overdue");
    acs.now = acs.now.plus(Duration.ofDays(3));
    assertThat(confirmed(manager).detail()).contains("overdue").contains("2026-11-20T10:00:00Z");
  }

  @Test
  void anUnknownDeviceIsConfiguredWhenItAppears() {
    DeviceManager manager = acs.open();
    assertThat(manager.configure(spec("HW-1"), operation("a")).orElseThrow().status())
        .isEqualTo(Status.PENDING);
    FakeCpe cpe = fake.add(FakeCpe.tr181("HW-1"));
    assertThat(confirmed(manager).status()).isEqualTo(Status.CONFIRMED);
    assertThat(cpe.tags()).containsExactly(Acs.TAG);
  }

  @Test
  void aRefusedParameterIsNamedAndCleanedUp() {
    FakeCpe cpe = fake.add(FakeCpe.tr098("HW-1").refuses(WLAN + "1.SSID", "9007"));
    DeviceManager manager = acs.open();
    Refusal refusal = refusal(manager.configure(spec("HW-1"), operation("a")));
    assertThat(refusal.code()).isEqualTo("parameter_rejected");
    assertThat(refusal.message()).contains(WLAN + "1.SSID").contains("9007");
    assertThat(refusal.message()).doesNotContain("correct horse 1");
    assertThat(cpe.value(PPP + "Username")).isEqualTo("factory");
    assertThat(cpe.tags()).isEmpty();
    assertThat(fake.tasks()).isEmpty();
    assertThat(fake.faults()).isEmpty();
    assertThat(manager.confirm(operation("a")).orElseThrow()).isEmpty();
  }

  @Test
  void aPassingFaultIsPending() {
    fake.add(FakeCpe.tr098("HW-1").refuses(WLAN + "1.SSID", "9002"));
    assertThat(configured("HW-1").detail()).contains("9002");
    assertThat(fake.tasks()).hasSize(1);
  }

  @Test
  void aDeviceThatSaysYesAndDoesNothingIsNotConfirmed() {
    FakeCpe cpe = fake.add(FakeCpe.tr098("HW-1").ignores(PPP + "Username"));
    DeviceManager manager = acs.open();
    DeviceReport report = manager.configure(spec("HW-1"), operation("a")).orElseThrow();
    assertThat(report.status()).isEqualTo(Status.PENDING);
    assertThat(report.detail()).contains(PPP + "Username");
    cpe.heeds(PPP + "Username");
    assertThat(confirmed(manager).status()).isEqualTo(Status.CONFIRMED);
    assertThat(cpe.value(PPP + "Username")).isEqualTo("jane@example.net");
  }

  @Test
  void aDeviceOfAnotherServiceIsLeftAlone() {
    FakeCpe cpe = fake.add(FakeCpe.tr098("HW-1").tagged("isp-service-beta-svc_5f9").tagged("gold"));
    DeviceManager manager = acs.open();
    assertThat(refusal(manager.configure(spec("HW-1"), operation("a"))).code())
        .isEqualTo("device_taken");
    assertThat(refusal(manager.plan(spec("HW-1"), operation("a"))).code())
        .isEqualTo("device_taken");
    assertThat(cpe.value(PPP + "Username")).isEqualTo("factory");
    assertThat(cpe.tags()).hasSize(2);
  }

  @Test
  void twoDevicesWithOneSerialNumberAreAmbiguous() {
    fake.add(FakeCpe.tr098("HW-1"));
    fake.add(FakeCpe.tr181("HW-1"));
    Refusal refusal = refusal(acs.open().configure(spec("HW-1"), operation("a")));
    assertThat(refusal.code()).isEqualTo("device_ambiguous");
    assertThat(refusal.message()).contains("202BC1-").contains("00D09E-");
  }

  @Test
  void aPlanShowsValuesBeforeAndAfterAndTouchesNothing() {
    fake.add(FakeCpe.tr098("HW-1"));
    List<Change> changes = acs.open().plan(spec("HW-1"), operation("a")).orElseThrow();
    assertThat(changes).hasSize(1);
    assertThat(changes.get(0).fields())
        .anyMatch(f -> f.name().equals(WLAN + "1.SSID") && "factory-1".equals(f.before()));
    assertThat(changes.toString()).doesNotContain("correct horse 1").doesNotContain("ppp-secret-1");
    assertThat(fake.requests()).allMatch(r -> r.method().equals("GET"));
  }

  @Test
  void theUndoPutsBackWhatCouldBeReadAndRemovesTheTag() {
    FakeCpe cpe = fake.add(FakeCpe.tr098("HW-1").tagged("gold"));
    DeviceManager manager = acs.open();
    manager.configure(spec("HW-1"), operation("a")).orElseThrow();
    assertThat(manager.revert(operation("a")).orElseThrow()).hasSize(2);
    assertThat(cpe.value(WLAN + "1.SSID")).isEqualTo("factory-1");
    assertThat(cpe.value(WLAN + "1.BeaconType")).isEqualTo("Basic");
    assertThat(cpe.value(PPP + "Username")).isEqualTo("factory");
    assertThat(cpe.tags()).containsExactly("gold");
    assertThat(fake.tasks()).isEmpty();
    assertThat(manager.revert(operation("a")).orElseThrow()).isEmpty();
  }

  @Test
  void theUndoKnowsItsDeviceAmongSeveralWithTheSerialNumber() {
    FakeCpe cpe = fake.add(FakeCpe.tr098("HW-1"));
    DeviceManager manager = acs.open();
    manager.configure(spec("HW-1"), operation("a")).orElseThrow();
    FakeCpe other = fake.add(FakeCpe.tr181("HW-1"));
    assertThat(manager.revert(operation("a")).orElseThrow()).hasSize(2);
    assertThat(cpe.value(PPP + "Username")).isEqualTo("factory");
    assertThat(cpe.tags()).isEmpty();
    assertThat(other.value("Device.WiFi.SSID.2.SSID")).isEqualTo("factory-2");
  }

  @Test
  void theUndoIsRefusedWhenNoneOfSeveralDevicesIsKnownAsItsOwn() {
    DeviceManager manager = acs.open();
    manager.configure(spec("HW-1"), operation("a")).orElseThrow();
    fake.add(FakeCpe.tr098("HW-1"));
    fake.add(FakeCpe.tr181("HW-1"));
    Refusal refusal = refusal(manager.revert(operation("a")));
    assertThat(refusal.code()).isEqualTo("device_ambiguous");
    assertThat(refusal.isPermanent()).isTrue();
    assertThat(acs.configurations.find(operation("a"))).isPresent();
    assertThat(fake.requests()).allMatch(r -> r.method().equals("GET"));
  }

  @Test
  void theUndoOfAQueuedTaskTakesItBack() {
    FakeCpe cpe = fake.add(FakeCpe.tr098("HW-1").online(false));
    DeviceManager manager = acs.open();
    manager.configure(spec("HW-1"), operation("a")).orElseThrow();
    confirmed(manager);
    manager.revert(operation("a")).orElseThrow();
    assertThat(fake.tasks()).isEmpty();
    assertThat(cpe.tags()).isEmpty();
    fake.inform(cpe.online(true));
    assertThat(cpe.value(PPP + "Username")).isEqualTo("factory");
  }

  @Test
  void aLaterOperationOfTheSameServiceDoesNotTakeTheTagAway() {
    FakeCpe cpe = fake.add(FakeCpe.tr098("HW-1"));
    DeviceManager manager = acs.open();
    manager.configure(spec("HW-1"), operation("a")).orElseThrow();
    manager.configure(spec("HW-1"), operation("b")).orElseThrow();
    manager.revert(operation("b")).orElseThrow();
    assertThat(cpe.tags()).containsExactly(Acs.TAG);
    assertThat(cpe.value(WLAN + "1.SSID")).isEqualTo("Jane's home");
  }

  @Test
  void aProxyWithBasePathAndPasswordIsSupported() {
    fake.secured("isp", "pw-1").below("/acs");
    fake.add(FakeCpe.tr098("HW-1"));
    acs.with("url", fake.uri() + "/").with("username", "isp");
    assertThat(acs.with("password", "pw-1").open().configure(spec("HW-1"), operation("a")).isDone())
        .isTrue();
    Refusal refusal =
        refusal(acs.with("password", "wrong-1").open().configure(spec("HW-1"), operation("b")));
    assertThat(refusal.code()).isEqualTo("misconfigured");
    assertThat(refusal.message()).contains("401").doesNotContain("wrong-1");
  }

  private DeviceReport configured(String serial) {
    return acs.open().configure(spec(serial), operation("a")).orElseThrow();
  }

  private static DeviceReport confirmed(DeviceManager manager) {
    return manager.confirm(operation("a")).orElseThrow().orElseThrow();
  }

  private List<FakeRequest> posts(String task) {
    return fake.requests().stream()
        .filter(r -> r.method().equals("POST") && r.body().contains(task))
        .toList();
  }

  private static Refusal refusal(Outcome<?> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused<?>) outcome).refusal();
  }
}
