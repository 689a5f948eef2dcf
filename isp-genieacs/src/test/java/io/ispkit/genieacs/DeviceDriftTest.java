package io.ispkit.genieacs;

import static io.ispkit.genieacs.Acs.operation;
import static io.ispkit.genieacs.Acs.spec;
import static io.ispkit.genieacs.Services.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.drift.Drift;
import io.ispkit.core.drift.FieldDrift;
import io.ispkit.core.drift.Winner;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.testkit.genieacs.FakeCpe;
import io.ispkit.testkit.genieacs.FakeGenieAcs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeviceDriftTest {

  private static final String IGD = "InternetGatewayDevice.";
  private static final String SSID = IGD + "LANDevice.1.WLANConfiguration.1.SSID";
  private static final String PASSPHRASE =
      IGD + "LANDevice.1.WLANConfiguration.1.PreSharedKey.1.KeyPassphrase";
  private static final String USERNAME =
      IGD + "WANDevice.1.WANConnectionDevice.1.WANPPPConnection.1.Username";

  private final FakeGenieAcs fake = new FakeGenieAcs();
  private final Acs acs = new Acs(fake);
  private final FakeCpe cpe = fake.add(FakeCpe.tr098("HW-1"));

  @AfterEach
  void close() {
    assertThat(fake.crashes()).isZero();
    fake.close();
  }

  @Test
  void aDeviceAsItShouldBeHasNoDriftAndIsNotWoken() {
    GenieAcsDevices devices = configured();
    int before = fake.requests().size();
    assertThat(devices.compare(service("svc-1", "HW-1", true)).orElseThrow()).isEmpty();
    assertThat(fake.requests().stream().skip(before)).allMatch(r -> r.method().equals("GET"));
  }

  @Test
  void aChangedParameterIsOursAndIsMendedOnce() {
    GenieAcsDevices devices = configured();
    cpe.changed(USERNAME, "somebody");
    Drift drift = only(devices);
    assertThat(drift.kind()).isEqualTo(Drift.Kind.DIFFERENT);
    assertThat(drift.fields())
        .containsExactly(new FieldDrift(USERNAME, "jane@example.net", "somebody", Winner.OURS));
    assertThat(devices.mend(drift, operation("m")).orElseThrow()).hasSize(1);
    assertThat(cpe.value(USERNAME)).isEqualTo("jane@example.net");
    assertThat(devices.mend(drift, operation("m")).orElseThrow()).isEmpty();
    assertThat(devices.compare(service("svc-1", "HW-1", true)).orElseThrow()).isEmpty();
  }

  @Test
  void whatChangedSinceItWasFoundIsNotWrittenOver() {
    GenieAcsDevices devices = configured();
    cpe.changed(USERNAME, "somebody");
    Drift drift = only(devices);
    cpe.changed(USERNAME, "somebody else");
    Outcome<?> outcome = devices.mend(drift, operation("m"));
    assertThat(((Outcome.Refused<?>) outcome).refusal().code()).isEqualTo("changed_since");
    assertThat(cpe.value(USERNAME)).isEqualTo("somebody else");
  }

  @Test
  void aPasswordThatADeviceShowsIsComparedAndNotShown() {
    GenieAcsDevices devices = configured();
    cpe.changed(PASSPHRASE, "neighbour-knows-1");
    Drift drift = only(devices);
    assertThat(drift.fields())
        .containsExactly(new FieldDrift(PASSPHRASE, "***", "***", Winner.OURS));
    List<?> changes = devices.mend(drift, operation("m")).orElseThrow();
    assertThat(cpe.value(PASSPHRASE)).isEqualTo("correct horse 1");
    assertThat(changes.toString() + drift).doesNotContain("neighbour").doesNotContain("horse");
  }

  @Test
  void whatCustomersMayChangeIsTheirsAndIsLeftAlone() {
    acs.with("customer_fields", List.of("wifi_ssid"));
    GenieAcsDevices devices = configured();
    cpe.changed(SSID, "My own");
    Drift drift = only(devices);
    assertThat(drift.fields().get(0).winner()).isEqualTo(Winner.THEIRS);
    assertThat(drift.canBeMended()).isFalse();
    assertThat(devices.mend(drift, operation("m")).orElseThrow()).isEmpty();
    assertThat(cpe.value(SSID)).isEqualTo("My own");
  }

  @Test
  void aLostTagIsPutBackAndAForeignOneIsForAPerson() {
    GenieAcsDevices devices = configured();
    devices.acs().untag(cpe.id(), Acs.TAG).orElseThrow();
    devices.mend(only(devices), operation("m")).orElseThrow();
    assertThat(cpe.tags()).containsExactly(Acs.TAG);
    devices.acs().untag(cpe.id(), Acs.TAG).orElseThrow();
    cpe.tagged("isp-service-beta-svc-9");
    assertThat(only(devices).fields().get(0).winner()).isEqualTo(Winner.PERSON);
  }

  @Test
  void aDeviceThatIsOfflineIsMendedLaterAndNothingStaysQueued() {
    GenieAcsDevices devices = configured();
    cpe.changed(USERNAME, "somebody").online(false);
    Outcome<?> outcome = devices.mend(only(devices), operation("m"));
    assertThat(((Outcome.Refused<?>) outcome).refusal().code()).isEqualTo("device_offline");
    assertThat(((Outcome.Refused<?>) outcome).refusal().isPermanent()).isFalse();
    assertThat(fake.tasks()).isEmpty();
  }

  @Test
  void aDeviceThatWasNeverSeenIsMissing() {
    List<Drift> drifts = acs.open().compare(service("svc-7", "HW-7", true)).orElseThrow();
    assertThat(drifts).hasSize(1);
    assertThat(drifts.get(0).kind()).isEqualTo(Drift.Kind.MISSING);
    assertThat(drifts.get(0).canBeMended()).isFalse();
  }

  @Test
  void whatIsStillOnItsWayIsNoDrift() {
    cpe.online(false);
    GenieAcsDevices devices = acs.open();
    devices.configure(spec("HW-1"), operation("a")).orElseThrow();
    assertThat(devices.compare(service("svc-1", "HW-1", true)).orElseThrow()).isEmpty();
  }

  @Test
  void tagsThatNoServiceAccountsForAreStrayAndOnlyOursAreReported() {
    GenieAcsDevices devices = configured();
    for (int i = 0; i < 230; i++) {
      fake.add(FakeCpe.of("AABBCC", "X", "S" + i).tagged("isp-service-acme-gone-" + i));
    }
    fake.add(FakeCpe.of("AABBCC", "X", "T1").tagged("isp-service-beta-svc-1"));
    fake.add(FakeCpe.of("AABBCC", "X", "T2").tagged("gold"));
    GenieAcsDevices other = acs.open(new TenantId("acme-2"));
    fake.add(FakeCpe.of("AABBCC", "X", "T3").tagged("isp-service-acme_2d2-svc-1"));
    List<Drift> strays = new ArrayList<>();
    Services services = new Services().with(service("svc-1", "HW-1", true));
    assertThat(devices.strays(services, strays::add).orElseThrow()).isEqualTo(231);
    assertThat(strays).hasSize(230).allMatch(d -> d.kind() == Drift.Kind.STRAY);
    assertThat(other.strays(new Services(), d -> {}).orElseThrow()).isEqualTo(1);
    devices.mend(strays.get(0), operation("m")).orElseThrow();
    assertThat(devices.strays(services, d -> {}).orElseThrow()).isEqualTo(230);
  }

  @Test
  void aCancelledServiceLeavesAStrayTag() {
    GenieAcsDevices devices = configured();
    List<Drift> drifts = devices.compare(service("svc-1", "HW-1", false)).orElseThrow();
    assertThat(drifts).hasSize(1);
    assertThat(drifts.get(0).kind()).isEqualTo(Drift.Kind.STRAY);
    devices.mend(drifts.get(0), operation("m")).orElseThrow();
    assertThat(cpe.tags()).isEmpty();
  }

  private Drift only(GenieAcsDevices devices) {
    List<Drift> drifts = devices.compare(service("svc-1", "HW-1", true)).orElseThrow();
    assertThat(drifts).hasSize(1);
    return drifts.get(0);
  }

  private GenieAcsDevices configured() {
    GenieAcsDevices devices = acs.open();
    devices.configure(spec("HW-1"), operation("a")).orElseThrow();
    return devices;
  }
}
