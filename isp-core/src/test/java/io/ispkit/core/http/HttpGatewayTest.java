package io.ispkit.core.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.ispkit.core.connection.BreakerRule;
import io.ispkit.core.secret.Secret;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class HttpGatewayTest {

  private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(HttpGateway.class);

  @RegisterExtension
  static final WireMockExtension SERVER =
      WireMockExtension.newInstance()
          .options(wireMockConfig().dynamicPort().dynamicHttpsPort())
          .build();

  private final Attempts attempts = new Attempts();
  private final HttpGateway gateway =
      attempts.gateway(URI.create("http://127.0.0.1:" + SERVER.getPort() + "/api/")).build();

  @Test
  void aCallArrivesAsBuilt() {
    SERVER.stubFor(
        any(anyUrl()).willReturn(ok("{}").withHeader("Content-Type", "application/json")));
    HttpGateway authorised =
        attempts
            .gateway(URI.create("http://127.0.0.1:" + SERVER.getPort() + "/api/"))
            .basic("jo", Secret.of("pä"))
            .header("x-a", "1")
            .build();
    HttpCall call =
        HttpCall.post("/devices/{}/tasks", "A%2D1")
            .query("connection_request", "")
            .query("q", "{\"a\":\"b c\"}")
            .header("X-A", "2")
            .json(JsonNodeFactory.instance.objectNode().put("name", "ä"))
            .build();
    assertThat(authorised.send(call).tag()).isEqualTo("200");
    SERVER.verify(
        postRequestedFor(
                urlEqualTo(
                    "/api/devices/A%252D1/tasks?connection_request=&q=%7B%22a%22%3A%22b%20c%22%7D"))
            .withHeader("authorization", equalTo("Basic am86cMOk"))
            .withHeader("x-a", equalTo("2"))
            .withHeader("content-type", equalTo("application/json"))
            .withoutHeader("upgrade")
            .withRequestBody(equalTo("{\"name\":\"ä\"}")));
  }

  @Test
  void anyStatusIsAnAnswerAndRedirectsAreNotFollowed() {
    SERVER.stubFor(
        any(urlEqualTo("/api/x"))
            .willReturn(aResponse().withStatus(307).withHeader("Location", "/api/y")));
    assertThat(gateway.send(HttpCall.post("/x").build()))
        .isInstanceOfSatisfying(
            HttpAnswer.class, a -> assertThat(a.header("LOCATION")).hasValue("/api/y"));
    assertThat(gateway.send(HttpCall.delete("/nowhere").build()).tag()).isEqualTo("404");
    SERVER.verify(0, postRequestedFor(urlEqualTo("/api/y")));
  }

  @Test
  void aReadWaitsAsLongAsTheServerAsks() {
    answerFirst(aResponse().withStatus(429).withHeader("Retry-After", "1"));
    long start = System.nanoTime();
    assertThat(gateway.send(HttpCall.get("/x").build()).tag()).isEqualTo("200");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(950));
  }

  @Test
  void aServerThatAsksForTooMuchPatienceIsNotWaitedFor() {
    answerFirst(aResponse().withStatus(503).withHeader("Retry-After", "3600"));
    assertThat(gateway.send(HttpCall.get("/x").build()))
        .isInstanceOfSatisfying(
            HttpAnswer.class, a -> assertThat(a.retryAfter()).hasValue(Duration.ofHours(1)));
  }

  @Test
  void aWriteIsNotRepeatedOnAStatus() {
    answerFirst(aResponse().withStatus(503));
    assertThat(gateway.send(HttpCall.post("/x").build()).tag()).isEqualTo("503");
    assertThat(attempts.tags()).containsExactly("503");
  }

  @Test
  void aRepeatedWriteSaysThatItsEffectMayBeOlder() {
    SERVER.stubFor(
        delete(anyUrl())
            .inScenario("s")
            .whenScenarioStateIs("Started")
            .willSetStateTo("gone")
            .willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));
    SERVER.stubFor(
        delete(anyUrl())
            .inScenario("s")
            .whenScenarioStateIs("gone")
            .willReturn(aResponse().withStatus(404)));
    HttpResult result = gateway.send(HttpCall.delete("/x").effect(CallEffect.REPEATABLE).build());
    assertThat(result)
        .isInstanceOfSatisfying(HttpAnswer.class, a -> assertThat(a.isRepeated()).isTrue());
  }

  @Test
  void anUnknownEffectStaysUnknownWhenTheRepetitionsFailOtherwise() {
    SERVER.stubFor(
        delete(anyUrl())
            .inScenario("s")
            .whenScenarioStateIs("Started")
            .willSetStateTo("down")
            .willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));
    SERVER.stubFor(
        delete(anyUrl())
            .inScenario("s")
            .whenScenarioStateIs("down")
            .willReturn(aResponse().withStatus(503)));
    HttpResult result = gateway.send(HttpCall.delete("/x").effect(CallEffect.REPEATABLE).build());
    assertThat(attempts.tags()).containsExactly("no_answer.reset", "503", "503");
    assertThat(result.tag()).isEqualTo("no_answer.reset");
  }

  @Test
  void anUntrustedCertificateIsATlsFailureBeforeAnythingIsSent() {
    HttpGateway tls =
        attempts.gateway(URI.create("https://localhost:" + SERVER.getHttpsPort())).build();
    assertThat(tls.send(HttpCall.post("/x").build()).tag()).isEqualTo("not_sent.tls");
    assertThat(tls.send(HttpCall.get("/x").build()).tag()).isEqualTo("not_sent.tls");
    assertThat(tls.send(HttpCall.post("/x").body("text/plain", new byte[9]).build()).tag())
        .isEqualTo("not_sent.tls");
  }

  @Test
  void noSecretReachesALogLineAResultOrAText() {
    ListAppender<ILoggingEvent> log = listen();
    SERVER.stubFor(any(anyUrl()).willReturn(ok("CANARY-body")));
    HttpGateway secretive =
        attempts
            .gateway(URI.create("http://127.0.0.1:" + SERVER.getPort()))
            .authorisation(Secret.of("Bearer CANARY-auth"))
            .breaker(new BreakerRule(100, 100, Duration.ofSeconds(1)))
            .build();
    HttpCall call =
        HttpCall.of("POST", HttpPath.of("/bot{}/x").with(Secret.of("CANARY-path")))
            .query("key", Secret.of("CANARY-query"))
            .header("x-api-key", Secret.of("CANARY-header"))
            .form(java.util.Map.of("p", "CANARY-form"))
            .build();
    HttpResult fine = secretive.send(call);
    SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)));
    HttpResult broken = secretive.send(call);
    assertThat(log.list)
        .hasSize(2)
        .allSatisfy(
            line ->
                assertThat(line.getFormattedMessage())
                    .contains("/bot***/x?key=***")
                    .doesNotContain("CANARY"));
    assertThat(fine + " " + broken + secretive + call).doesNotContain("CANARY");
  }

  @Test
  void aBrokenListenerDoesNotBreakTheCall() {
    SERVER.stubFor(any(anyUrl()).willReturn(ok()));
    HttpListener broken =
        (target, method, result, took) -> {
          throw new IllegalStateException("broken");
        };
    assertThat(
            attempts
                .gateway(URI.create("http://127.0.0.1:" + SERVER.getPort()))
                .listener(broken)
                .build()
                .send(HttpCall.get("/x").build())
                .tag())
        .isEqualTo("200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://x/",
        "http:///x",
        "http://u:CANARY@x/",
        "http://x/?a=b",
        "http://x/#a",
        "x",
        "http://example.com@127.0.0.1/",
        "http://127.1/"
      })
  void aBaseThatIsNoPlainHttpUriIsRefusedWithoutShowingIt(String base) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HttpGateway.builder("x", URI.create(base)))
        .withMessageNotContaining("CANARY");
  }

  @Test
  void aBodyRefusesToBeSentTwiceOrAfterItWasGivenUp() {
    RequestBody once = new RequestBody(new byte[3]);
    assertThat(once.contentLength()).isEqualTo(3);
    assertThat(once.abandon()).isFalse();
    assertThatIllegalStateException().isThrownBy(once::contentLength);
    RequestBody late = new RequestBody(new byte[3]);
    assertThat(late.abandon()).isTrue();
    assertThatIllegalStateException().isThrownBy(late::contentLength);
    assertThat(late.mayHaveLeft()).isFalse();
  }

  private static void answerFirst(ResponseDefinitionBuilder first) {
    SERVER.stubFor(
        any(anyUrl())
            .inScenario("s")
            .whenScenarioStateIs("Started")
            .willSetStateTo("next")
            .willReturn(first));
    SERVER.stubFor(get(anyUrl()).inScenario("s").whenScenarioStateIs("next").willReturn(ok()));
  }

  private static ListAppender<ILoggingEvent> listen() {
    LOGGER.setLevel(Level.TRACE);
    ListAppender<ILoggingEvent> appender = new ListAppender<>();
    appender.start();
    LOGGER.addAppender(appender);
    return appender;
  }

  @AfterEach
  void stopListening() {
    LOGGER.detachAndStopAllAppenders();
    LOGGER.setLevel(Level.OFF);
  }
}
