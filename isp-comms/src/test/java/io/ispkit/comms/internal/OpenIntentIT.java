package io.ispkit.comms.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.comms.api.ChannelType;
import io.ispkit.comms.api.OutboundMessage;
import io.ispkit.comms.api.SendOutcome;
import io.ispkit.comms.message.Attempt;
import io.ispkit.comms.message.Message;
import io.ispkit.comms.message.MessageRequest;
import io.ispkit.comms.message.MessageStatus;
import io.ispkit.comms.template.Content;
import io.ispkit.core.error.RetryableException;
import io.ispkit.testkit.comms.RecordingChannelProvider;
import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.testkit.database.TestDatabases;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A node ends while a provider is being called, and its successor finds the intent open. */
@OnEachDatabase
class OpenIntentIT {

  private final TestDatabase database;
  private final RecordingChannelProvider plain = new RecordingChannelProvider();
  private final RecordingChannelProvider knowing = new RecordingChannelProvider("knowing", true);

  OpenIntentIT(TestDatabase shared) {
    this.database = TestDatabases.fresh(shared.product());
  }

  @Test
  void leavesItToAPersonWhereNobodyCanTell() throws Exception {
    Message message = interrupt("recording", "service");
    Message after = resume(message);
    assertThat(after.status()).isEqualTo(MessageStatus.UNKNOWN);
    assertThat(after.reason()).isEqualTo("the process ended during the call");
    assertThat(plain.sent()).hasSize(1);
  }

  @Test
  void sendsAgainWhatMustArrive() throws Exception {
    Message after = resume(interrupt("recording", "security"));
    assertThat(after.status()).isEqualTo(MessageStatus.SENT);
    assertThat(plain.sent()).hasSize(2);
    assertThat(after.attempts()).isEqualTo(2);
  }

  @Test
  void sendsNoSecondTimeWhatTheProviderHas() throws Exception {
    Message message = interrupt("knowing", "security");
    knows(sent -> Optional.of(new SendOutcome.Accepted("found")));
    Message after = resume(message);
    assertThat(after.status()).isEqualTo(MessageStatus.SENT);
    assertThat(after.providerMessageId()).isEqualTo("found");
    assertThat(knowing.sent()).hasSize(1);
  }

  @Test
  void sendsAgainWhatTheProviderHasNot() throws Exception {
    Message message = interrupt("knowing", "marketing");
    knows(sent -> Optional.empty());
    Message after = resume(message);
    assertThat(after.status()).isEqualTo(MessageStatus.SENT);
    assertThat(knowing.sent()).hasSize(2);
  }

  @Test
  void keepsTheIntentOpenWhileTheProviderCannotBeAsked() throws Exception {
    Message message = interrupt("knowing", "security");
    CountDownLatch asked = new CountDownLatch(1);
    knows(
        sent -> {
          asked.countDown();
          throw new RetryableException("away");
        });
    try (Bench bench = bench()) {
      TenantComms tenant = tenant(bench, "knowing");
      bench.start();
      assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
      Thread.sleep(300);
      assertThat(bench.message(tenant, message.id()).status()).isEqualTo(MessageStatus.SENDING);
      assertThat(bench.attempts(tenant, message.id()))
          .singleElement()
          .extracting(Attempt::outcome)
          .isEqualTo("sending");
    }
    assertThat(knowing.sent()).hasSize(1);
  }

  /** Queues a message, and ends the node in the middle of the call. */
  private Message interrupt(String provider, String category) throws Exception {
    CountDownLatch calling = new CountDownLatch(1);
    Function<RecordingChannelProvider.Sent, SendOutcome> hang =
        call -> {
          calling.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            throw new IllegalStateException("the process ends", e);
          }
          return new SendOutcome.Accepted("too late");
        };
    plain.answer(hang);
    knowing.answer(hang);
    MessageRequest request =
        MessageRequest.of("key", "line_restored")
            .channel(new ChannelType("sms"))
            .to("+4915112345678")
            .category(category)
            .content(Content.text("Your line is back."))
            .build();
    Message message;
    try (Bench bench = bench()) {
      TenantComms tenant = tenant(bench, provider);
      bench.start();
      message = bench.enqueue(tenant, request).orElseThrow();
      assertThat(calling.await(1, TimeUnit.MINUTES)).isTrue();
    }
    plain.answer(call -> new SendOutcome.Accepted("ok"));
    knowing.answer(call -> new SendOutcome.Accepted("ok"));
    return message;
  }

  private Message resume(Message message) {
    try (Bench bench = bench()) {
      TenantComms tenant = tenant(bench, message.provider());
      assertThat(bench.message(tenant, message.id()).status()).isEqualTo(MessageStatus.SENDING);
      bench.start();
      return bench.ended(tenant, message.id());
    }
  }

  private void knows(Function<OutboundMessage, Optional<SendOutcome>> answer) {
    knowing.knows(answer);
  }

  private Bench bench() {
    return new Bench(database, List.of(plain, knowing));
  }

  private static TenantComms tenant(Bench bench, String provider) {
    return bench.tenant("acme", Map.of("sms", Map.of("provider", provider)));
  }
}
