package io.ispkit.genieacs;

import static io.ispkit.genieacs.Acs.operation;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.secret.Secret;
import io.ispkit.genieacs.DeviceOrder.State;
import io.ispkit.genieacs.bulk.BulkChange;
import io.ispkit.genieacs.bulk.BulkProgress;
import io.ispkit.genieacs.bulk.BulkRules;
import io.ispkit.genieacs.bulk.DeviceChange;
import io.ispkit.genieacs.cpe.CpeSettings;
import io.ispkit.genieacs.cpe.DeviceDocument;
import io.ispkit.genieacs.cpe.WifiNetwork;
import io.ispkit.testkit.genieacs.FakeCpe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a host does beside orders ends in the same way with our fake as with GenieACS itself. */
abstract class AcsContract {

  private static final String SSID = DevicesContract.SSID;
  private static final String WIFI = "correct horse 1";

  /** GenieACS widens what a query has as text to numbers and times, and decodes paths. */
  private static final List<String> TAGS =
      List.of(
          "gold fibre 1.2",
          "50%25",
          "a/b?c#d",
          "\"}],$where",
          "\u00fc\u20ac\ud83d\ude00",
          "-+&=;:@",
          "12",
          "true",
          "2026-11-20T20:00:00Z");

  private Lab lab = Lab.fake();
  private Acs settings = new Acs(lab.nbi());
  private GenieAcsDevices devices = settings.open();
  private GenieAcs acs = devices.acs();

  abstract Lab lab();

  @BeforeEach
  void begin() {
    devices.close();
    lab.close();
    lab = lab();
    settings = new Acs(lab.nbi()).patient();
    devices = settings.open();
    acs = devices.acs();
  }

  @AfterEach
  void end() {
    devices.close();
    lab.close();
  }

  @Test
  void anyTagIsSetFoundAndRemoved() {
    FakeCpe cpe = lab.add(FakeCpe.tr098(lab.serial("A")));
    for (String tag : TAGS) {
      acs.tag(cpe.id(), tag).orElseThrow();
      acs.tag(cpe.id(), tag).orElseThrow();
      assertThat(acs.device(cpe.id(), List.of()).orElseThrow().orElseThrow().tags())
          .containsExactly(tag);
      assertThat(acs.tagged(tag, 10).orElseThrow())
          .extracting(DeviceDocument::id)
          .containsExactly(cpe.id());
      assertThat(acs.countTagged(tag).orElseThrow()).isOne();
      acs.untag(cpe.id(), tag).orElseThrow();
      assertThat(acs.tagged(tag, 10).orElseThrow()).isEmpty();
    }
  }

  @Test
  void devicesThatHaveNotCalledLatelyAreFound() {
    FakeCpe cpe = lab.add(FakeCpe.tr098(lab.serial("A")));
    Instant called =
        acs.device(cpe.id(), List.of())
            .orElseThrow()
            .orElseThrow()
            .moment("lastInform")
            .orElseThrow();
    assertThat(acs.silentSince(called.plusSeconds(1), 1000).orElseThrow())
        .extracting(DeviceDocument::id)
        .contains(cpe.id());
    assertThat(acs.silentSince(called, 1000).orElseThrow())
        .extracting(DeviceDocument::id)
        .doesNotContain(cpe.id());
  }

  @Test
  void presetsProvisionsAndFilesAreWrittenAndRemoved() {
    AcsLibrary library = acs.library();
    library.putProvision("ispkit-hello", "log('hello');").orElseThrow();
    assertThat(library.putProvision("ispkit-broken", "log('hello';"))
        .isInstanceOf(Outcome.Refused.class);
    library
        .put(Preset.ofProvision("ispkit-p1", "no such tag", Set.of("1 BOOT"), "ispkit-hello"))
        .orElseThrow();
    AcsFile firmware = AcsFile.firmware("ispkit-1.0.bin", "202BC1", "BM632w-8", "V200");
    library.put(firmware, new byte[300_000]).orElseThrow();
    library.put(firmware, new byte[] {1, 2, 3}).orElseThrow();
    assertThat(library.files().orElseThrow()).contains(firmware);
    assertThat(library.presets().orElseThrow()).contains("ispkit-p1");
    assertThat(library.provisions().orElseThrow()).contains("ispkit-hello");
    library.deletePreset("ispkit-p1").orElseThrow();
    library.deletePreset("ispkit-p1").orElseThrow();
    library.deleteProvision("ispkit-hello").orElseThrow();
    assertThat(library.deleteFile("ispkit-1.0.bin").orElseThrow()).isTrue();
    assertThat(library.deleteFile("ispkit-1.0.bin").orElseThrow()).isFalse();
    assertThat(library.presets().orElseThrow()).doesNotContain("ispkit-p1");
  }

  @Test
  void aRebootIsDoneWhenTheDeviceIsBack() {
    FakeCpe cpe = lab.add(FakeCpe.tr098(lab.serial("A")));
    DeviceOrder order = acs.orders().reboot(cpe.id(), "r1").orElseThrow();
    assertThat(acs.orders().send(order).orElseThrow().state()).isEqualTo(State.UNDER_WAY);
    lab.inform(cpe);
    assertThat(acs.orders().check(order).orElseThrow().state()).isEqualTo(State.DONE);
    FakeCpe cannot = lab.add(FakeCpe.tr181(lab.serial("B")).cannot("reboot"));
    DeviceOrder no = acs.orders().reboot(cannot.id(), "r2").orElseThrow();
    DeviceOrder.Progress failed = acs.orders().send(no).orElseThrow();
    assertThat(failed.state()).isEqualTo(State.FAILED);
    assertThat(failed.detail()).contains("9000");
    FakeCpe away = lab.add(FakeCpe.tr181(lab.serial("C")));
    away.online(false);
    DeviceOrder queued = acs.orders().reboot(away.id(), "r3").orElseThrow();
    assertThat(acs.orders().send(queued).orElseThrow().state()).isEqualTo(State.QUEUED);
    assertNothingWaits(cannot);
  }

  @Test
  void firmwareIsDoneWhenTheDeviceSaysItsNewVersionAndItsFailureIsTold() {
    AcsFile file = AcsFile.firmware("ispkit-2.bin", "202BC1", "BM632w-8", "V200");
    acs.library().put(file, "V200".getBytes(StandardCharsets.UTF_8)).orElseThrow();
    FakeCpe cpe = lab.add(FakeCpe.tr098(lab.serial("A")));
    DeviceOrder order = acs.orders().firmware(cpe.id(), file, "f1").orElseThrow();
    assertThat(acs.orders().send(order).orElseThrow().state()).isEqualTo(State.UNDER_WAY);
    lab.inform(cpe);
    assertThat(acs.orders().check(order).orElseThrow().state()).isEqualTo(State.DONE);
    FakeCpe slow = lab.add(FakeCpe.tr181(lab.serial("C")));
    slow.ignores("Device.DeviceInfo.SoftwareVersion");
    DeviceOrder loading = acs.orders().firmware(slow.id(), file, "f4").orElseThrow();
    acs.orders().send(loading).orElseThrow();
    assertThat(acs.orders().check(loading).orElseThrow().detail()).isNull();
    lab.inform(slow);
    assertThat(acs.orders().check(loading).orElseThrow().state()).isEqualTo(State.UNDER_WAY);
    assertThat(acs.orders().check(loading).orElseThrow().detail()).startsWith("loaded");
    FakeCpe bad = lab.add(FakeCpe.tr181(lab.serial("B"))).cannot("download");
    for (String key : List.of("f2", "f3")) {
      DeviceOrder failing = acs.orders().firmware(bad.id(), file, key).orElseThrow();
      assertThat(acs.orders().send(failing).orElseThrow().state()).isEqualTo(State.UNDER_WAY);
      lab.inform(bad);
      DeviceOrder.Progress progress = acs.orders().check(failing).orElseThrow();
      assertThat(progress.state()).isEqualTo(State.FAILED);
      assertThat(progress.detail()).contains("9010");
      assertNothingWaits(bad);
    }
    acs.library().deleteFile(file.name()).orElseThrow();
  }

  @Test
  void aFactoryResetGivesTheSettingsBackByAPreset() {
    FakeCpe cpe = lab.add(FakeCpe.tr098(lab.serial("A")));
    CpeSettings wanted = CpeSettings.NOTHING.with(WifiNetwork.of("Home", Secret.of(WIFI)));
    // What GenieACS remembers is what the preset wants: it must be sent all the same.
    acs.settings().apply(cpe.id(), "default", wanted, operation("w")).orElseThrow();
    String key = SSID.replace("SSID", "PreSharedKey.1.KeyPassphrase");
    assertThat(cpe.value(key)).isEqualTo(WIFI);
    String tag = "ispkit-" + cpe.serial();
    acs.tag(cpe.id(), tag).orElseThrow();
    acs.orders().keepThroughReset(cpe.id(), tag, "default", wanted).orElseThrow();
    lab.settled();
    DeviceOrder reset = acs.orders().factoryReset(cpe.id(), "x1").orElseThrow();
    acs.orders().send(reset).orElseThrow();
    lab.inform(cpe);
    assertThat(acs.orders().check(reset).orElseThrow().state()).isEqualTo(State.DONE);
    assertThat(cpe.value(SSID)).isEqualTo("Home");
    assertThat(cpe.value(key)).isEqualTo(WIFI);
    acs.library().deletePreset(tag).orElseThrow();
  }

  @Test
  void theStatusIsThatOfTheDeviceItself() {
    FakeCpe cpe = lab.add(FakeCpe.tr181(lab.serial("A")));
    DeviceStatus status = acs.status(cpe.id()).orElseThrow().orElseThrow();
    assertThat(status.info()).containsEntry("software_version", "V100").containsKey("model");
    assertThat(status.uptime()).isEqualTo(Duration.ofSeconds(86_461));
    assertThat(acs.freshStatus(cpe.id(), "k").orElseThrow()).isPresent();
    assertThat(acs.freshStatus(cpe.online(false).id(), "k").orElseThrow()).isEmpty();
    assertNothingWaits(cpe);
    acs.forget(cpe.id()).orElseThrow();
    assertThat(acs.status(cpe.id()).orElseThrow()).isEmpty();
  }

  @Test
  void aBulkChangeStopsAtACanaryThatFailsAndGoesOnAfterOneThatIsDone() {
    FakeCpe refusing = lab.add(FakeCpe.tr098(lab.serial("A")).refuses(SSID, "9007"));
    FakeCpe good = lab.add(FakeCpe.tr098(lab.serial("B")));
    FakeCpe other = lab.add(FakeCpe.tr098(lab.serial("C")));
    BulkChange stopping = bulk(List.of(refusing.id(), good.id()));
    assertThat(stopping.poll().phase()).isEqualTo(BulkProgress.Phase.STOPPED);
    assertThat(good.value(SSID)).isEqualTo("factory-1");
    BulkChange going = bulk(List.of(good.id(), other.id()));
    for (int i = 0; i < 5 && going.progress().phase() != BulkProgress.Phase.FINISHED; i++) {
      going.poll();
    }
    assertThat(going.progress().done()).isEqualTo(2);
    assertThat(other.value(SSID)).isEqualTo("Bulk");
  }

  private BulkChange bulk(List<String> ids) {
    BulkRules rules = new BulkRules(1, Duration.ofHours(1), 10, Duration.ofMinutes(1), 0);
    return new BulkChange(ids, new Renaming(), rules, settings.clock);
  }

  private final class Renaming implements DeviceChange {

    @Override
    public Outcome<DeviceChange.State> begin(String id) {
      CpeSettings wanted = CpeSettings.NOTHING.with(WifiNetwork.of("Bulk", Secret.of(WIFI)));
      return acs.settings()
          .apply(id, "default", wanted, operation("bulk"))
          .map(
              state ->
                  state.kind() == ConfigurationState.Kind.CONFIRMED
                      ? DeviceChange.State.DONE
                      : DeviceChange.State.PENDING);
    }

    @Override
    public Outcome<DeviceChange.State> check(String id) {
      return begin(id);
    }
  }

  private void assertNothingWaits(FakeCpe cpe) {
    assertThat(acs.tasks().of(cpe.id()).orElseThrow()).isEmpty();
    assertThat(acs.tasks().faults(cpe.id()).orElseThrow()).isEmpty();
  }
}
