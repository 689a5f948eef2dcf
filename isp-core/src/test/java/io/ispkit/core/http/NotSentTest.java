package io.ispkit.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.ispkit.core.connection.BreakerRule;
import io.ispkit.core.error.RetryableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Failures after which it is certain that nothing left. */
class NotSentTest {

  private final Attempts attempts = new Attempts();
  private final HttpCall post =
      HttpCall.post("/orders").body("text/plain", new byte[] {1, 2, 3}).build();

  @Test
  void aRefusedConnectionIsRepeatedEvenForACallWithAnEffect() throws IOException {
    URI closed = closedPort();
    HttpResult result = attempts.gateway(closed).build().send(post);
    assertThat(result)
        .isInstanceOfSatisfying(
            NotSent.class, r -> assertThat(r.reason()).isEqualTo(NotSent.Reason.CONNECTION));
    assertThat(attempts.tags()).hasSize(3).containsOnly("not_sent.connection");
    assertThatExceptionOfType(RetryableException.class).isThrownBy(result::answerToRead);
  }

  @Test
  void anEmptyPostAndADeleteAreJudgedAlike() throws IOException {
    HttpGateway gateway = attempts.gateway(closedPort()).retry(RetryRule.none()).build();
    assertThat(gateway.send(HttpCall.post("/x").build())).isInstanceOf(NotSent.class);
    assertThat(gateway.send(HttpCall.delete("/x").build())).isInstanceOf(NotSent.class);
    assertThat(gateway.send(HttpCall.get("/x").build())).isInstanceOf(NotSent.class);
  }

  @Test
  void aServerThatDoesNotAcceptIsAConnectTimeOut() throws IOException {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Socket> queued = fill(full);
      URI base = URI.create("http://127.0.0.1:" + full.getLocalPort());
      assertThat(hasty(base).send(post).tag()).isEqualTo("not_sent.connect_timeout");
      for (Socket socket : queued) {
        socket.close();
      }
    }
  }

  @Test
  void aServerThatNeverShakesHandsIsAConnectTimeOut() throws IOException {
    try (RawServer silent = new RawServer(socket -> Thread.sleep(10_000))) {
      assertThat(hasty(silent.uri("https")).send(post).tag()).isEqualTo("not_sent.connect_timeout");
    }
  }

  @Test
  void aServerThatDoesNotSpeakTlsIsATlsFailureAndNotRepeated() throws IOException {
    try (RawServer plain =
        new RawServer(socket -> RawServer.write(socket, "HTTP/1.1 400 Bad Request\r\n\r\n"))) {
      assertThat(attempts.gateway(plain.uri("https")).build().send(post).tag())
          .isEqualTo("not_sent.tls");
      assertThat(attempts.tags()).hasSize(1);
    }
  }

  @Test
  void aConnectionResetDuringTheHandshakeIsNoConnection() throws IOException {
    try (RawServer rude =
        new RawServer(
            socket -> {
              socket.setSoLinger(true, 0);
              socket.close();
            })) {
      HttpGateway gateway = attempts.gateway(rude.uri("https")).retry(RetryRule.none()).build();
      assertThat(gateway.send(post)).isInstanceOf(NotSent.class);
    }
  }

  @Test
  void aClosedGatewaySendsNothing() throws IOException {
    HttpGateway gateway = attempts.gateway(closedPort()).build();
    gateway.close();
    gateway.close();
    assertThat(gateway.send(post).tag()).isEqualTo("not_sent.closed");
  }

  @Test
  void anOpenCircuitSendsNothingUntilThePauseIsOver() throws Exception {
    try (RawServer server =
        new RawServer(
            socket -> {
              RawServer.readRequest(socket);
              RawServer.write(
                  socket, "HTTP/1.1 503 Down\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
              socket.close();
            })) {
      HttpGateway lasting = breaking(server.uri("http"), Duration.ofMinutes(1));
      assertThat(lasting.send(post).tag()).isEqualTo("503");
      assertThat(lasting.send(post).tag()).isEqualTo("503");
      assertThat(lasting.send(post))
          .isInstanceOfSatisfying(NotSent.class, r -> assertThat(r.retryAfter()).isPositive());
      assertThat(server.connections()).isEqualTo(2);

      HttpGateway passing = breaking(server.uri("http"), Duration.ofMillis(300));
      assertThat(passing.send(post).tag()).isEqualTo("503");
      assertThat(passing.send(post).tag()).isEqualTo("503");
      await().until(() -> passing.send(post).tag().equals("503"));
    }
  }

  private HttpGateway breaking(URI base, Duration pause) {
    return attempts
        .gateway(base)
        .retry(RetryRule.none())
        .breaker(new BreakerRule(2, 2, pause))
        .build();
  }

  @Test
  void aCallTooManyIsRefusedAndHurtsNobody() throws Exception {
    try (RawServer silent = new RawServer(socket -> Thread.sleep(10_000))) {
      HttpGateway gateway =
          attempts
              .gateway(silent.uri("http"))
              .retry(RetryRule.none())
              .maxConcurrent(1, Duration.ZERO)
              .build();
      Thread first = new Thread(() -> gateway.send(post));
      first.start();
      await().until(() -> silent.connections() == 1);
      assertThat(gateway.send(post).tag()).isEqualTo("not_sent.busy");
      silent.close();
      first.join();
    }
  }

  private HttpGateway hasty(URI base) {
    return attempts.gateway(base).timeouts(Attempts.CONNECT_SOON).retry(RetryRule.none()).build();
  }

  private static List<Socket> fill(ServerSocket full) throws IOException {
    List<Socket> queued = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Socket socket = new Socket();
      queued.add(socket);
      try {
        socket.connect(full.getLocalSocketAddress(), 1_000);
      } catch (IOException isFull) {
        break;
      }
    }
    return queued;
  }

  private static URI closedPort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + free.getLocalPort());
    }
  }
}
