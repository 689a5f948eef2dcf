package io.ispkit.core.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures after which it is unknown whether the call had its effect. */
class NoAnswerTest {

  @RegisterExtension
  static final WireMockExtension SERVER =
      WireMockExtension.newInstance()
          .options(wireMockConfig().dynamicPort().dynamicHttpsPort())
          .build();

  private final Attempts attempts = new Attempts();
  private final HttpGateway gateway =
      attempts.gateway(URI.create("http://127.0.0.1:" + SERVER.getPort())).build();
  private final HttpGateway hasty = hasty(URI.create("http://127.0.0.1:" + SERVER.getPort()));
  private final HttpCall order =
      HttpCall.post("/orders").body("text/plain", new byte[] {1, 2, 3}).build();

  @ParameterizedTest
  @CsvSource({
    "CONNECTION_RESET_BY_PEER, no_answer.reset",
    "EMPTY_RESPONSE, no_answer.reset",
    "MALFORMED_RESPONSE_CHUNK, no_answer.reset",
    "RANDOM_DATA_THEN_CLOSE, no_answer.reset"
  })
  void aPostThatFailsAfterItWasWrittenIsSentOnceAndUnknown(Fault fault, String tag) {
    SERVER.stubFor(get(anyUrl()).willReturn(ok()));
    SERVER.stubFor(post(anyUrl()).willReturn(aResponse().withFault(fault)));
    // A connection of the pool is where the JDK's own repetition would strike.
    assertThat(gateway.send(HttpCall.get("/warm-up").build()).tag()).isEqualTo("200");
    assertThat(gateway.send(order).tag()).isEqualTo(tag);
    assertThat(gateway.send(HttpCall.post("/orders").build()).tag()).isEqualTo(tag);
    SERVER.verify(2, com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor(anyUrl()));
  }

  @Test
  void aReadIsRepeatedUntilItSucceeds() {
    SERVER.stubFor(
        get(anyUrl())
            .inScenario("s")
            .whenScenarioStateIs("Started")
            .willSetStateTo("up")
            .willReturn(aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)));
    SERVER.stubFor(get(anyUrl()).inScenario("s").whenScenarioStateIs("up").willReturn(ok("fine")));
    assertThat(gateway.send(HttpCall.get("/x").build()).answerToRead().text()).isEqualTo("fine");
    assertThat(attempts.tags()).containsExactly("no_answer.reset", "200");
  }

  @Test
  void aHangBeforeTheHeadersIsAnAnswerTimeOut() {
    answer(ok().withFixedDelay(10_000));
    assertThat(hasty.send(order).tag()).isEqualTo("no_answer.answer_timeout");
    assertThat(attempts.tags()).hasSize(1);
  }

  @Test
  void aSlowTrickleDoesNotExtendTheTimeOut() {
    answer(ok("x".repeat(400)).withChunkedDribbleDelay(200, 20_000));
    long start = System.nanoTime();
    assertThat(hasty.send(order).tag()).isEqualTo("no_answer.answer_timeout");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void aHangInTheMiddleOfTheBodyIsAnAnswerTimeOut() throws IOException {
    try (RawServer server =
        rawServer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", false)) {
      assertThat(hasty(server.uri("http")).send(order).tag()).isEqualTo("no_answer.answer_timeout");
    }
  }

  @Test
  void anAnswerCutShortIsNoAnswer() throws IOException {
    try (RawServer server =
        rawServer("HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\nhalf", true)) {
      assertThat(attempts.gateway(server.uri("http")).build().send(order).tag())
          .isEqualTo("no_answer.reset");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CANARY NO HTTP\r\n\r\n",
        "HTTP/1.1 CANARY\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: CANARY\r\n\r\n"
      })
  void whatIsNotHttpIsNoAnswerAndIsNotQuoted(String answer) throws IOException {
    try (RawServer server = rawServer(answer, false)) {
      HttpResult result = hasty(server.uri("http")).send(order);
      assertThat(result).isInstanceOf(NoAnswer.class);
      assertThat(result.toString()).doesNotContain("CANARY");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void aServerThatDoesNotReadIsAWriteTimeOut() throws IOException {
    try (RawServer server = new RawServer(socket -> Thread.sleep(10_000))) {
      HttpCall large = HttpCall.post("/x").body("text/plain", new byte[32 << 20]).build();
      HttpGateway hasty =
          attempts.gateway(server.uri("http")).timeouts(Attempts.WRITE_SOON).build();
      assertThat(hasty.send(large).tag()).isEqualTo("no_answer.write_timeout");
      assertThat(attempts.tags()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"'Content-Length: 5000'", "'Transfer-Encoding: chunked'"})
  void anAnswerThatIsTooLongIsCutOffAndNotRepeated(String framing) throws IOException {
    String body =
        framing.startsWith("T")
            ? "1388\r\n" + "x".repeat(5000) + "\r\n0\r\n\r\n"
            : "x".repeat(5000);
    try (RawServer server = rawServer("HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n" + body, false)) {
      HttpGateway small = attempts.gateway(server.uri("http")).maxAnswerBytes(4999).build();
      assertThat(small.send(HttpCall.get("/x").build()).tag()).isEqualTo("no_answer.too_large");
      assertThat(attempts.tags()).hasSize(1);
      HttpGateway enough = attempts.gateway(server.uri("http")).maxAnswerBytes(5000).build();
      assertThat(enough.send(HttpCall.get("/x").build()).tag()).isEqualTo("200");
    }
  }

  @Test
  void aSuccessThatIsNotTheJsonAskedForIsNoSuccess() {
    answer(ok("<html>log in</html>").withHeader("content-type", "text/html"));
    assertThat(gateway.send(HttpCall.post("/x").expectJson().build()).tag())
        .isEqualTo("no_answer.unreadable");
    answer(ok("{\"id\":").withHeader("content-type", "application/json"));
    assertThat(gateway.send(HttpCall.post("/x").expectJson().build()).tag())
        .isEqualTo("no_answer.unreadable");
    answer(ok("{\"id\":7}").withHeader("content-type", "application/json; charset=utf-8"));
    assertThat(gateway.send(HttpCall.post("/x").expectJson().build()))
        .isInstanceOfSatisfying(
            HttpAnswer.class, a -> assertThat(a.json().path("id").asInt()).isEqualTo(7));
  }

  @Test
  void anInterruptEndsTheCallAndIsNotLost() throws Exception {
    answer(ok().withFixedDelay(10_000));
    AtomicReference<HttpResult> result = new AtomicReference<>();
    AtomicBoolean flag = new AtomicBoolean();
    Thread caller =
        new Thread(
            () -> {
              result.set(
                  attempts
                      .gateway(URI.create("http://127.0.0.1:" + SERVER.getPort()))
                      .build()
                      .send(order));
              flag.set(Thread.currentThread().isInterrupted());
            });
    caller.start();
    await().until(() -> SERVER.findAll(anyRequestedFor(anyUrl())).size() == 1 || !caller.isAlive());
    caller.interrupt();
    caller.join(60_000);
    assertThat(result.get().tag()).isEqualTo("no_answer.interrupted");
    assertThat(flag).isTrue();
  }

  private HttpGateway hasty(URI base) {
    return attempts.gateway(base).timeouts(Attempts.ANSWER_SOON).build();
  }

  private static RawServer rawServer(String answer, boolean thenClose) throws IOException {
    return new RawServer(
        socket -> {
          RawServer.readRequest(socket);
          RawServer.write(socket, answer);
          if (thenClose) {
            socket.close();
          }
        });
  }

  private static void answer(ResponseDefinitionBuilder answer) {
    SERVER.stubFor(any(anyUrl()).willReturn(answer));
  }
}
