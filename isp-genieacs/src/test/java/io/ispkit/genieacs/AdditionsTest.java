package io.ispkit.genieacs;

import static io.ispkit.genieacs.Acs.operation;
import static io.ispkit.genieacs.Acs.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.device.DeviceManager;
import io.ispkit.core.device.DeviceReport;
import io.ispkit.core.device.DeviceReport.Status;
import io.ispkit.core.drift.Drift;
import io.ispkit.core.drift.Winner;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.core.secret.Secret;
import io.ispkit.genieacs.cpe.CpeSettings;
import io.ispkit.genieacs.cpe.PppoeLogin;
import io.ispkit.genieacs.cpe.WifiNetwork;
import io.ispkit.testkit.genieacs.FakeCpe;
import io.ispkit.testkit.genieacs.FakeGenieAcs;
import io.ispkit.testkit.http.FakeRequest;
import io.ispkit.testkit.http.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No instance that was added is forgotten, wherever the adding of several breaks off. */
class AdditionsTest {

  private static final String IGD = "InternetGatewayDevice.";
  private static final String SSID = IGD + "LANDevice.1.WLANConfiguration.1.SSID";
  private static final String CONNECTIONS =
      IGD + "WANDevice.1.WANConnectionDevice.1.WANPPPConnection";
  private static final String USERNAME = CONNECTIONS + ".1.Username";
  private static final String VLANS = IGD + "X_VLAN";
  private static final String VLAN = VLANS + ".1.Id";

  private final FakeGenieAcs fake = new FakeGenieAcs();
  private final Acs acs = new Acs(fake);

  @BeforeEach
  void begin(@TempDir Path folder) throws IOException {
    Path override =
        Files.writeString(
            folder.resolve("o.yaml"),
            "{match: {oui: '202BC1'}, root: InternetGatewayDevice,"
                + " groups: [{needs: pppoe, create: true}], adds: [{needs: vlan, objects: "
                + VLANS
                + ".*, take: first, create: true,"
                + " parameters: [{set: wan_vlan, paths: [Id], type: 'xsd:unsignedInt'}]}]}");
    Path template = Files.writeString(folder.resolve("t.yaml"), "{settings: {wan_vlan: 35}}");
    acs.with("overrides", Map.of("creating", override.toString()));
    acs.with("templates", Map.of("default", template.toString()));
  }

  @AfterEach
  void end() {
    assertThat(fake.crashes()).isZero();
    fake.close();
  }

  @Test
  void twoInstancesAreAddedAndBothAreRemovedByTheUndo() {
    FakeCpe cpe = growing();
    assertThat(configure(acs.open()).orElseThrow().status()).isEqualTo(Status.CONFIRMED);
    assertThat(cpe.value(VLAN)).isEqualTo("35");
    assertThat(cpe.value(USERNAME)).isEqualTo("jane@example.net");
    acs.open().revert(operation("a")).orElseThrow();
    assertNothingIsLeft(cpe);
  }

  @Test
  void aRefusalOfTheSecondInstanceRemovesTheFirst() {
    FakeCpe cpe = growing().refuses(VLANS, "9001");
    Refusal refusal = refusal(configure(acs.open()));
    assertThat(refusal.code()).isEqualTo("parameter_rejected");
    assertThat(refusal.message()).contains("9001").doesNotContain("keeps");
    assertNothingIsLeft(cpe);
  }

  @Test
  void aFailureAfterTheFirstInstanceIsUnknownAndTheUndoRemovesIt() {
    FakeCpe cpe = growing();
    fake.troubles().on(adds(VLANS), 100, Trouble.DROP_BEFORE);
    assertThat(configure(acs.open())).isInstanceOf(Outcome.Unknown.class);
    assertThat(cpe.has(USERNAME)).isTrue();
    fake.troubles().clear();
    assertThat(acs.open().revert(operation("a")).orElseThrow().toString()).contains(CONNECTIONS);
    assertNothingIsLeft(cpe);
  }

  @Test
  void anInstanceWhoseAnswerWasLostIsFoundByTheUndo() {
    FakeCpe cpe = growing();
    fake.troubles().on(adds(VLANS), 1, Trouble.DROP_AFTER);
    assertThat(configure(acs.open())).isInstanceOf(Outcome.Unknown.class);
    assertThat(cpe.has(VLAN)).isTrue();
    acs.open().revert(operation("a")).orElseThrow();
    assertNothingIsLeft(cpe);
  }

  @Test
  void anInstanceWhoseAnswerWasLostIsUsedByTheNextTryAndNoSecondOneIsAdded() {
    FakeCpe cpe = growing();
    fake.troubles().on(adds(VLANS), 1, Trouble.DROP_AFTER);
    assertThat(configure(acs.open())).isInstanceOf(Outcome.Unknown.class);
    assertThat(configure(acs.open()).orElseThrow().status()).isEqualTo(Status.CONFIRMED);
    assertThat(cpe.has(VLANS + ".2.Id")).isFalse();
    acs.open().revert(operation("a")).orElseThrow();
    assertNothingIsLeft(cpe);
  }

  @Test
  void theUndoWaitsForADeviceThatMustSayWhatItHas() {
    FakeCpe cpe = growing();
    fake.troubles().on(adds(VLANS), 1, Trouble.DROP_AFTER);
    assertThat(configure(acs.open())).isInstanceOf(Outcome.Unknown.class);
    cpe.online(false);
    Refusal refusal = refusal(acs.open().revert(operation("a")));
    assertThat(refusal.code()).isEqualTo("device_offline");
    assertThat(refusal.isPermanent()).isFalse();
    assertThat(fake.tasks()).isEmpty();
    assertThat(acs.configurations.find(operation("a"))).isPresent();
    cpe.online(true);
    acs.open().revert(operation("a")).orElseThrow();
    assertNothingIsLeft(cpe);
  }

  @Test
  void anInstanceOfSomebodyElseIsNotTakenForOurs() {
    FakeCpe cpe = growing();
    fake.troubles().on(adds(VLANS), 1, Trouble.DROP_AFTER);
    assertThat(configure(acs.open())).isInstanceOf(Outcome.Unknown.class);
    cpe.with(VLANS + ".2.Id", 77);
    Refusal refusal = refusal(acs.open().revert(operation("a")));
    assertThat(refusal.code()).isEqualTo("changed_since");
    assertThat(refusal.message()).contains(VLANS + ".1", VLANS + ".2");
    assertThat(cpe.has(VLAN)).isTrue();
    assertThat(configure(acs.open()).orElseThrow().status()).isEqualTo(Status.CONFIRMED);
    cpe.without(VLANS + ".2");
    acs.open().revert(operation("a")).orElseThrow();
    assertNothingIsLeft(cpe);
  }

  @Test
  void aDeviceThatGoesAwayBeforeItAddsHasNothingAddedLater() {
    FakeCpe cpe = growing();
    before(adds(CONNECTIONS), () -> cpe.online(false));
    assertThat(configure(acs.open()).orElseThrow().status()).isEqualTo(Status.PENDING);
    assertThat(fake.tasks()).isEmpty();
    fake.inform(cpe.online(true));
    assertThat(cpe.has(USERNAME)).isFalse();
    acs.open().revert(operation("a")).orElseThrow();
    assertNothingIsLeft(cpe);
  }

  @Test
  void anInstanceThatVanishesBeforeItIsReadBackIsNotConfirmedButAddedAgain() {
    FakeCpe cpe = growing();
    DeviceManager manager = acs.open();
    before(request -> request.body().contains("a.read"), () -> cpe.online(false));
    assertThat(configure(manager).orElseThrow().detail()).contains("not read back");
    cpe.without(CONNECTIONS + ".1").online(true);
    DeviceReport report = configure(manager).orElseThrow();
    assertThat(report.status()).isEqualTo(Status.PENDING);
    assertThat(report.detail()).contains("is no more", "WANPPPConnection");
    assertThat(configure(manager).orElseThrow().status()).isEqualTo(Status.CONFIRMED);
    assertThat(cpe.value(USERNAME)).isEqualTo("jane@example.net");
    manager.revert(operation("a")).orElseThrow();
    assertNothingIsLeft(cpe);
  }

  @Test
  void anInstanceThatVanishedAfterTheConfirmationHasDriftedAndIsForAPerson() {
    FakeCpe cpe = growing();
    GenieAcsDevices devices = acs.open();
    assertThat(configure(devices).isDone()).isTrue();
    cpe.without(CONNECTIONS + ".1");
    ConfigurationState state = devices.state(operation("a")).orElseThrow().orElseThrow();
    assertThat(state.kind()).isEqualTo(ConfigurationState.Kind.DRIFTED);
    assertThat(state.differing()).anyMatch(path -> path.contains("WANPPPConnection"));
    List<Drift> drift = devices.compare(Services.service("svc-1", "HW-1", true)).orElseThrow();
    assertThat(drift).hasSize(1);
    assertThat(drift.get(0).fields())
        .anyMatch(f -> f.name().contains("WANPPPConnection") && f.winner() == Winner.PERSON);
  }

  @Test
  void directSettingsRemoveWhatTheyAddedWhenTheDeviceRefuses() {
    FakeCpe cpe = growing().refuses(SSID, "9007");
    GenieAcs direct = acs.open().acs();
    Refusal refusal =
        refusal(direct.settings().apply(cpe.id(), "default", settings(), operation("d")));
    assertThat(refusal.message()).contains(SSID).doesNotContain("keeps");
    assertThat(cpe.has(USERNAME)).isFalse();
    assertThat(cpe.has(VLAN)).isFalse();
    assertThat(fake.tasks()).isEmpty();
    cpe.cannot("deleteObject");
    assertThat(
            refusal(direct.settings().apply(cpe.id(), "default", settings(), operation("d")))
                .message())
        .contains("keeps what was added: [" + CONNECTIONS + ".1, " + VLANS + ".1]");
  }

  private static CpeSettings settings() {
    return CpeSettings.NOTHING
        .with(WifiNetwork.of("Home", Secret.of("correct horse 1")))
        .with(new PppoeLogin("jane", Secret.of("ppp-secret-1")));
  }

  private FakeCpe growing() {
    Map<String, Object> connection = Map.of("Enable", false, "Username", "", "Password", "");
    return fake.add(
        FakeCpe.tr098("HW-1")
            .without(CONNECTIONS)
            .growing(CONNECTIONS, connection)
            .growing(VLANS, Map.of("Id", 1)));
  }

  private static Outcome<DeviceReport> configure(DeviceManager manager) {
    return manager.configure(spec("HW-1"), operation("a"));
  }

  private static Predicate<FakeRequest> adds(String object) {
    return request ->
        request.body().contains("addObject") && request.body().contains("\"" + object + "\"");
  }

  private void before(Predicate<FakeRequest> request, Runnable happens) {
    AtomicBoolean once = new AtomicBoolean(true);
    fake.troubles()
        .on(
            asked -> {
              if (request.test(asked) && once.getAndSet(false)) {
                happens.run();
              }
              return false;
            },
            1,
            Trouble.NONE);
  }

  private void assertNothingIsLeft(FakeCpe cpe) {
    assertThat(cpe.has(USERNAME)).isFalse();
    assertThat(cpe.has(VLAN)).isFalse();
    assertThat(cpe.value(SSID)).isEqualTo("factory-1");
    assertThat(cpe.tags()).isEmpty();
    assertThat(fake.tasks()).isEmpty();
    assertThat(fake.faults()).isEmpty();
    assertThat(acs.configurations.find(operation("a"))).isEmpty();
  }

  private static Refusal refusal(Outcome<?> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused<?>) outcome).refusal();
  }
}
