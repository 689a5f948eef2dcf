package io.ispkit.radius.dynauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ispkit.core.outcome.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class ManyRequestsTest {

  private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000L);

  /** Repeats soon, so that what a socket's buffer loses is made good, and does not give up. */
  private static final Retransmission STUBBORN =
      new Retransmission(
          Duration.ofMillis(200), Duration.ofSeconds(1), 100, Duration.ofSeconds(200));

  private static DynamicAuthorization client(int ports, int inFlight) {
    return DynamicAuthorization.open(
        DynamicAuthorizationOptions.ofDefaults()
            .with(STUBBORN)
            .with(NasLimits.ofDefaults().withMaxConcurrent(10_000))
            .withLimits(ports, inFlight),
        () -> TIME);
  }

  private static CompletableFuture<Outcome<Acknowledgement>> send(
      DynamicAuthorization client, FakeNas nas, int number) {
    SessionIdentity session = SessionIdentity.of("user" + number, "session" + number);
    return number % 2 == 0
        ? client.disconnectAsync(nas.target(), session)
        : client.changeOfAuthorizationAsync(
            nas.target(), session, List.of(AttributeNumber.standard(27).integer(number)));
  }

  private static void eventually(BooleanSupplier what) {
    await().atMost(120, TimeUnit.SECONDS).until(what::getAsBoolean);
  }

  private static String code(Outcome<Acknowledgement> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused<Acknowledgement>) outcome).refusal().code();
  }

  private static String place(FakeNas.Received request) {
    return request.from() + " " + request.id();
  }

  @Test
  void aThousandRequestsInFlightAllGetTheirAnswerThroughRandomLoss() throws Exception {
    int many = 1_000;
    Random random = new Random(3799);
    Map<String, byte[]> inFlight = new ConcurrentHashMap<>();
    Set<String> torn = ConcurrentHashMap.newKeySet();
    try (FakeNas nas =
            new FakeNas(
                (request, self) -> {
                  byte[] before = inFlight.putIfAbsent(place(request), request.packet());
                  if (before != null && !Arrays.equals(before, request.packet())) {
                    torn.add(place(request));
                  }
                  // Nothing is answered before all are there; then a third is lost.
                  if (inFlight.size() == many && random.nextInt(3) > 0) {
                    boolean valid = FakeNas.isValid(request.packet(), FakeNas.SECRET);
                    int code = request.ackCode() + (valid ? 0 : 1);
                    self.send(FakeNas.answer(code, request, FakeNas.SECRET), request.from());
                  }
                });
        DynamicAuthorization client = client(16, many)) {
      List<CompletableFuture<Outcome<Acknowledgement>>> all = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        all.add(send(client, nas, i));
      }
      assertThat(code(send(client, nas, many).join())).isEqualTo("too_many_in_flight");
      assertThat(clientThreads()).isLessThanOrEqualTo(2);
      for (CompletableFuture<Outcome<Acknowledgement>> each : all) {
        assertThat(each.get(250, TimeUnit.SECONDS))
            .isEqualTo(Outcome.done(Acknowledgement.APPLIED));
      }
      assertThat(torn).isEmpty();
      assertThat(inFlight).hasSize(many);
      assertThat(nas.received().stream().map(FakeNas.Received::from).distinct()).hasSize(4);
      assertThat(client.traffic().inFlight()).isZero();
      assertThat(client.traffic().answered()).isEqualTo(many);
      assertThat(client.traffic().dropped(Dropped.WRONG_AUTHENTICATOR)).isZero();
    }
  }

  private static long clientThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("isp-dynauth"))
        .count();
  }

  @Test
  void identifiersOfOneNasCanBeUsedUpAndComeBack() throws Exception {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    try (FakeNas nas = new FakeNas((request, self) -> seen.add(place(request)));
        FakeNas other = FakeNas.answering(FakeNas.DISCONNECT_ACK);
        DynamicAuthorization client = client(2, 10_000)) {
      List<CompletableFuture<Outcome<Acknowledgement>>> all = new ArrayList<>();
      for (int i = 0; i < 512; i++) {
        all.add(send(client, nas, i));
      }
      eventually(() -> seen.size() == 512);
      assertThat(code(send(client, nas, 512).join())).isEqualTo("identifiers_used_up");
      // Another NAS has identifiers of its own.
      assertThat(send(client, other, 0).get(120, TimeUnit.SECONDS).isDone()).isTrue();

      FakeNas.Received first = nas.received().get(0);
      nas.send(FakeNas.answer(first.ackCode(), first, FakeNas.SECRET), first.from());
      eventually(() -> all.stream().filter(CompletableFuture::isDone).count() == 1);
      int before = nas.received().size();
      CompletableFuture<Outcome<Acknowledgement>> next = send(client, nas, 514);
      Set<String> places = new HashSet<>();
      eventually(
          () -> {
            nas.received().stream()
                .skip(before)
                .filter(
                    request ->
                        new String(request.packet(), StandardCharsets.ISO_8859_1)
                            .contains("session514"))
                .forEach(request -> places.add(place(request)));
            return !places.isEmpty();
          });
      assertThat(places).containsExactly(place(first));
      assertThat(next).isNotDone();
    }
  }

  @Test
  void anIdentifierRestsUntilAllOthersWereUsed() throws Exception {
    try (FakeNas nas = FakeNas.answering(FakeNas.DISCONNECT_ACK);
        DynamicAuthorization client = client(1, 10)) {
      for (int i = 0; i < 256; i++) {
        assertThat(send(client, nas, 0).get(120, TimeUnit.SECONDS).isDone()).isTrue();
      }
      List<Integer> ids = nas.received().stream().map(FakeNas.Received::id).distinct().toList();
      assertThat(ids).hasSize(256);
    }
  }
}
