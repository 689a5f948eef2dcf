package io.ispkit.comms.internal;

import io.ispkit.comms.account.ChannelAccount;
import io.ispkit.comms.api.SendOutcome;
import io.ispkit.comms.message.Attempt;
import io.ispkit.comms.message.Message;
import io.ispkit.comms.message.MessageStatus;
import io.ispkit.comms.template.Template;
import io.ispkit.core.event.EventSink;
import io.ispkit.core.id.IdGenerator;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.lane.LaneHandler;
import io.ispkit.runtime.lane.LaneItem;
import io.ispkit.runtime.lane.Next;
import io.ispkit.runtime.lane.Work;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sends queued messages: decide in a transaction, write the attempt as the intent, call without a
 * connection, record. Thread-safe.
 *
 * <p>After a crash an open intent is unknown. It is looked up when the provider can; else, and
 * whenever an outcome stays unknown, the message's category decides: sent again for those in {@link
 * CommsSettings#repeatUnknown}, left to a person for all others.
 */
public final class Dispatcher implements LaneHandler {

  private static final Set<MessageStatus> OPEN =
      EnumSet.of(MessageStatus.QUEUED, MessageStatus.SENDING);
  private static final Duration ASK_AGAIN = Duration.ofSeconds(30);
  private static final Duration NO_ACCOUNT = Duration.ofMinutes(1);

  private final Function<TenantId, TenantComms> tenants;
  private final MessageStore messages;
  private final AttemptStore attempts;
  private final AccountHealth health;
  private final EventSink events;
  private final CommsSettings settings;
  private final InstantSource clock;
  private final IdGenerator ids;
  private final RandomGenerator random;

  public Dispatcher(
      Function<TenantId, TenantComms> tenants,
      MessageStore messages,
      AttemptStore attempts,
      AccountHealth health,
      EventSink events,
      CommsSettings settings,
      InstantSource clock,
      IdGenerator ids,
      RandomGenerator random) {
    this.tenants = tenants;
    this.messages = messages;
    this.attempts = attempts;
    this.health = health;
    this.events = events;
    this.settings = settings;
    this.clock = clock;
    this.ids = ids;
    this.random = random;
  }

  @Override
  public Work begin(LaneItem item) {
    TenantComms tenant = tenants.apply(item.tenant());
    String messageId = Objects.toString(MessageBody.read(item.body()).get("message"), "");
    String intent = item.openIntent();
    return Work.inTransaction(
        intent == null
            ? transaction -> decide(transaction, tenant, messageId, Round.NEW)
            : transaction -> resume(transaction, tenant, messageId, intent));
  }

  /**
   * What a call needs to know, and to record.
   *
   * @param tries this one included
   */
  private record Call(
      TenantComms tenant,
      StoredMessage stored,
      @Nullable Template template,
      ChannelAccount account,
      String attemptId,
      Round round,
      int tries) {

    Message message() {
      return stored.message();
    }
  }

  private Next decide(Transaction transaction, TenantComms tenant, String messageId, Round round) {
    Optional<StoredMessage> found = messages.load(transaction, tenant.id(), messageId);
    if (found.isEmpty() || !OPEN.contains(found.get().message().status())) {
      return Next.done();
    }
    StoredMessage stored = found.get();
    Message message = stored.message();
    Instant now = clock.instant();
    Instant expires = message.expiresAt();
    if (expires != null && !expires.isAfter(now)) {
      return end(transaction, tenant, message, Move.to(MessageStatus.EXPIRED, "too late"));
    }
    Instant rested = null;
    for (ChannelAccount account : tenant.channels().accounts(message.channel())) {
      if (round.accounts().contains(account.name())) {
        continue;
      }
      Instant until = health.restsUntil(tenant.id(), account);
      if (until == null) {
        return attempt(transaction, tenant, stored, account, round);
      }
      rested = rested == null || until.isBefore(rested) ? until : rested;
    }
    if (round.accounts().isEmpty()) {
      Duration wait = rested == null ? NO_ACCOUNT : Duration.between(now, rested);
      String reason = rested == null ? "no account is configured" : "all accounts are resting";
      return sleep(transaction, tenant, message, reason, wait);
    }
    return round.later() || rested != null
        ? later(transaction, tenant, message, stored.tries(), round.reason(), null)
        : end(transaction, tenant, message, Move.to(MessageStatus.FAILED, round.reason()));
  }

  private Next attempt(
      Transaction transaction,
      TenantComms tenant,
      StoredMessage stored,
      ChannelAccount account,
      Round round) {
    Message message = stored.message();
    if (!messages.move(transaction, tenant.id(), message.id(), OPEN, Move.sending(account))) {
      return Next.done();
    }
    Call call =
        new Call(
            tenant,
            stored,
            template(transaction, tenant, message),
            account,
            ids.next(),
            round,
            stored.tries() + 1);
    int number = message.attempts() + 1;
    return Next.then(
        Work.remote(
            call.attemptId(),
            intent ->
                attempts.begin(
                    intent, tenant.id(), call.attemptId(), message.id(), number, account),
            () -> {
              SendOutcome outcome =
                  Calls.send(tenant, account, stored, call.template(), call.attemptId());
              return Work.inTransaction(recording -> record(recording, call, outcome));
            }));
  }

  /** The process ended during a call: nobody knows yet what became of it. */
  private Next resume(
      Transaction transaction, TenantComms tenant, String messageId, String attemptId) {
    Optional<StoredMessage> found = messages.load(transaction, tenant.id(), messageId);
    if (found.isEmpty() || found.get().message().status() != MessageStatus.SENDING) {
      return decide(transaction, tenant, messageId, Round.NEW);
    }
    StoredMessage stored = found.get();
    Message message = stored.message();
    Optional<ChannelAccount> account =
        attempts
            .find(transaction, tenant.id(), attemptId)
            .flatMap(attempt -> account(tenant, message, attempt));
    SendOutcome.Unknown unknown = new SendOutcome.Unknown("the process ended during the call");
    // What a call returns closes the intent; so even where nobody can be asked, this is a call.
    if (account.isEmpty()) {
      return Next.then(
          Work.lookUp(
              () ->
                  Work.inTransaction(
                      recording -> {
                        attempts.end(recording, tenant.id(), attemptId, unknown);
                        return unknown(recording, tenant, message, stored.tries(), unknown);
                      })));
    }
    Call call =
        new Call(
            tenant,
            stored,
            template(transaction, tenant, message),
            account.get(),
            attemptId,
            Round.NEW,
            stored.tries());
    return Next.then(
        Work.lookUp(
            () -> {
              SendOutcome outcome =
                  Calls.lookUp(tenant, call.account(), stored, call.template(), attemptId)
                      .orElse(unknown);
              return Work.inTransaction(recording -> record(recording, call, outcome));
            }));
  }

  private static Optional<ChannelAccount> account(
      TenantComms tenant, Message message, Attempt attempt) {
    return tenant.channels().accounts(message.channel()).stream()
        .filter(candidate -> candidate.name().equals(attempt.account()))
        .findFirst();
  }

  private Next record(Transaction transaction, Call call, SendOutcome outcome) {
    TenantComms tenant = call.tenant();
    ChannelAccount account = call.account();
    if (outcome instanceof SendOutcome.Unknown unknown && Calls.canLookUp(account)) {
      // Can be told, but not now: the intent stays open, and so does the attempt.
      return new Next.Retry(unknown.reason(), ASK_AGAIN, true);
    }
    attempts.end(transaction, tenant.id(), call.attemptId(), outcome);
    if (outcome instanceof SendOutcome.Accepted) {
      health.fine(transaction, tenant.id(), account);
      return end(
          transaction, tenant, call.message(), Move.sent(Outcomes.providerMessageId(outcome)));
    }
    String reason = Objects.requireNonNull(Outcomes.reason(outcome));
    if (outcome instanceof SendOutcome.RetryLater refused) {
      health.fine(transaction, tenant.id(), account);
      return later(transaction, tenant, call.message(), call.tries(), reason, refused.delay());
    }
    if (outcome instanceof SendOutcome.ProviderDown) {
      health.down(transaction, tenant.id(), account, reason);
      return next(call, true, reason);
    }
    if (outcome instanceof SendOutcome.PermanentConfig) {
      health.refused(transaction, tenant.id(), account, reason);
      return next(call, false, reason);
    }
    if (outcome instanceof SendOutcome.Unknown unknown) {
      return unknown(transaction, tenant, call.message(), call.tries(), unknown);
    }
    health.fine(transaction, tenant.id(), account);
    return end(transaction, tenant, call.message(), Move.to(MessageStatus.FAILED, reason));
  }

  private Next next(Call call, boolean later, String reason) {
    Round round = call.round().with(call.account(), later, reason);
    return Next.then(
        Work.inTransaction(
            transaction -> decide(transaction, call.tenant(), call.message().id(), round)));
  }

  private Next unknown(
      Transaction transaction,
      TenantComms tenant,
      Message message,
      int tries,
      SendOutcome.Unknown unknown) {
    return settings.repeatUnknown().contains(message.category())
        ? later(transaction, tenant, message, tries, unknown.reason(), null)
        : end(transaction, tenant, message, Move.to(MessageStatus.UNKNOWN, unknown.reason()));
  }

  private Next later(
      Transaction transaction,
      TenantComms tenant,
      Message message,
      int tries,
      String reason,
      @Nullable Duration wanted) {
    if (tries >= settings.maxTries()) {
      return end(
          transaction,
          tenant,
          message,
          Move.to(MessageStatus.FAILED, "given up after " + tries + " tries: " + reason));
    }
    Duration delay = wanted;
    if (delay == null) {
      Duration usual = settings.delayAfter(tries);
      delay = usual.plusMillis((long) (usual.toMillis() * random.nextDouble(0.2)));
    }
    return sleep(transaction, tenant, message, reason, delay);
  }

  private Next sleep(
      Transaction transaction, TenantComms tenant, Message message, String reason, Duration delay) {
    Move move = Move.later(reason, clock.instant().plus(delay));
    messages.move(transaction, tenant.id(), message.id(), OPEN, move);
    return Next.sleep(delay);
  }

  private Next end(Transaction transaction, TenantComms tenant, Message message, Move move) {
    if (messages.move(transaction, tenant.id(), message.id(), OPEN, move)) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("message_id", message.id());
      data.put("type", message.type());
      data.put("channel", message.channel().name());
      data.put("status", move.to().text());
      if (move.reason() != null) {
        data.put("reason", move.reason());
      }
      String subject = message.customer() == null ? message.id() : message.customer().value();
      events.publish(transaction, tenant.id(), "message." + move.to().text(), subject, data);
    }
    return Next.done();
  }

  private static @Nullable Template template(
      Transaction transaction, TenantComms tenant, Message message) {
    String name = message.template();
    Integer version = message.templateVersion();
    return name == null || version == null
        ? null
        : tenant
            .templates()
            .version(transaction, name, message.channel(), message.language(), version)
            .orElse(null);
  }
}
