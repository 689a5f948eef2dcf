package io.ispkit.genieacs;

import static io.ispkit.genieacs.Acs.operation;
import static io.ispkit.genieacs.Acs.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.device.DeviceReport.Status;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.secret.Secret;
import io.ispkit.genieacs.ConfigurationState.Kind;
import io.ispkit.genieacs.cpe.CpeSettings;
import io.ispkit.genieacs.cpe.PppoeLogin;
import io.ispkit.genieacs.cpe.WifiNetwork;
import io.ispkit.testkit.genieacs.FakeCpe;
import io.ispkit.testkit.genieacs.FakeGenieAcs;
import io.ispkit.testkit.http.FakeReply;
import io.ispkit.testkit.http.FakeRequest;
import io.ispkit.testkit.http.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The state reported is the true one, each time. */
class GenieAcsProofTest {

  private static final String USERNAME =
      "InternetGatewayDevice.WANDevice.1.WANConnectionDevice.1.WANPPPConnection.1.Username";

  private static final String CONNECTION = USERNAME.replace("Username", "");
  private static final String PASSWORD = CONNECTION + "Password";

  private final FakeGenieAcs fake = new FakeGenieAcs();
  private final Acs acs = new Acs(fake);

  @AfterEach
  void close() {
    assertThat(fake.crashes()).isZero();
    fake.close();
  }

  @Test
  void aServerKilledInMidTaskLeavesTheOutcomeUnknownAndThenTheTruth() {
    FakeCpe cpe = fake.add(FakeCpe.tr098("HW-1"));
    GenieAcsDevices devices = acs.open();
    fake.killedOver(Acs::sets);
    assertThat(devices.configure(spec("HW-1"), operation("a"))).isInstanceOf(Outcome.Unknown.class);
    assertThat(cpe.value(USERNAME)).as("it was done all the same").isEqualTo("jane@example.net");
    assertThat(kept(devices)).as("the server is away").isInstanceOf(Outcome.Refused.class);
    fake.up();
    Outcome<?> outcome = devices.confirm(operation("a"));
    for (int i = 0; i < 100 && !outcome.isDone(); i++) {
      pause();
      outcome = devices.confirm(operation("a"));
    }
    assertThat(state(devices)).isEqualTo(Kind.CONFIRMED);
    assertThat(fake.tasks()).isEmpty();
  }

  @Test
  void aSessionThatBreaksOffIsNoSuccessThoughTheAnswerIs200() {
    FakeCpe cpe = fake.add(FakeCpe.tr098("HW-1").breaksOff(2));
    GenieAcsDevices devices = acs.open();
    assertThat(devices.configure(spec("HW-1"), operation("a")).orElseThrow().status())
        .isEqualTo(Status.PENDING);
    assertThat(cpe.value(USERNAME)).isEqualTo("factory");
    assertThat(state(devices)).isEqualTo(Kind.PENDING);
    devices.confirm(operation("a")).orElseThrow();
    assertThat(state(devices)).isEqualTo(Kind.CONFIRMED);
  }

  @Test
  void aDeviceThatIsBusyWhenItIsToBeReadIsPendingForItIsSet() {
    FakeCpe cpe = fake.add(FakeCpe.tr098("HW-1").online(false));
    GenieAcsDevices devices = acs.open();
    devices.configure(spec("HW-1"), operation("a")).orElseThrow();
    fake.inform(cpe);
    cpe.online(true).busy(true);
    assertThat(devices.confirm(operation("a")).orElseThrow().orElseThrow().status())
        .isEqualTo(Status.PENDING);
    cpe.busy(false);
    assertThat(devices.confirm(operation("a")).orElseThrow().orElseThrow().status())
        .isEqualTo(Status.CONFIRMED);
    assertThat(fake.tasks()).isEmpty();
  }

  @Test
  void aRefusalInTheSecondOfTwoCallsPutsBackWhatTheFirstHadSetAndNamesPasswords(
      @TempDir Path folder) throws IOException {
    FakeCpe cpe = many(folder);
    Outcome<?> outcome = acs.open().configure(spec("HW-1"), operation("a"));
    assertThat(((Outcome.Refused<?>) outcome).refusal().message())
        .contains("X_39", "9007", "may keep", PASSWORD, "KeyPassphrase");
    assertPutBack(cpe);
  }

  @Test
  void directSettingsPutBackWhatTheDeviceTookBeforeItRefused(@TempDir Path folder)
      throws IOException {
    FakeCpe cpe = many(folder);
    DirectSettings direct = acs.open().acs().settings();
    CpeSettings login = CpeSettings.NOTHING.with(new PppoeLogin("jane", Secret.of("secret-1")));
    Outcome<?> outcome = direct.apply(cpe.id(), "default", login, operation("d"));
    assertThat(((Outcome.Refused<?>) outcome).refusal().message())
        .contains("X_39", "9007", "may keep what it had taken before that of: " + PASSWORD);
    assertPutBack(cpe);
    CpeSettings name = CpeSettings.NOTHING.with(new PppoeLogin("jane", null));
    assertThat(
            ((Outcome.Refused<?>) direct.apply(cpe.id(), "default", name, operation("e")))
                .refusal()
                .message())
        .endsWith("is put back");
    cpe.ignores(CONNECTION + "X_0").changed(CONNECTION + "X_0", "other");
    assertThat(
            ((Outcome.Refused<?>) direct.apply(cpe.id(), "default", name, operation("f")))
                .refusal()
                .message())
        .as("what it has is what it had")
        .endsWith("is put back");
  }

  private void assertPutBack(FakeCpe cpe) {
    assertThat(cpe.value(USERNAME)).isEqualTo("factory");
    assertThat(cpe.value(CONNECTION + "X_0")).isEqualTo("before");
    assertThat(fake.tasks()).isEmpty();
    assertThat(fake.faults()).isEmpty();
  }

  /** One of which more is to be set than goes into one call. */
  private FakeCpe many(Path folder) throws IOException {
    FakeCpe cpe = FakeCpe.tr098("HW-1");
    StringBuilder more = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      cpe.with(CONNECTION + "X_" + i, "before");
      more.append("{value: after, paths: [X_").append(i).append("], type: 'xsd:string'}, ");
    }
    fake.add(cpe.known().refuses(CONNECTION + "X_39", "9007"));
    Path file =
        Files.writeString(
            folder.resolve("o.yaml"),
            "{match: {oui: '202BC1'}, root: InternetGatewayDevice, groups: [{needs: pppoe,"
                + " parameters: ["
                + more
                + "]}]}");
    acs.with("overrides", Map.of("many", file.toString()));
    return cpe;
  }

  @Test
  void aSessionThatEndsInTheMidstOfTheTaskIsSetAgainAtTheNextConfirmation() {
    FakeCpe cpe = fake.add(FakeCpe.tr098("HW-1").hangsUp(2));
    GenieAcsDevices devices = acs.open();
    assertThat(devices.configure(spec("HW-1"), operation("a")).orElseThrow().detail())
        .contains("session_terminated");
    assertThat(devices.confirmQuietly(operation("a")).orElseThrow().orElseThrow().status())
        .isEqualTo(Status.CONFIRMED);
    assertThat(cpe.value(USERNAME)).isEqualTo("jane@example.net");
    assertThat(fake.faults()).isEmpty();
    assertThat(fake.tasks()).isEmpty();
  }

  @Test
  void whatGenieAcsRemembersOfASettingIsNotTakenForAnAnswerOfTheDevice() {
    // It says yes, keeps its own value, and breaks off the session that would show it.
    FakeCpe cpe = fake.add(FakeCpe.tr098("HW-1").ignores(USERNAME));
    fake.troubles().clear();
    GenieAcsDevices devices = acs.open();
    cpe.online(false);
    devices.configure(spec("HW-1"), operation("a")).orElseThrow();
    fake.inform(cpe);
    cpe.online(true).breaksOff(1);
    assertThat(devices.confirm(operation("a")).orElseThrow().orElseThrow().status())
        .isEqualTo(Status.PENDING);
  }

  @Test
  void aFaultWhoseTaskIsGoneIsRemovedWhenTheDeviceIsConfirmed() {
    FakeCpe cpe = fake.add(FakeCpe.tr098("HW-1").refuses(USERNAME, "9002"));
    GenieAcsDevices devices = acs.open();
    devices.configure(spec("HW-1"), operation("a")).orElseThrow();
    // As after a replaced task whose session broke off, or one that a person removed by halves.
    fake.forgetTasks();
    cpe.accepts(USERNAME);
    devices.configure(spec("HW-1"), operation("b")).orElseThrow();
    assertThat(fake.faults()).isEmpty();
  }

  @Test
  void whatAReplacedTaskFaultedOnIsNotDoneLater() {
    String ssid = DevicesContract.SSID;
    FakeCpe cpe = fake.add(FakeCpe.tr098("HW-1").refuses(ssid, "9002"));
    DirectSettings direct = acs.open().acs().settings();
    direct.apply(cpe.id(), "default", named("First"), operation("d")).orElseThrow();
    cpe.accepts(ssid);
    direct.apply(cpe.id(), "default", named("Second"), operation("d")).orElseThrow();
    assertThat(fake.faults()).isEmpty();
    fake.later(Duration.ofHours(1)).inform(cpe);
    assertThat(cpe.value(ssid)).isEqualTo("Second");
  }

  private static CpeSettings named(String ssid) {
    return CpeSettings.NOTHING.with(WifiNetwork.of(ssid, Secret.of("correct horse 1")));
  }

  @Test
  void aMisspeltQueryIsNoticedAndNothingIsWritten() {
    fake.add(FakeCpe.tr098("HW-1"));
    fake.add(FakeCpe.tr098("HW-2"));
    try (LoopbackServer proxy = misspelling()) {
      GenieAcsDevices devices = acs.with("url", proxy.uri().toString()).open();
      Outcome<?> outcome = devices.configure(spec("HW-1"), operation("a"));
      assertThat(((Outcome.Refused<?>) outcome).refusal().message())
          .contains("devices that were not asked for");
      assertThat(devices.strays(new Services(), d -> {})).isInstanceOf(Outcome.Refused.class);
      assertThat(devices.acs().tagged("gold", 10)).isInstanceOf(Outcome.Refused.class);
    }
    assertThat(fake.requests()).allMatch(r -> r.method().equals("GET"));
  }

  /** Hands everything on, under another name of the query. */
  private LoopbackServer misspelling() {
    HttpClient client = HttpClient.newHttpClient();
    return new LoopbackServer(
        request -> {
          try {
            var answer =
                client.send(
                    HttpRequest.newBuilder(URI.create(fake.uri() + request.path() + "?qeury=x"))
                        .build(),
                    HttpResponse.BodyHandlers.ofString());
            return FakeReply.text(200, answer.body()).with("Content-Type", "application/json");
          } catch (IOException | InterruptedException broken) {
            return FakeReply.died();
          }
        });
  }

  @Test
  void whatWasConfirmedAndChangedSinceHasDrifted() {
    FakeCpe cpe = fake.add(FakeCpe.tr098("HW-1"));
    GenieAcsDevices devices = acs.open();
    devices.configure(spec("HW-1"), operation("a")).orElseThrow();
    assertThat(state(devices)).isEqualTo(Kind.CONFIRMED);
    cpe.changed(USERNAME, "somebody");
    ConfigurationState drifted = devices.state(operation("a")).orElseThrow().orElseThrow();
    assertThat(drifted.kind()).isEqualTo(Kind.DRIFTED);
    assertThat(drifted.differing()).containsExactly(USERNAME);
    devices.acs().untag(cpe.id(), Acs.TAG).orElseThrow();
    assertThat(devices.state(operation("a")).orElseThrow().orElseThrow().differing())
        .containsExactly("_tags", USERNAME);
    devices.acs().forget(cpe.id()).orElseThrow();
    ConfigurationState gone = devices.state(operation("a")).orElseThrow().orElseThrow();
    assertThat(gone).isEqualTo(new ConfigurationState(Kind.DRIFTED, List.of("_id")));
  }

  @Test
  void whatIsStillPendingAfterTheDeadlineIsOverdue() {
    GenieAcsDevices devices = acs.with("confirm_deadline", "2d").open();
    devices.configure(spec("HW-1"), operation("a")).orElseThrow();
    assertThat(state(devices)).isEqualTo(Kind.PENDING);
    acs.now = acs.now.plus(Duration.ofDays(3));
    assertThat(state(devices)).isEqualTo(Kind.OVERDUE);
    assertThat(devices.state(operation("never")).orElseThrow()).isEmpty();
  }

  @Test
  void aPollerFinishesWhatWasOfflineAndDoesNotWakeWhoHasNotCalled() {
    FakeCpe first = fake.add(FakeCpe.tr098("HW-1").online(false));
    FakeCpe second = fake.add(FakeCpe.tr181("HW-2").online(false));
    GenieAcsDevices devices = acs.open();
    devices.configure(spec("HW-1"), operation("a")).orElseThrow();
    devices.configure(spec("HW-2", "svc-2"), operation("b")).orElseThrow();
    PendingPoller poller = devices.poller(10);
    int posts = posts().size();
    assertThat(poller.poll()).isEqualTo(new PendingPoller.Round(2, 0, 0, false));
    assertThat(posts()).hasSize(posts);
    fake.inform(first.online(true));
    assertThat(poller.poll()).isEqualTo(new PendingPoller.Round(2, 1, 0, false));
    assertThat(first.value(USERNAME)).isEqualTo("jane@example.net");
    assertThat(second.value("Device.PPP.Interface.1.Username")).isEqualTo("factory");
    fake.down();
    assertThat(poller.poll()).isEqualTo(new PendingPoller.Round(1, 0, 0, true));
    fake.up();
  }

  @Test
  void aTagChoosesTheTemplate(@TempDir Path folder) throws IOException {
    var gold =
        Files.writeString(
            folder.resolve("gold.yaml"),
            "{tags: [gold], settings: {management: {inform_interval_seconds: 900}}}");
    FakeCpe cpe = fake.add(FakeCpe.tr098("HW-1").tagged("gold"));
    FakeCpe plain = fake.add(FakeCpe.tr098("HW-2"));
    GenieAcsDevices devices = acs.with("templates", Map.of("gold", gold.toString())).open();
    devices.configure(spec("HW-1"), operation("a")).orElseThrow();
    devices.configure(spec("HW-2", "svc-2"), operation("b")).orElseThrow();
    String interval = "InternetGatewayDevice.ManagementServer.PeriodicInformInterval";
    assertThat(cpe.value(interval)).isEqualTo("900");
    assertThat(plain.value(interval)).isEqualTo("3600");
  }

  private List<FakeRequest> posts() {
    return fake.requests().stream().filter(r -> r.method().equals("POST")).toList();
  }

  private static Outcome<?> kept(GenieAcsDevices devices) {
    return devices.state(operation("a"));
  }

  private static Kind state(GenieAcsDevices devices) {
    Outcome<Optional<ConfigurationState>> state = devices.state(operation("a"));
    for (int i = 0; i < 100 && !state.isDone(); i++) {
      pause();
      state = devices.state(operation("a"));
    }
    return state.orElseThrow().orElseThrow().kind();
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
