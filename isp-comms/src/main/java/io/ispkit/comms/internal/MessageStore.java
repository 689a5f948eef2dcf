package io.ispkit.comms.internal;

import static io.ispkit.comms.internal.jooq.Tables.COMMUNICATION_LOGS;

import io.ispkit.comms.api.ChannelType;
import io.ispkit.comms.internal.jooq.tables.records.CommunicationLogsRecord;
import io.ispkit.comms.message.Message;
import io.ispkit.comms.message.MessageQuery;
import io.ispkit.comms.message.MessageStatus;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.database.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.UpdateSetMoreStep;
import org.jspecify.annotations.Nullable;

/** The rows of messages. Thread-safe. */
public final class MessageStore {

  private final Database database;
  private final InstantSource clock;

  public MessageStore(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Inserts unless the key is taken; returns whether it did. */
  boolean insert(
      Transaction transaction, TenantId tenant, Message message, Prepared prepared, int priority) {
    CommunicationLogsRecord row = new CommunicationLogsRecord();
    row.setTenantId(tenant.value());
    row.setMessageId(message.id());
    row.setBusinessKey(message.key());
    row.setCustomerId(message.customer() == null ? null : message.customer().value());
    row.setMessageType(message.type());
    row.setCategory(message.category());
    row.setChannel(message.channel().name());
    row.setRecipient(message.recipient());
    row.setTemplate(message.template());
    row.setTemplateVersion(message.templateVersion());
    row.setLanguage(message.language().toLanguageTag());
    row.setContext(prepared.json());
    row.setMetadata(prepared.metadata());
    row.setPriority((short) priority);
    row.setStatus(message.status().text());
    row.setProvider(message.provider());
    row.setAccount(message.account());
    row.setTries(0);
    row.setAttempts(0);
    row.setCreatedAt(message.createdAt());
    row.setDueAt(prepared.dueAt());
    row.setExpiresAt(message.expiresAt());
    row.setUpdatedAt(message.updatedAt());
    return Inserts.unlessThere(
        database.jooq(transaction).insertInto(COMMUNICATION_LOGS).set(row).onConflictDoNothing());
  }

  Optional<StoredMessage> load(Transaction transaction, TenantId tenant, String messageId) {
    return database
        .jooq(transaction)
        .selectFrom(COMMUNICATION_LOGS)
        .where(is(tenant, messageId))
        .fetchOptional(
            row ->
                new StoredMessage(
                    message(row),
                    MessageBody.of(row.getContext()),
                    MessageBody.texts(row.getMetadata()),
                    row.getTries()));
  }

  public Optional<Message> find(Transaction transaction, TenantId tenant, String messageId) {
    return database
        .jooq(transaction)
        .selectFrom(COMMUNICATION_LOGS)
        .where(is(tenant, messageId))
        .fetchOptional(MessageStore::message);
  }

  public Optional<Message> byKey(Transaction transaction, TenantId tenant, String key) {
    return database
        .jooq(transaction)
        .selectFrom(COMMUNICATION_LOGS)
        .where(COMMUNICATION_LOGS.TENANT_ID.eq(tenant.value()))
        .and(COMMUNICATION_LOGS.BUSINESS_KEY.eq(key))
        .fetchOptional(MessageStore::message);
  }

  public List<Message> list(Transaction transaction, TenantId tenant, MessageQuery query) {
    List<Condition> conditions = new ArrayList<>();
    conditions.add(COMMUNICATION_LOGS.TENANT_ID.eq(tenant.value()));
    CustomerId customer = query.customer();
    ChannelType channel = query.channel();
    MessageStatus status = query.status();
    if (customer != null) {
      conditions.add(COMMUNICATION_LOGS.CUSTOMER_ID.eq(customer.value()));
    }
    if (channel != null) {
      conditions.add(COMMUNICATION_LOGS.CHANNEL.eq(channel.name()));
    }
    if (query.type() != null) {
      conditions.add(COMMUNICATION_LOGS.MESSAGE_TYPE.eq(query.type()));
    }
    if (status != null) {
      conditions.add(COMMUNICATION_LOGS.STATUS.eq(status.text()));
    }
    if (query.from() != null) {
      conditions.add(COMMUNICATION_LOGS.CREATED_AT.ge(query.from()));
    }
    if (query.to() != null) {
      conditions.add(COMMUNICATION_LOGS.CREATED_AT.lt(query.to()));
    }
    return database
        .jooq(transaction)
        .selectFrom(COMMUNICATION_LOGS)
        .where(conditions)
        .orderBy(COMMUNICATION_LOGS.CREATED_AT.desc(), COMMUNICATION_LOGS.MESSAGE_ID.desc())
        .limit(query.limit())
        .fetch(MessageStore::message);
  }

  /**
   * Moves a message from one of some states to another; false when it is in none of them, and then
   * nothing was written.
   */
  boolean move(
      Transaction transaction,
      TenantId tenant,
      String messageId,
      Collection<MessageStatus> from,
      Move move) {
    UpdateSetMoreStep<CommunicationLogsRecord> update =
        database
            .jooq(transaction)
            .update(COMMUNICATION_LOGS)
            .set(COMMUNICATION_LOGS.STATUS, move.to().text())
            .set(COMMUNICATION_LOGS.REASON, move.reason())
            .set(COMMUNICATION_LOGS.UPDATED_AT, clock.instant());
    if (move.account() != null) {
      update =
          update
              .set(COMMUNICATION_LOGS.ACCOUNT, move.account().name())
              .set(COMMUNICATION_LOGS.PROVIDER, move.account().provider());
    }
    if (move.counts()) {
      update =
          update
              .set(COMMUNICATION_LOGS.ATTEMPTS, COMMUNICATION_LOGS.ATTEMPTS.plus(1))
              .set(COMMUNICATION_LOGS.TRIES, COMMUNICATION_LOGS.TRIES.plus(1));
    }
    if (move.startsOver()) {
      update = update.set(COMMUNICATION_LOGS.TRIES, 0);
    }
    if (move.dueAt() != null) {
      update = update.set(COMMUNICATION_LOGS.DUE_AT, move.dueAt());
    }
    if (move.to() == MessageStatus.SENT) {
      update =
          update
              .set(COMMUNICATION_LOGS.SENT_AT, clock.instant())
              .set(COMMUNICATION_LOGS.PROVIDER_MESSAGE_ID, move.providerMessageId());
    }
    return update
            .where(is(tenant, messageId))
            .and(COMMUNICATION_LOGS.STATUS.in(from.stream().map(MessageStatus::text).toList()))
            .execute()
        == 1;
  }

  private static Condition is(TenantId tenant, String messageId) {
    return COMMUNICATION_LOGS
        .TENANT_ID
        .eq(tenant.value())
        .and(COMMUNICATION_LOGS.MESSAGE_ID.eq(messageId));
  }

  private static Message message(CommunicationLogsRecord row) {
    @Nullable String customer = row.getCustomerId();
    @Nullable Instant expires = row.getExpiresAt();
    return new Message(
        row.getMessageId(),
        row.getBusinessKey(),
        customer == null ? null : new CustomerId(customer),
        row.getMessageType(),
        row.getCategory(),
        new ChannelType(row.getChannel()),
        row.getRecipient(),
        row.getTemplate(),
        row.getTemplateVersion(),
        Locale.forLanguageTag(row.getLanguage()),
        MessageStatus.of(row.getStatus()),
        row.getProvider(),
        row.getAccount(),
        row.getProviderMessageId(),
        row.getReason(),
        row.getAttempts(),
        Objects.requireNonNull(row.getCreatedAt()),
        expires,
        row.getSentAt(),
        row.getUpdatedAt());
  }
}
