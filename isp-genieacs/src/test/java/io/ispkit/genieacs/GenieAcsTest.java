package io.ispkit.genieacs;

import static io.ispkit.genieacs.Acs.operation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.secret.Secret;
import io.ispkit.genieacs.DeviceOrder.State;
import io.ispkit.genieacs.bulk.BulkChange;
import io.ispkit.genieacs.bulk.BulkProgress;
import io.ispkit.genieacs.bulk.BulkRules;
import io.ispkit.genieacs.bulk.DeviceChange;
import io.ispkit.genieacs.cpe.CpeSettings;
import io.ispkit.genieacs.cpe.DeviceDocument;
import io.ispkit.genieacs.cpe.PppoeLogin;
import io.ispkit.genieacs.cpe.WifiNetwork;
import io.ispkit.testkit.genieacs.FakeCpe;
import io.ispkit.testkit.genieacs.FakeGenieAcs;
import io.ispkit.testkit.http.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GenieAcsTest {

  private static final String SSID = "InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.SSID";

  private final FakeGenieAcs fake = new FakeGenieAcs();
  private final Acs settings = new Acs(fake);
  private final GenieAcs acs = settings.open().acs();
  private final FakeCpe cpe = fake.add(FakeCpe.tr098("HW-1"));

  @AfterEach
  void close() {
    assertThat(fake.crashes()).isZero();
    fake.close();
  }

  @Test
  void devicesAreFoundByTagAndTagsMayHoldDotsAndSpaces() {
    acs.tag(cpe.id(), "gold fibre 1.2").orElseThrow();
    assertThat(acs.tagged("gold fibre 1.2", 10).orElseThrow())
        .extracting(DeviceDocument::id)
        .containsExactly(cpe.id());
    assertThat(acs.countTagged("gold fibre 1.2").orElseThrow()).isOne();
    acs.untag(cpe.id(), "gold fibre 1.2").orElseThrow();
    assertThat(acs.tagged("gold fibre 1.2", 10).orElseThrow()).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> acs.tagged("gold*", 10));
    assertThatIllegalArgumentException().isThrownBy(() -> acs.bySerial("/.*/"));
    assertThat(acs.silentSince(Instant.parse("2027-01-01T00:00:00Z"), 10).orElseThrow()).hasSize(1);
    acs.forget(cpe.id()).orElseThrow();
    assertThat(acs.device(cpe.id(), List.of()).orElseThrow()).isEmpty();
  }

  @Test
  void theStatusTellsVersionsUptimeAndSignal() {
    FakeCpe fibre =
        fake.add(
            FakeCpe.tr181("HG-1")
                .withReadOnly("Device.Optical.Interface.2.OpticalSignalLevel", "-21500")
                .withReadOnly("Device.DSL.Line.1.UpstreamNoiseMargin", "bogus")
                .known());
    DeviceStatus status = acs.status(fibre.id()).orElseThrow().orElseThrow();
    assertThat(status.info()).containsEntry("software_version", "V100").containsKey("model");
    assertThat(status.uptime()).isEqualTo(Duration.ofSeconds(86_461));
    assertThat(status.signal()).containsOnlyKeys("received_optical_level");
    assertThat(status.signal().get("received_optical_level").value()).isEqualTo(-21.5);
    assertThat(status.informInterval()).isEqualTo(Duration.ofHours(1));
    assertThat(status.isOnline(status.lastInform().plusSeconds(3700), Duration.ofMinutes(5)))
        .contains(true);
    assertThat(status.isOnline(status.lastInform().plusSeconds(4000), Duration.ofMinutes(5)))
        .contains(false);
    assertThat(acs.freshStatus(fibre.id(), "k").orElseThrow()).isPresent();
    assertThat(acs.freshStatus(fibre.online(false).id(), "k").orElseThrow()).isEmpty();
    assertThat(acs.status("nobody").orElseThrow()).isEmpty();
  }

  @Test
  void directSettingsAreAppliedReadBackAndVerified() {
    CpeSettings wanted =
        CpeSettings.NOTHING
            .with(WifiNetwork.of("Home", Secret.of("correct horse 1")))
            .with(new PppoeLogin("jane", Secret.of("ppp-secret-1")));
    DirectSettings direct = acs.settings();
    assertThat(direct.plan(cpe.id(), "default", wanted).orElseThrow().toString())
        .contains("factory-1")
        .doesNotContain("horse");
    assertThat(direct.verify(cpe.id(), "default", wanted).orElseThrow().differing()).contains(SSID);
    assertThat(direct.apply(cpe.id(), "default", wanted, operation("d")).orElseThrow().kind())
        .isEqualTo(ConfigurationState.Kind.CONFIRMED);
    assertThat(cpe.value(SSID)).isEqualTo("Home");
    assertThat(direct.verify(cpe.id(), "default", wanted).orElseThrow().differing()).isEmpty();
    cpe.refuses(SSID, "9007");
    assertThat(direct.apply(cpe.id(), "default", wanted, operation("e")).isDone())
        .as("nothing is sent of what it has")
        .isTrue();
    CpeSettings other =
        CpeSettings.NOTHING.with(WifiNetwork.of("Other", Secret.of("correct horse 1")));
    Outcome<?> refused = direct.apply(cpe.id(), "default", other, operation("f"));
    assertThat(((Outcome.Refused<?>) refused).refusal().message()).contains(SSID, "9007");
    assertThat(fake.tasks()).isEmpty();
  }

  @Test
  void faultsAreListedRetriedAndRemoved() {
    cpe.refuses(SSID, "9002").cannot("reboot");
    CpeSettings wanted =
        CpeSettings.NOTHING.with(WifiNetwork.of("Home", Secret.of("correct horse 1")));
    acs.settings().apply(cpe.id(), "default", wanted, operation("d")).orElseThrow();
    DeviceFault fault = acs.tasks().faults(cpe.id()).orElseThrow().get(0);
    assertThat(fault.code()).isEqualTo("cwmp.9002");
    assertThat(fault.parameters()).containsKey(SSID);
    assertThat(acs.tasks().faults("", 10).orElseThrow()).hasSize(1);
    assertThat(acs.tasks().of(cpe.id()).orElseThrow())
        .extracting(TaskQueue.QueuedTask::name)
        .containsExactly("provisions");
    assertThat(acs.tasks().retry(fault.taskId()).orElseThrow()).isTrue();
    assertThat(fake.faults()).isEmpty();
    fake.inform(cpe);
    acs.tasks().delete(acs.tasks().faults(cpe.id()).orElseThrow().get(0)).orElseThrow();
    assertThat(fake.faults()).isEmpty();
    assertThat(fake.tasks()).isEmpty();
    assertThat(acs.tasks().retry("0".repeat(24)).orElseThrow()).isFalse();
    assertThat(acs.tasks().delete("0".repeat(24)).orElseThrow()).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> acs.tasks().retry("x"));
  }

  @Test
  void presetsProvisionsAndFilesAreWrittenAndRemoved() {
    AcsLibrary library = acs.library();
    library.putProvision("hello", "log('hello');").orElseThrow();
    assertThat(library.putProvision("broken", "log('hello';")).isInstanceOf(Outcome.Refused.class);
    library.put(Preset.ofProvision("p1", "gold", Set.of("1 BOOT"), "hello")).orElseThrow();
    assertThat(fake.presets().get("p1").path("precondition").asText())
        .isEqualTo("{\"_tags\":\"gold\"}");
    AcsFile firmware = AcsFile.firmware("fw-1.0.bin", "202BC1", "BM632w-8", "V200");
    library.put(firmware, new byte[] {1, 2, 3}).orElseThrow();
    assertThat(library.files().orElseThrow()).containsExactly(firmware);
    assertThat(library.presets().orElseThrow()).containsExactly("p1");
    assertThat(library.provisions().orElseThrow()).containsExactly("hello");
    library.deletePreset("p1").orElseThrow();
    library.deleteProvision("hello").orElseThrow();
    assertThat(library.deleteFile("fw-1.0.bin").orElseThrow()).isTrue();
    assertThat(library.deleteFile("fw-1.0.bin").orElseThrow()).isFalse();
  }

  @Test
  void aRebootIsDoneWhenTheDeviceIsBack() {
    DeviceOrder order = acs.orders().reboot(cpe.id(), "r1").orElseThrow();
    assertThat(acs.orders().send(order).orElseThrow().state()).isEqualTo(State.UNDER_WAY);
    fake.inform(cpe);
    assertThat(acs.orders().check(order).orElseThrow().state()).isEqualTo(State.DONE);
    assertThat(acs.orders().send(order).orElseThrow().state()).isEqualTo(State.DONE);
    assertThat(posts("reboot")).isOne();
  }

  @Test
  void aRebootWhoseAnswerIsLostIsNeverSentTwiceByItself() {
    DeviceOrder order = acs.orders().reboot(cpe.id(), "r1").orElseThrow();
    fake.troubles().on(r -> r.body().contains("reboot"), 1, Trouble.DROP_AFTER);
    assertThat(acs.orders().send(order)).isInstanceOf(Outcome.Unknown.class);
    fake.inform(cpe);
    assertThat(acs.orders().check(order).orElseThrow().state()).isEqualTo(State.DONE);
    assertThat(posts("reboot")).isOne();
    FakeCpe away = fake.add(FakeCpe.tr181("HG-1").online(false));
    DeviceOrder queued = acs.orders().reboot(away.id(), "r2").orElseThrow();
    assertThat(acs.orders().send(queued).orElseThrow().state()).isEqualTo(State.QUEUED);
    FakeCpe cannot = fake.add(FakeCpe.tr181("HG-2").cannot("reboot"));
    DeviceOrder no = acs.orders().reboot(cannot.id(), "r3").orElseThrow();
    assertThat(acs.orders().send(no).orElseThrow().detail()).contains("9000");
  }

  @Test
  void firmwareIsDoneWhenTheDeviceSaysItsNewVersionAndItsFailureIsTold() {
    AcsFile file = AcsFile.firmware("fw-2.bin", "202BC1", "BM632w-8", "V200");
    acs.library().put(file, new byte[] {1}).orElseThrow();
    DeviceOrder order = acs.orders().firmware(cpe.id(), file, "f1").orElseThrow();
    assertThat(acs.orders().send(order).orElseThrow().state()).isEqualTo(State.UNDER_WAY);
    fake.inform(cpe);
    assertThat(acs.orders().check(order).orElseThrow().state()).isEqualTo(State.DONE);
    FakeCpe bad = fake.add(FakeCpe.tr181("HG-1").cannot("download"));
    DeviceOrder failing = acs.orders().firmware(bad.id(), file, "f2").orElseThrow();
    acs.orders().send(failing).orElseThrow();
    fake.inform(bad);
    DeviceOrder.Progress progress = acs.orders().check(failing).orElseThrow();
    assertThat(progress.state()).isEqualTo(State.FAILED);
    assertThat(progress.detail()).contains("9010");
  }

  @Test
  void aFactoryResetGivesTheSettingsBackByAPreset() {
    CpeSettings wanted =
        CpeSettings.NOTHING.with(WifiNetwork.of("Home", Secret.of("correct horse 1")));
    acs.tag(cpe.id(), "svc-1").orElseThrow();
    acs.orders().keepThroughReset(cpe.id(), "svc-1", "default", wanted).orElseThrow();
    DeviceOrder reset = acs.orders().factoryReset(cpe.id(), "x1").orElseThrow();
    acs.orders().send(reset).orElseThrow();
    fake.inform(cpe);
    assertThat(acs.orders().check(reset).orElseThrow().state()).isEqualTo(State.DONE);
    assertThat(cpe.value(SSID)).isEqualTo("Home");
    acs.library().deletePreset("svc-1").orElseThrow();
    assertThat(fake.presets()).isEmpty();
  }

  @Test
  void aBulkRebootStopsAtACanaryThatFails() {
    FakeCpe canary = fake.add(FakeCpe.tr181("HG-1").cannot("reboot"));
    BulkChange change =
        new BulkChange(
            List.of(canary.id(), cpe.id()),
            new Reboots(),
            new BulkRules(1, Duration.ofHours(1), 10, Duration.ofMinutes(1), 0),
            settings.clock);
    assertThat(change.poll().phase()).isEqualTo(BulkProgress.Phase.STOPPED);
    assertThat(change.left()).containsExactly(cpe.id());
    assertThat(posts("reboot")).isOne();
  }

  private final class Reboots implements DeviceChange {

    private final Map<String, DeviceOrder> orders = new ConcurrentHashMap<>();

    @Override
    public Outcome<DeviceChange.State> begin(String id) {
      return acs.orders()
          .reboot(id, "bulk-1")
          .flatMap(
              order -> {
                orders.put(id, order);
                return acs.orders().send(order).map(p -> state(p));
              });
    }

    @Override
    public Outcome<DeviceChange.State> check(String id) {
      return acs.orders().check(orders.get(id)).map(p -> state(p));
    }

    private static DeviceChange.State state(DeviceOrder.Progress progress) {
      return switch (progress.state()) {
        case DONE -> DeviceChange.State.DONE;
        case FAILED -> DeviceChange.State.FAILED;
        default -> DeviceChange.State.PENDING;
      };
    }
  }

  private long posts(String task) {
    return fake.requests().stream()
        .filter(r -> r.method().equals("POST") && r.body().contains("\"" + task + "\""))
        .count();
  }
}
