package io.ispkit.genieacs;

import static io.ispkit.genieacs.Acs.operation;
import static io.ispkit.genieacs.Acs.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.device.DeviceReport;
import io.ispkit.core.device.DeviceReport.Status;
import io.ispkit.core.drift.Drift;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.secret.Secret;
import io.ispkit.genieacs.ConfigurationState.Kind;
import io.ispkit.genieacs.cpe.CpeSettings;
import io.ispkit.genieacs.cpe.WifiNetwork;
import io.ispkit.testkit.genieacs.FakeCpe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What we do with devices ends in the same way with our fake as with GenieACS itself. */
abstract class DevicesContract {

  static final String IGD = "InternetGatewayDevice.";
  static final String SSID = IGD + "LANDevice.1.WLANConfiguration.1.SSID";
  static final String USERNAME =
      IGD + "WANDevice.1.WANConnectionDevice.1.WANPPPConnection.1.Username";

  private Lab lab = Lab.fake();
  private Acs acs = new Acs(lab.nbi());
  private GenieAcsDevices devices = acs.open();

  abstract Lab lab();

  @BeforeEach
  void begin() {
    devices.close();
    lab.close();
    lab = lab();
    acs = new Acs(lab.nbi()).patient();
    devices = acs.open();
  }

  @AfterEach
  void end() {
    devices.close();
    lab.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDeviceIsConfiguredConfirmedDriftsAndIsMended(boolean tr181) {
    String serial = lab.serial("A");
    FakeCpe cpe = lab.add(tr181 ? FakeCpe.tr181(serial) : FakeCpe.tr098(serial));
    String ssid = tr181 ? "Device.WiFi.SSID.2.SSID" : SSID;
    DeviceReport report = devices.configure(spec(serial), operation("a")).orElseThrow();
    assertThat(report.status()).as(String.valueOf(report.detail())).isEqualTo(Status.CONFIRMED);
    assertThat(cpe.value(ssid)).isEqualTo("Jane's home");
    assertThat(cpe.value(tr181 ? "Device.PPP.Interface.1.Password" : password()))
        .isEqualTo("ppp-secret-1");
    assertThat(kind()).isEqualTo(Kind.CONFIRMED);
    lab.changed(cpe, ssid, "Mine");
    assertThat(kind()).isEqualTo(Kind.DRIFTED);
    List<Drift> drift = drift(serial);
    assertThat(drift).hasSize(1);
    assertThat(devices.mend(drift.get(0), operation("m")).orElseThrow()).isNotEmpty();
    assertThat(cpe.value(ssid)).isEqualTo("Jane's home");
    assertThat(kind()).isEqualTo(Kind.CONFIRMED);
    assertThat(drift(serial)).isEmpty();
    assertNothingWaits(cpe);
  }

  private static String password() {
    return USERNAME.replace("Username", "Password");
  }

  @Test
  void aDeviceThatIsOfflineIsFinishedByThePoller() {
    FakeCpe cpe = lab.add(FakeCpe.tr098(lab.serial("A"))).online(false);
    assertThat(status("a", cpe)).isEqualTo(Status.PENDING);
    assertThat(devices.poller(10).poll().confirmed()).isZero();
    assertThat(devices.acs().tasks().of(cpe.id()).orElseThrow()).hasSize(1);
    lab.inform(cpe.online(true));
    assertThat(cpe.value(SSID)).isEqualTo("Jane's home");
    assertThat(devices.poller(10).poll().confirmed()).isOne();
    assertThat(kind()).isEqualTo(Kind.CONFIRMED);
    assertNothingWaits(cpe);
  }

  @Test
  void aDeviceThatWasNeverReadIsReadFirst() {
    FakeCpe cpe = lab.addUnread(FakeCpe.tr098(lab.serial("A")));
    assertThat(status("a", cpe)).isEqualTo(Status.CONFIRMED);
    assertThat(cpe.value(SSID)).isEqualTo("Jane's home");
  }

  @Test
  void aSerialNumberMayHoldAnyPrintableCharacters() {
    FakeCpe cpe = lab.add(FakeCpe.tr098(lab.serial("Ab/c%25+&=\"'<[.]$")));
    assertThat(status("a", cpe)).isEqualTo(Status.CONFIRMED);
    assertThat(cpe.value(SSID)).isEqualTo("Jane's home");
    assertThat(tags(cpe)).containsExactly(Acs.TAG);
  }

  @Test
  void aRefusedParameterIsNamedAndNothingIsTakenOrLeftBehind() {
    FakeCpe cpe = lab.add(FakeCpe.tr098(lab.serial("A"))).refuses(SSID, "9007");
    Outcome<DeviceReport> outcome = devices.configure(spec(cpe.serial()), operation("a"));
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(((Outcome.Refused<?>) outcome).refusal().message()).contains(SSID, "9007");
    assertThat(cpe.value(USERNAME)).isEqualTo("factory");
    assertThat(tags(cpe)).isEmpty();
    assertNothingWaits(cpe);
  }

  @Test
  void aPassingFaultIsPendingAndEndsWellOnceTheDeviceTakesIt() {
    FakeCpe cpe = lab.add(FakeCpe.tr098(lab.serial("A"))).refuses(SSID, "9002");
    assertThat(status("a", cpe)).isEqualTo(Status.PENDING);
    DeviceFault fault = devices.acs().tasks().faults(cpe.id()).orElseThrow().get(0);
    assertThat(fault.code()).isEqualTo("cwmp.9002");
    assertThat(fault.parameters()).containsKey(SSID);
    cpe.accepts(SSID);
    devices.acs().tasks().retry(fault.taskId()).orElseThrow();
    lab.inform(cpe);
    assertThat(status("a", cpe)).isEqualTo(Status.CONFIRMED);
    assertNothingWaits(cpe);
  }

  @Test
  void aTaskPostedAgainTakesThePlaceOfTheFaultedOneAndItsFaultIsGone() {
    FakeCpe cpe = lab.add(FakeCpe.tr098(lab.serial("A"))).refuses(SSID, "9002");
    apply(cpe, "First", "d");
    apply(cpe, "Second", "d");
    assertThat(devices.acs().tasks().of(cpe.id()).orElseThrow()).hasSize(1);
    assertThat(devices.acs().tasks().faults(cpe.id()).orElseThrow()).hasSize(1);
    cpe.accepts(SSID);
    assertThat(apply(cpe, "Third", "d")).isEqualTo(Kind.CONFIRMED);
    lab.inform(cpe);
    assertThat(cpe.value(SSID)).isEqualTo("Third");
    assertNothingWaits(cpe);
  }

  private Kind apply(FakeCpe cpe, String ssid, String key) {
    CpeSettings wanted =
        CpeSettings.NOTHING.with(WifiNetwork.of(ssid, Secret.of("correct horse 1")));
    return devices
        .acs()
        .settings()
        .apply(cpe.id(), "default", wanted, operation(key))
        .orElseThrow()
        .kind();
  }

  @Test
  void aDeviceThatSaysYesAndDoesNothingIsNotConfirmed() {
    FakeCpe cpe = lab.add(FakeCpe.tr098(lab.serial("A"))).ignores(SSID);
    assertThat(status("a", cpe)).isEqualTo(Status.PENDING);
    cpe.heeds(SSID);
    assertThat(status("a", cpe)).isEqualTo(Status.CONFIRMED);
    assertThat(cpe.value(SSID)).isEqualTo("Jane's home");
  }

  @Test
  void aPasswordThatWasChangedAtTheDeviceIsSetAgainThoughTheAcsRemembersOurs() {
    FakeCpe cpe = lab.add(FakeCpe.tr098(lab.serial("A")));
    assertThat(status("a", cpe)).isEqualTo(Status.CONFIRMED);
    cpe.withSecret(password(), "other").with(SSID, "other");
    assertThat(status("b", cpe)).isEqualTo(Status.CONFIRMED);
    assertThat(cpe.value(password())).isEqualTo("ppp-secret-1");
    assertThat(cpe.value(SSID)).isEqualTo("Jane's home");
  }

  @Test
  void theUndoPutsBackWhatWasBefore() {
    FakeCpe cpe = lab.add(FakeCpe.tr098(lab.serial("A")));
    assertThat(status("a", cpe)).isEqualTo(Status.CONFIRMED);
    assertThat(tags(cpe)).containsExactly(Acs.TAG);
    devices.revert(operation("a")).orElseThrow();
    assertThat(cpe.value(SSID)).isEqualTo("factory-1");
    assertThat(cpe.value(USERNAME)).isEqualTo("factory");
    assertThat(tags(cpe)).isEmpty();
    assertNothingWaits(cpe);
  }

  @Test
  void aTagWithoutAServiceIsFoundAsAStrayAndMended() {
    FakeCpe cpe = lab.add(FakeCpe.tr098(lab.serial("A")));
    assertThat(status("a", cpe)).isEqualTo(Status.CONFIRMED);
    List<Drift> found = new ArrayList<>();
    assertThat(
            devices
                .strays(
                    new Services().with(Services.service("svc-1", cpe.serial(), true)), found::add)
                .orElseThrow())
        .isPositive();
    assertThat(found).noneMatch(drift -> drift.target().contains(cpe.id()));
    devices.strays(new Services(), found::add).orElseThrow();
    Drift stray =
        found.stream().filter(d -> d.target().contains(cpe.id())).findFirst().orElseThrow();
    assertThat(stray.kind()).isEqualTo(Drift.Kind.STRAY);
    devices.mend(stray, operation("m")).orElseThrow();
    assertThat(tags(cpe)).isEmpty();
  }

  @Test
  void theUndoPutsBackWhatTheDeviceHadAndNotWhatTheAcsRemembered() {
    FakeCpe cpe = lab.add(FakeCpe.tr098(lab.serial("A")));
    cpe.with(SSID, "Mine"); // At the device itself: the ACS has not seen it.
    assertThat(status("a", cpe)).isEqualTo(Status.CONFIRMED);
    devices.revert(operation("a")).orElseThrow();
    assertThat(cpe.value(SSID)).isEqualTo("Mine");
    assertNothingWaits(cpe);
  }

  @Test
  void anInstanceThatIsNeededAndMayBeAddedIsAddedAndRemovedByTheUndo(@TempDir Path folder)
      throws IOException {
    String connections = USERNAME.replace(".1.Username", "");
    FakeCpe cpe =
        FakeCpe.tr098(lab.serial("A"))
            .without(connections)
            .growing(connections, Map.of("Enable", false, "Username", "", "Password", ""));
    lab.add(cpe);
    Outcome<DeviceReport> refused = devices.configure(spec(cpe.serial()), operation("a"));
    assertThat(((Outcome.Refused<?>) refused).refusal().message()).contains("WANPPPConnection");
    Path file =
        Files.writeString(
            folder.resolve("o.yaml"),
            "{match: {oui: '202BC1'}, root: InternetGatewayDevice,"
                + " groups: [{needs: pppoe, create: true}]}");
    devices.close();
    devices = acs.with("overrides", Map.of("creating", file.toString())).open();
    assertThat(status("b", cpe)).isEqualTo(Status.CONFIRMED);
    assertThat(cpe.value(USERNAME)).isEqualTo("jane@example.net");
    assertThat(status("b", cpe)).isEqualTo(Status.CONFIRMED);
    devices.revert(operation("b")).orElseThrow();
    assertThat(cpe.has(USERNAME)).isFalse();
    assertThat(cpe.value(SSID)).isEqualTo("factory-1");
    assertNothingWaits(cpe);
  }

  private Status status(String operation, FakeCpe cpe) {
    return devices.configure(spec(cpe.serial()), operation(operation)).orElseThrow().status();
  }

  private Kind kind() {
    return devices.state(operation("a")).orElseThrow().orElseThrow().kind();
  }

  private List<Drift> drift(String serial) {
    return devices.compare(Services.service("svc-1", serial, true)).orElseThrow();
  }

  private List<String> tags(FakeCpe cpe) {
    return devices.acs().device(cpe.id(), List.of()).orElseThrow().orElseThrow().tags();
  }

  private void assertNothingWaits(FakeCpe cpe) {
    assertThat(devices.acs().tasks().of(cpe.id()).orElseThrow()).isEmpty();
    assertThat(devices.acs().tasks().faults(cpe.id()).orElseThrow()).isEmpty();
  }
}
