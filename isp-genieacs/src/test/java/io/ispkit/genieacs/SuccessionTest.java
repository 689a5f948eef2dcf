package io.ispkit.genieacs;

import static io.ispkit.genieacs.Acs.operation;
import static io.ispkit.genieacs.Acs.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.device.DeviceReport;
import io.ispkit.core.device.DeviceReport.Status;
import io.ispkit.core.device.DeviceSpec;
import io.ispkit.core.device.WifiSettings;
import io.ispkit.core.secret.Secret;
import io.ispkit.testkit.genieacs.FakeCpe;
import io.ispkit.testkit.genieacs.FakeGenieAcs;
import io.ispkit.testkit.http.Trouble;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Of several operations of one service for one device the last one counts. */
class SuccessionTest {

  private static final String SSID = DevicesContract.SSID;
  private static final String USERNAME = DevicesContract.USERNAME;

  private final FakeGenieAcs fake = new FakeGenieAcs();
  private final Acs acs = new Acs(fake);
  private final GenieAcsDevices devices = acs.open();
  private final FakeCpe cpe = fake.add(FakeCpe.tr098("HW-1"));

  @AfterEach
  void end() {
    assertThat(fake.crashes()).isZero();
    devices.close();
    fake.close();
  }

  @Test
  void anOlderOperationThatIsPendingIsNotCarriedOutAfterTheLaterOne() {
    cpe.online(false);
    configure("a", "Old");
    configure("b", "New");
    assertThat(fake.tasks()).as("that of the later one").hasSize(1);
    fake.inform(cpe.online(true));
    assertThat(devices.poller(10).poll().confirmed()).isOne();
    for (int i = 0; i < 3; i++) {
      DeviceReport waits = devices.confirm(operation("a")).orElseThrow().orElseThrow();
      assertThat(waits.status()).isEqualTo(Status.PENDING);
      assertThat(waits.detail()).contains("operation b");
      devices.poller(10).poll();
    }
    assertThat(cpe.value(SSID)).isEqualTo("New");
    assertThat(fake.tasks()).isEmpty();
  }

  @Test
  void anOlderOperationIsCarriedOutWhenTheLaterOneIsUndone() {
    cpe.online(false);
    configure("a", "Old");
    configure("b", "New");
    fake.inform(cpe.online(true));
    devices.poller(10).poll();
    devices.revert(operation("b")).orElseThrow();
    assertThat(devices.confirm(operation("a")).orElseThrow().orElseThrow().status())
        .isEqualTo(Status.CONFIRMED);
    assertThat(cpe.value(SSID)).isEqualTo("Old");
  }

  @Test
  void theUndoOfAnOlderOperationWritesOverNothingAndIsDoneByThatOfTheLaterOne() {
    configure("a", "Old");
    configure("b", "New");
    assertThat(devices.revert(operation("a")).orElseThrow()).isEmpty();
    assertThat(cpe.value(SSID)).isEqualTo("New");
    assertThat(cpe.tags()).containsExactly(Acs.TAG);
    assertThat(devices.state(operation("b")).orElseThrow().orElseThrow().kind())
        .isEqualTo(ConfigurationState.Kind.CONFIRMED);
    assertThat(devices.revert(operation("a")).orElseThrow()).isEmpty();
    devices.revert(operation("b")).orElseThrow();
    assertThat(cpe.value(SSID)).isEqualTo("factory-1");
    assertThat(cpe.value(USERNAME)).isEqualTo("factory");
    assertThat(cpe.tags()).isEmpty();
  }

  @Test
  void aFaultOfAnOlderOperationDoesNotBringItBack() {
    cpe.refuses(SSID, "9002");
    configure("a", "Old");
    assertThat(fake.faults()).hasSize(1);
    cpe.accepts(SSID);
    configure("b", "New");
    assertThat(fake.faults()).isEmpty();
    fake.later(Duration.ofHours(1)).inform(cpe);
    assertThat(cpe.value(SSID)).isEqualTo("New");
  }

  @Test
  void whatIsRefusedAtEachLookDoesNotKeepThePollerFromTheOthers() {
    FakeCpe other = fake.add(FakeCpe.tr181("HW-2").online(false));
    cpe.online(false);
    configure("a", "Old");
    devices.configure(spec("HW-2", "svc-2"), operation("b")).orElseThrow();
    fake.add(FakeCpe.tr181("HW-1"));
    assertThat(devices.poller(1).poll().refused()).isOne();
    assertThat(acs.configurations.find(operation("a")).orElseThrow().report().detail())
        .contains("device_ambiguous");
    fake.inform(other.online(true));
    assertThat(devices.poller(1).poll().confirmed()).isOne();
  }

  @Test
  void notesOfADeviceDoNotHoldForAnotherOneOfTheSameSerialNumber() {
    cpe.online(false);
    configure("a", "Home");
    devices.acs().forget(cpe.id()).orElseThrow();
    FakeCpe other = fake.add(FakeCpe.tr181("HW-1"));
    assertThat(devices.confirm(operation("a")).orElseThrow().orElseThrow().status())
        .isEqualTo(Status.CONFIRMED);
    devices.revert(operation("a")).orElseThrow();
    assertThat(other.value("Device.WiFi.SSID.2.SSID")).isEqualTo("factory-2");
    assertThat(other.tags()).isEmpty();
  }

  @Test
  void theUndoLeavesAnotherDeviceOfTheSameSerialNumberAlone() {
    configure("a", "Home");
    devices.acs().forget(cpe.id()).orElseThrow();
    FakeCpe other = fake.add(FakeCpe.tr181("HW-1").tagged(Acs.TAG));
    int posts = fake.requests().size();
    assertThat(devices.revert(operation("a")).orElseThrow().toString())
        .contains("wish", cpe.id() + " is not known any more");
    assertThat(fake.requests().stream().skip(posts)).allMatch(r -> r.method().equals("GET"));
    assertThat(other.tags()).containsExactly(Acs.TAG);
  }

  @Test
  void theUndoPutsBackWhatASessionThatBrokeOffMayHaveSet() {
    cpe.hangsUp(2);
    assertThat(configure("a", "Home").detail()).contains("session_terminated");
    cpe.changed(SSID, "Home"); // The device took it, and its answer was lost.
    devices.revert(operation("a")).orElseThrow();
    assertThat(cpe.value(SSID)).isEqualTo("factory-1");
    assertThat(fake.tasks()).isEmpty();
    assertThat(fake.faults()).isEmpty();
  }

  @Test
  void theUndoPutsBackWhatWasSetWhileItsTaskWasTakenBack() {
    cpe.online(false);
    configure("a", "Home");
    fake.troubles()
        .on(
            request -> {
              if (request.method().equals("DELETE") && request.path().contains("/tasks/")) {
                fake.inform(cpe.online(true));
              }
              return false;
            },
            1,
            Trouble.NONE);
    devices.revert(operation("a")).orElseThrow();
    assertThat(cpe.value(SSID)).isEqualTo("factory-1");
  }

  private DeviceReport configure(String operation, String ssid) {
    WifiSettings wifi = new WifiSettings(ssid, Secret.of("correct horse 1"));
    return devices
        .configure(
            new DeviceSpec(
                new CustomerId("cust-1"),
                "svc-1",
                "HW-1",
                "default",
                "jane@example.net",
                Secret.of("ppp-secret-1"),
                wifi),
            operation(operation))
        .orElseThrow();
  }
}
