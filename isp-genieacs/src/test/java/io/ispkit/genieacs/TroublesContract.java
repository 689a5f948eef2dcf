package io.ispkit.genieacs;

import static io.ispkit.genieacs.Acs.operation;
import static io.ispkit.genieacs.Acs.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.device.DeviceReport;
import io.ispkit.core.device.DeviceReport.Status;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.genieacs.ConfigurationState.Kind;
import io.ispkit.testkit.genieacs.FakeCpe;
import io.ispkit.testkit.http.FakeRequest;
import io.ispkit.testkit.http.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When answers of GenieACS are lost, the state reported is the true one: ours or a real one. */
abstract class TroublesContract {

  private static final String SSID = DevicesContract.SSID;
  private static final String USERNAME = DevicesContract.USERNAME;
  private static final String CONNECTIONS = USERNAME.replace(".1.Username", "");

  private Lab lab = Lab.fake();
  private WayToAcs way = new WayToAcs(lab.nbi());
  private Acs acs = new Acs(way.uri());
  private GenieAcsDevices devices = acs.open();

  abstract Lab lab();

  @BeforeEach
  void begin(@TempDir Path folder) throws IOException {
    close();
    lab = lab();
    way = new WayToAcs(lab.nbi());
    Path file =
        Files.writeString(
            folder.resolve("o.yaml"),
            "{match: {oui: '202BC1'}, root: InternetGatewayDevice,"
                + " groups: [{needs: pppoe, create: true}]}");
    acs = new Acs(way.uri()).patient().with("overrides", Map.of("creating", file.toString()));
    devices = acs.open();
  }

  @AfterEach
  void close() {
    devices.close();
    way.close();
    lab.close();
  }

  @Test
  void theAnswerToTheTaskIsLost() {
    FakeCpe cpe = lab.add(FakeCpe.tr098(lab.serial("A")));
    way.troubles().on(Acs::sets, 1, Trouble.DROP_AFTER);
    Outcome<DeviceReport> outcome = configure("a", cpe);
    assertThat(outcome.orElseThrow().status()).isEqualTo(Status.CONFIRMED);
    assertThat(cpe.value(SSID)).isEqualTo("Jane's home");
    assertNothingWaits(cpe);
    devices.revert(operation("a")).orElseThrow();
    assertThat(cpe.value(SSID)).isEqualTo("factory-1");
  }

  @Test
  void theAnswerToTheTaskOfADeviceThatIsOfflineIsLost() {
    FakeCpe cpe = lab.add(FakeCpe.tr098(lab.serial("A"))).online(false);
    way.troubles().on(Acs::sets, 1, Trouble.DROP_AFTER);
    assertThat(configure("a", cpe).orElseThrow().status()).isEqualTo(Status.PENDING);
    assertThat(devices.acs().tasks().of(cpe.id()).orElseThrow()).hasSize(1);
    devices.revert(operation("a")).orElseThrow();
    assertNothingWaits(cpe);
    assertThat(cpe.value(SSID)).isEqualTo("factory-1");
  }

  @Test
  void genieAcsIsLostInMidTask() {
    FakeCpe cpe = lab.add(FakeCpe.tr098(lab.serial("A")));
    way.cutOver(Acs::sets);
    assertThat(configure("a", cpe)).isInstanceOf(Outcome.Unknown.class);
    assertThat(devices.confirm(operation("a"))).isInstanceOf(Outcome.Refused.class);
    way.up();
    Outcome<Optional<DeviceReport>> outcome = devices.confirm(operation("a"));
    for (int i = 0; i < 100 && !outcome.isDone(); i++) {
      pause();
      outcome = devices.confirm(operation("a"));
    }
    assertThat(outcome.orElseThrow().orElseThrow().status()).isEqualTo(Status.CONFIRMED);
    assertThat(cpe.value(SSID)).isEqualTo("Jane's home");
    assertThat(devices.state(operation("a")).orElseThrow().orElseThrow().kind())
        .isEqualTo(Kind.CONFIRMED);
    assertNothingWaits(cpe);
  }

  @Test
  void theAnswerToAnAdditionIsLostAndTheUndoRemovesWhatWasAdded() {
    FakeCpe cpe = growing();
    way.troubles().on(adds(), 1, Trouble.DROP_AFTER);
    assertThat(configure("a", cpe)).isInstanceOf(Outcome.Unknown.class);
    assertThat(cpe.has(USERNAME)).isTrue();
    devices.revert(operation("a")).orElseThrow();
    assertThat(cpe.has(USERNAME)).isFalse();
    assertNothingWaits(cpe);
  }

  @Test
  void theAnswerToAnAdditionIsLostAndTheNextTryAddsNoSecondOne() {
    FakeCpe cpe = growing();
    way.troubles().on(adds(), 1, Trouble.DROP_AFTER);
    assertThat(configure("a", cpe)).isInstanceOf(Outcome.Unknown.class);
    assertThat(configure("a", cpe).orElseThrow().status()).isEqualTo(Status.CONFIRMED);
    assertThat(cpe.value(USERNAME)).isEqualTo("jane@example.net");
    assertThat(cpe.has(USERNAME.replace(".1.", ".2."))).isFalse();
    devices.revert(operation("a")).orElseThrow();
    assertThat(cpe.has(USERNAME)).isFalse();
    assertNothingWaits(cpe);
  }

  @Test
  void aRefusedAdditionIsNamedAndNothingIsLeft() {
    FakeCpe cpe = growing().refuses(CONNECTIONS, "9001");
    Outcome<DeviceReport> outcome = configure("a", cpe);
    assertThat(((Outcome.Refused<?>) outcome).refusal().message()).contains("9001");
    assertThat(devices.state(operation("a")).orElseThrow()).isEmpty();
    assertNothingWaits(cpe);
  }

  @Test
  void aMisspeltQueryIsNoticedAndNothingIsWritten() {
    FakeCpe cpe = lab.add(FakeCpe.tr098(lab.serial("A")));
    FakeCpe other = lab.add(FakeCpe.tr181(lab.serial("B")));
    way.misspells();
    for (FakeCpe one : new FakeCpe[] {cpe, other}) {
      Outcome<DeviceReport> outcome = configure("a", one);
      assertThat(((Outcome.Refused<?>) outcome).refusal().code()).isEqualTo("misconfigured");
    }
    assertThat(cpe.value(SSID)).isEqualTo("factory-1");
  }

  @Test
  void ofTwoOperationsOfAServiceTheLaterOneCountsAndItsUndoBringsTheOlderOne() {
    FakeCpe cpe = lab.add(FakeCpe.tr098(lab.serial("A"))).online(false);
    configure("a", cpe);
    configure("b", cpe);
    assertThat(devices.acs().tasks().of(cpe.id()).orElseThrow()).hasSize(1);
    lab.inform(cpe.online(true));
    assertThat(devices.confirm(operation("b")).orElseThrow().orElseThrow().status())
        .isEqualTo(Status.CONFIRMED);
    assertThat(devices.confirm(operation("a")).orElseThrow().orElseThrow().detail())
        .contains("operation b");
    devices.revert(operation("b")).orElseThrow();
    assertThat(cpe.value(SSID)).isEqualTo("factory-1");
    assertThat(devices.confirm(operation("a")).orElseThrow().orElseThrow().status())
        .isEqualTo(Status.CONFIRMED);
    assertThat(cpe.value(SSID)).isEqualTo("Jane's home");
    assertNothingWaits(cpe);
  }

  private FakeCpe growing() {
    return lab.add(
        FakeCpe.tr098(lab.serial("A"))
            .without(CONNECTIONS)
            .growing(CONNECTIONS, Map.of("Enable", false, "Username", "", "Password", "")));
  }

  private static Predicate<FakeRequest> adds() {
    return request -> request.body().contains("\"addObject\"");
  }

  private Outcome<DeviceReport> configure(String operation, FakeCpe cpe) {
    return devices.configure(spec(cpe.serial()), operation(operation));
  }

  private void assertNothingWaits(FakeCpe cpe) {
    assertThat(devices.acs().tasks().of(cpe.id()).orElseThrow()).isEmpty();
    assertThat(devices.acs().tasks().faults(cpe.id()).orElseThrow()).isEmpty();
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
