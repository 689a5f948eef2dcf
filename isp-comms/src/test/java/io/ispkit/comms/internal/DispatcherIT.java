package io.ispkit.comms.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ispkit.comms.api.ChannelType;
import io.ispkit.comms.api.SendOutcome;
import io.ispkit.comms.message.Attempt;
import io.ispkit.comms.message.Message;
import io.ispkit.comms.message.MessageRequest;
import io.ispkit.comms.message.MessageStatus;
import io.ispkit.comms.template.Content;
import io.ispkit.testkit.comms.RecordingChannelProvider;
import io.ispkit.testkit.comms.RecordingChannelProvider.Sent;
import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class DispatcherIT {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final RecordingChannelProvider provider = new RecordingChannelProvider();
  private final RecordingChannelProvider knowing = new RecordingChannelProvider("knowing", true);
  private final Bench bench;
  private final TenantComms tenant;

  DispatcherIT(TestDatabase database) {
    bench = new Bench(database, List.of(provider, knowing));
    // a tenant for each test: the database is shared
    tenant =
        bench.tenant(
            "t" + COUNT.incrementAndGet(),
            Map.of(
                "email",
                List.of(account("recording", "first"), account("recording", "second")),
                "push",
                account("knowing", "known")));
    bench.start();
  }

  private static Map<String, Object> account(String provider, String name) {
    return Map.of(
        "provider", provider, "name", name, "contact", "email", "options", Map.of("label", name));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void sendsAQueuedMessageOnceInTheCustomersLanguage() {
    Message queued = enqueue("email", "service");
    Message sent = bench.ended(tenant, queued.id());
    assertThat(sent.status()).isEqualTo(MessageStatus.SENT);
    assertThat(sent.account()).isEqualTo("first");
    assertThat(sent.providerMessageId()).isEqualTo("rec-" + queued.id());
    assertThat(sent.attempts()).isEqualTo(1);
    assertThat(provider.sent()).hasSize(1);
    Sent call = provider.sent().get(0);
    assertThat(call.message().recipient()).isEqualTo("jane@customer.test");
    assertThat(call.message().language()).isEqualTo(Locale.GERMAN);
    assertThat(call.message().subject()).isEqualTo("Ihr Internetanschluss ist aktiv");
    assertThat(call.message().text()).contains("fiber_1gbps");
    assertThat(attempts(queued)).singleElement().satisfies(this::isAccepted);
    tells("message.sent cust-123");
  }

  private void isAccepted(Attempt attempt) {
    assertThat(attempt.outcome()).isEqualTo("accepted");
    assertThat(attempt.number()).isEqualTo(1);
    assertThat(attempt.endedAt()).isNotNull();
  }

  @Test
  void callsTheProviderWithoutATransactionOpenAndWithTheAttemptWritten() {
    StringBuilder seen = new StringBuilder();
    answer(
        call -> {
          seen.append(
              bench.attempts(tenant, call.message().messageId()).stream()
                  .map(attempt -> attempt.id() + " " + attempt.outcome())
                  .toList());
          return new SendOutcome.Accepted(null);
        });
    Message queued = enqueue("email", "service");
    bench.ended(tenant, queued.id());
    String attempt = provider.sent().get(0).message().attemptId();
    assertThat(seen).hasToString("[" + attempt + " sending]");
  }

  @Test
  void triesTheNextAccountAtOnceWhenOneIsDown() {
    answer(
        call ->
            call.label().equals("first")
                ? new SendOutcome.ProviderDown("no route")
                : new SendOutcome.Accepted("ok"));
    Message sent = bench.ended(tenant, enqueue("email", "service").id());
    assertThat(sent.status()).isEqualTo(MessageStatus.SENT);
    assertThat(sent.account()).isEqualTo("second");
    assertThat(outcomes(sent)).containsExactly("first provider_down", "second accepted");
    // the first rests now, so the next message goes to the second alone
    Message next = bench.ended(tenant, enqueue("email", "service").id());
    assertThat(outcomes(next)).containsExactly("second accepted");
  }

  @Test
  void failsOverFromAnAccountThatRefusesUsAndFailsWhenAllDo() {
    answer(call -> new SendOutcome.PermanentConfig("535 wrong password"));
    Message failed = bench.ended(tenant, enqueue("email", "service").id());
    assertThat(failed.status()).isEqualTo(MessageStatus.FAILED);
    assertThat(failed.reason()).isEqualTo("535 wrong password");
    assertThat(outcomes(failed))
        .containsExactly("first permanent_config", "second permanent_config");
    tells("message.failed cust-123");
  }

  @Test
  void doesNotFailOverForAFaultOfTheRecipientOrTheContent() {
    answer(call -> new SendOutcome.PermanentRecipient("550 unknown"));
    Message refused = bench.ended(tenant, enqueue("email", "service").id());
    assertThat(refused.status()).isEqualTo(MessageStatus.FAILED);
    answer(call -> new SendOutcome.PermanentContent("554 spam"));
    Message spam = bench.ended(tenant, enqueue("email", "service").id());
    assertThat(outcomes(refused)).containsExactly("first permanent_recipient");
    assertThat(outcomes(spam)).containsExactly("first permanent_content");
  }

  @Test
  void comesBackLaterAndGivesUpInTheEnd() {
    answer(call -> new SendOutcome.RetryLater("450 busy", null));
    Message failed = bench.ended(tenant, enqueue("email", "service").id());
    assertThat(failed.status()).isEqualTo(MessageStatus.FAILED);
    assertThat(failed.reason()).isEqualTo("given up after 4 tries: 450 busy");
    assertThat(provider.sent()).hasSize(4);
    assertThat(attempts(failed)).extracting(Attempt::number).containsExactly(1, 2, 3, 4);
  }

  @Test
  void sendsAgainWhatAPersonWantsRepeated() {
    answer(call -> new SendOutcome.PermanentContent("554 spam"));
    Message failed = bench.ended(tenant, enqueue("email", "service").id());
    answer(call -> new SendOutcome.Accepted("ok"));
    assertThat(retry(failed)).isTrue();
    assertThat(bench.ended(tenant, failed.id()).status()).isEqualTo(MessageStatus.SENT);
    assertThat(retry(failed)).isFalse();
    assertThat(outcomes(failed)).containsExactly("first permanent_content", "first accepted");
  }

  @Test
  void neverRepeatsAnUnknownMessageByItself() {
    answer(call -> new SendOutcome.Unknown("read timed out"));
    Message unknown = bench.ended(tenant, enqueue("email", "service").id());
    assertThat(unknown.status()).isEqualTo(MessageStatus.UNKNOWN);
    assertThat(unknown.reason()).isEqualTo("read timed out");
    assertThat(provider.sent()).hasSize(1);
    tells("message.unknown cust-123");
  }

  @Test
  void takesAProviderThatThrowsForUnknown() {
    answer(
        call -> {
          throw new IllegalStateException("bug");
        });
    Message unknown = bench.ended(tenant, enqueue("email", "service").id());
    assertThat(unknown.status()).isEqualTo(MessageStatus.UNKNOWN);
    assertThat(provider.sent()).hasSize(1);
  }

  @Test
  void repeatsAnUnknownMessageOfACategoryThatMustArrive() {
    answer(
        call ->
            provider.sent().size() == 1
                ? new SendOutcome.Unknown("read timed out")
                : new SendOutcome.Accepted("ok"));
    Message sent = bench.ended(tenant, enqueue("email", "outage").id());
    assertThat(sent.status()).isEqualTo(MessageStatus.SENT);
    assertThat(outcomes(sent)).containsExactly("first unknown", "first accepted");
  }

  @Test
  void asksAProviderThatKnowsBeforeItCallsAnythingUnknown() {
    knowing.answer(call -> new SendOutcome.Unknown("reset"));
    knowing.knows(message -> Optional.of(new SendOutcome.Accepted("found")));
    Message sent = bench.ended(tenant, enqueue("push", "service").id());
    assertThat(sent.status()).isEqualTo(MessageStatus.SENT);
    assertThat(sent.providerMessageId()).isEqualTo("found");
    assertThat(knowing.sent()).hasSize(1);
  }

  @Test
  void sendsAgainWhatTheProviderCertainlyDoesNotKnow() {
    knowing.answer(
        call ->
            knowing.sent().size() == 1
                ? new SendOutcome.Unknown("reset")
                : new SendOutcome.Accepted("ok"));
    Message sent = bench.ended(tenant, enqueue("push", "service").id());
    assertThat(sent.status()).isEqualTo(MessageStatus.SENT);
    assertThat(knowing.sent()).hasSize(2);
  }

  @Test
  void doesNotSendAWithdrawnMessage() {
    Message queued = enqueueForLater();
    boolean withdrawn =
        bench.database.transact(tx -> bench.engine.enqueuing().withdraw(tx, tenant, queued.key()));
    assertThat(withdrawn).isTrue();
    Message other = enqueueForLater(); // when this one has gone, the other one's time is over
    assertThat(bench.ended(tenant, other.id()).status()).isEqualTo(MessageStatus.SENT);
    sleep(100);
    assertThat(bench.message(tenant, queued.id()).status()).isEqualTo(MessageStatus.WITHDRAWN);
    assertThat(provider.sent()).hasSize(1);
  }

  @Test
  void doesNotSendWhatIsTooLate() {
    MessageRequest stale =
        request("email", "service")
            .delay(Duration.ofMillis(300))
            .timeToLive(Duration.ofMillis(100))
            .build();
    Message queued = bench.enqueue(tenant, stale).orElseThrow();
    assertThat(bench.ended(tenant, queued.id()).status()).isEqualTo(MessageStatus.EXPIRED);
    assertThat(provider.sent()).isEmpty();
  }

  @Test
  void keepsTwoTenantsWithTheSameKeysApart() {
    TenantComms other =
        bench.tenant(
            "o" + COUNT.incrementAndGet(),
            Map.of("email", account("recording", "others")),
            Locale.ENGLISH);
    MessageRequest request = request("email", "service").build();
    Message mine = bench.enqueue(tenant, request).orElseThrow();
    Message theirs = bench.enqueue(other, request).orElseThrow();
    assertThat(theirs.id()).isNotEqualTo(mine.id());
    assertThat(bench.ended(tenant, mine.id()).account()).isEqualTo("first");
    assertThat(bench.ended(other, theirs.id()).account()).isEqualTo("others");
    assertThat(bench.attempts(other, mine.id())).isEmpty();
    Optional<Message> seen =
        bench.database.transact(tx -> bench.engine.messages().find(tx, other.id(), mine.id()));
    assertThat(seen).isEmpty();
  }

  @Test
  void sendsReadyWordsToAnAddress() {
    MessageRequest direct =
        MessageRequest.of("direct:" + COUNT.incrementAndGet(), "direct")
            .channel(new ChannelType("push"))
            .to("device-7")
            .content(Content.text("{{not a template}}"))
            .metadata(Map.of("badge", "1"))
            .build();
    Message sent = bench.ended(tenant, bench.enqueue(tenant, direct).orElseThrow().id());
    assertThat(sent.status()).isEqualTo(MessageStatus.SENT);
    Sent call = knowing.sent().get(0);
    assertThat(call.message().text()).isEqualTo("{{not a template}}");
    assertThat(call.message().recipient()).isEqualTo("device-7");
    assertThat(call.message().metadata()).containsEntry("badge", "1");
  }

  private void answer(Function<Sent, SendOutcome> answer) {
    provider.answer(answer);
  }

  /** Later than any machine takes to withdraw it. */
  private Message enqueueForLater() {
    MessageRequest later = request("email", "service").delay(Duration.ofSeconds(2)).build();
    return bench.enqueue(tenant, later).orElseThrow();
  }

  private Message enqueue(String channel, String category) {
    return bench.enqueue(tenant, request(channel, category).build()).orElseThrow();
  }

  private static MessageRequest.Builder request(String channel, String category) {
    MessageRequest.Builder builder =
        MessageRequest.of("key:" + COUNT.incrementAndGet(), "service_activated")
            .toCustomer(Bench.JANE)
            .channel(new ChannelType(channel))
            .category(category);
    return channel.equals("email")
        ? builder.template("service_activated", Map.of("plan", "fiber_1gbps"))
        : builder.content(Content.text("active"));
  }

  /** Events are told after the commit, and others see the commit a moment before. */
  private void tells(String... events) {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(bench.events).containsExactly(events));
  }

  private boolean retry(Message message) {
    return bench.database.transact(tx -> bench.engine.enqueuing().retry(tx, tenant, message.id()));
  }

  private List<Attempt> attempts(Message message) {
    return bench.attempts(tenant, message.id());
  }

  private List<String> outcomes(Message message) {
    return attempts(message).stream()
        .map(attempt -> attempt.account() + " " + attempt.outcome())
        .toList();
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
