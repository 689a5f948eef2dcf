package io.ispkit.radius.dynauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.ispkit.core.connection.BreakerRule;
import io.ispkit.core.operation.CallListener;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.core.secret.Secret;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The bounds of each NAS, with real requests; {@link NasGateTest} has their rules. */
@Timeout(120)
class NasLimitsTest {

  private static final SessionIdentity ALICE = SessionIdentity.of("alice", "81a00001");
  private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000L);
  private static final BreakerRule FIRST_SILENCE = new BreakerRule(1, 1, Duration.ofMinutes(10));
  private static final Duration LONG = Duration.ofMinutes(10);

  /** Nothing is sent twice, and nothing given up, while a test runs. */
  private static final Retransmission PATIENT =
      new Retransmission(Duration.ofSeconds(50), Duration.ofSeconds(50), 9, Duration.ofMinutes(5));

  private static final Retransmission BRIEF =
      new Retransmission(Duration.ofMillis(20), Duration.ofMillis(40), 3, Duration.ofSeconds(100));

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final AtomicReference<Instant> clock = new AtomicReference<>(TIME);

  private DynamicAuthorization client(Retransmission rule, NasLimits limits) {
    CallListener calls = (system, call, end, took) -> heard.add(end);
    return DynamicAuthorization.open(
        DynamicAuthorizationOptions.ofDefaults().with(rule).with(limits), clock::get, calls);
  }

  private static void eventually(BooleanSupplier what) {
    await().atMost(60, TimeUnit.SECONDS).until(what::getAsBoolean);
  }

  private static Refusal refusal(Outcome<Acknowledgement> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused<Acknowledgement>) outcome).refusal();
  }

  private static Outcome<Acknowledgement> end(CompletableFuture<Outcome<Acknowledgement>> future)
      throws Exception {
    return future.get(60, TimeUnit.SECONDS);
  }

  @Test
  void ofManyRequestsToADeadNasOnlyTheFirstAreUnknownAndNothingIsSentForTheOthers()
      throws Exception {
    try (FakeNas dead = FakeNas.silent();
        FakeNas lives = FakeNas.answering(FakeNas.DISCONNECT_ACK);
        DynamicAuthorization client = client(BRIEF, new NasLimits(4, LONG, FIRST_SILENCE))) {
      List<CompletableFuture<Outcome<Acknowledgement>>> all = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        all.add(client.disconnectAsync(dead.target(), ALICE));
      }
      int unknown = 0;
      for (CompletableFuture<Outcome<Acknowledgement>> each : all) {
        if (end(each) instanceof Outcome.Unknown) {
          unknown++;
          continue;
        }
        Refusal refusal = refusal(end(each));
        assertThat(refusal.code()).isEqualTo("nas_away");
        assertThat(refusal.isPermanent()).isFalse();
        assertThat(refusal.retryAfter()).isPresent();
        assertThat(refusal.message())
            .isEqualTo(
                dead.target().shown() + ": no Disconnect-Request was sent: it counts as down");
      }
      // fewer when the first is given up before four were there
      assertThat(unknown).isBetween(1, 4);
      assertThat(client.traffic().transmissions()).isEqualTo(unknown * 3);
      assertThat(client.traffic().inFlight()).isZero();
      assertThat(Collections.frequency(heard, "no_answer.timeout")).isEqualTo(unknown);
      assertThat(Collections.frequency(heard, "not_sent.nas_away")).isEqualTo(100 - unknown);
      // each NAS has bounds of its own; whether it answers in time is another matter
      client.disconnect(lives.target(), ALICE);
      eventually(() -> !lives.received().isEmpty());
    }
  }

  @Test
  void aNasThatRefusesIsUp() throws Exception {
    try (FakeNas nas = FakeNas.answering(FakeNas.DISCONNECT_NAK, FakeNas.errorCause(506));
        DynamicAuthorization client = client(PATIENT, NasLimits.ofDefaults().with(FIRST_SILENCE))) {
      for (int i = 0; i < 3; i++) {
        assertThat(refusal(client.disconnect(nas.target(), ALICE)).code())
            .isEqualTo(ErrorCause.RESOURCES_UNAVAILABLE.code());
      }
    }
  }

  @Test
  void anAnswerUnderAnotherSecretIsNone() throws Exception {
    try (FakeNas nas =
            new FakeNas(
                (request, self) ->
                    self.send(
                        FakeNas.answer(FakeNas.DISCONNECT_ACK, request, "other"), request.from()));
        DynamicAuthorization client = client(BRIEF, NasLimits.ofDefaults().with(FIRST_SILENCE))) {
      assertThat(client.disconnect(nas.target(), ALICE)).isInstanceOf(Outcome.Unknown.class);
      assertThat(refusal(client.disconnect(nas.target(), ALICE)).code()).isEqualTo("nas_away");
    }
  }

  @Test
  void aNasThatIsBackIsAskedAgainAfterThePause() throws Exception {
    AtomicBoolean up = new AtomicBoolean();
    BreakerRule rule = new BreakerRule(1, 1, Duration.ofMillis(10));
    Retransmission longer =
        new Retransmission(
            Duration.ofMillis(100), Duration.ofMillis(400), 3, Duration.ofSeconds(100));
    try (FakeNas nas =
            new FakeNas(
                (request, self) -> {
                  if (up.get()) {
                    self.send(FakeNas.answer(41, request, FakeNas.SECRET), request.from());
                  }
                });
        DynamicAuthorization client = client(longer, NasLimits.ofDefaults().with(rule))) {
      assertThat(client.disconnect(nas.target(), ALICE)).isInstanceOf(Outcome.Unknown.class);
      up.set(true);
      eventually(() -> client.disconnect(nas.target(), ALICE).isDone());
    }
  }

  @Test
  void whoHasWaitedForHisTurnIsDatedAnew() throws Exception {
    try (FakeNas nas = FakeNas.silent();
        DynamicAuthorization client =
            client(PATIENT, new NasLimits(1, LONG, BreakerRule.ofDefaults()))) {
      client.disconnectAsync(nas.target(), ALICE);
      CompletableFuture<Outcome<Acknowledgement>> second =
          client.disconnectAsync(nas.target(), SessionIdentity.of("bob", "2"));
      eventually(() -> nas.received().size() == 1);
      clock.set(TIME.plusSeconds(400));
      FakeNas.Received first = nas.received().get(0);
      nas.send(FakeNas.answer(41, first, FakeNas.SECRET), first.from());
      eventually(() -> nas.received().size() == 2);
      FakeNas.Received next = nas.received().get(1);
      assertThat(seconds(first)).isEqualTo(1_700_000_000L);
      assertThat(seconds(next)).isEqualTo(1_700_000_400L);
      assertThat(FakeNas.isValid(next.packet(), FakeNas.SECRET)).isTrue();
      nas.send(FakeNas.answer(41, next, FakeNas.SECRET), next.from());
      assertThat(end(second).isDone()).isTrue();
    }
  }

  /** A Disconnect-Request ends with its Event-Timestamp. */
  private static long seconds(FakeNas.Received request) {
    byte[] packet = request.packet();
    return ByteBuffer.wrap(packet, packet.length - 4, 4).getInt();
  }

  @Test
  void whoseTurnDoesNotComeInTimeIsRefused() throws Exception {
    NasLimits one = new NasLimits(1, Duration.ofMillis(20), BreakerRule.ofDefaults());
    try (FakeNas nas = FakeNas.silent();
        DynamicAuthorization client = client(PATIENT, one)) {
      CompletableFuture<Outcome<Acknowledgement>> first =
          client.disconnectAsync(nas.target(), ALICE);
      Refusal refusal = refusal(client.disconnect(nas.target(), ALICE));
      assertThat(refusal.code()).isEqualTo("nas_busy");
      assertThat(refusal.isPermanent()).isFalse();
      assertThat(refusal.message()).contains("PT0.02S");
      assertThat(first).isNotDone();
      assertThat(client.traffic().inFlight()).isEqualTo(1);
      assertThat(heard).containsExactly("not_sent.nas_busy");
    }
  }

  @Test
  void whereNobodyMayWaitOneMoreIsRefusedAtOnce() throws Exception {
    try (FakeNas nas = FakeNas.silent();
        DynamicAuthorization client =
            client(PATIENT, new NasLimits(1, Duration.ZERO, BreakerRule.ofDefaults()))) {
      client.disconnectAsync(nas.target(), ALICE);
      assertThat(refusal(client.disconnect(nas.target(), ALICE)).message())
          .contains("1 requests are under way");
    }
  }

  @Test
  void closingRefusesWhoWaitsForHisTurn() throws Exception {
    try (FakeNas nas = FakeNas.silent()) {
      DynamicAuthorization client =
          client(PATIENT, new NasLimits(1, LONG, BreakerRule.ofDefaults()));
      CompletableFuture<Outcome<Acknowledgement>> sent =
          client.disconnectAsync(nas.target(), ALICE);
      CompletableFuture<Outcome<Acknowledgement>> waits =
          client.disconnectAsync(nas.target(), ALICE);
      eventually(() -> nas.received().size() == 1);
      client.close();
      assertThat(end(sent)).isInstanceOf(Outcome.Unknown.class);
      assertThat(refusal(end(waits)).code()).isEqualTo("client_closed");
      assertThat(client.traffic().inFlight()).isZero();
    }
  }

  @Test
  void requestsThatCannotLeaveDoNotCountAgainstTheNasHoweverManyWait() throws Exception {
    // From loopback there is no way to any other network.
    DynamicAuthorizationOptions loopback =
        new DynamicAuthorizationOptions(
            PATIENT,
            1,
            20_000,
            new NasLimits(1, LONG, FIRST_SILENCE),
            (Inet4Address) InetAddress.getByName("127.0.0.1"),
            null);
    NasTarget far = NasTarget.of(InetAddress.getByName("192.0.2.1"), Secret.of("s"));
    try (DynamicAuthorization client = DynamicAuthorization.open(loopback, () -> TIME)) {
      List<CompletableFuture<Outcome<Acknowledgement>>> all = new ArrayList<>();
      for (int i = 0; i < 10_000; i++) {
        all.add(client.disconnectAsync(far, ALICE));
      }
      for (CompletableFuture<Outcome<Acknowledgement>> each : all) {
        assertThat(refusal(end(each)).code()).isEqualTo("not_sent");
      }
    }
  }

  @Test
  void boundsOutOfRangeAreRefused() {
    BreakerRule rule = BreakerRule.ofDefaults();
    assertThatIllegalArgumentException().isThrownBy(() -> new NasLimits(0, LONG, rule));
    assertThatIllegalArgumentException().isThrownBy(() -> new NasLimits(10_001, LONG, rule));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NasLimits(1, Duration.ofHours(2), rule));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NasLimits(1, Duration.ofMillis(-1), rule));
  }
}
