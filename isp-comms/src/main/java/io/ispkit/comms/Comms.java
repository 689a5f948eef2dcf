package io.ispkit.comms;

import io.ispkit.comms.api.ChannelType;
import io.ispkit.comms.internal.AttemptStore;
import io.ispkit.comms.internal.Enqueuing;
import io.ispkit.comms.internal.MessageStore;
import io.ispkit.comms.internal.Prepared;
import io.ispkit.comms.internal.TenantComms;
import io.ispkit.comms.message.Attempt;
import io.ispkit.comms.message.Message;
import io.ispkit.comms.message.MessageQuery;
import io.ispkit.comms.message.MessageRequest;
import io.ispkit.comms.template.Content;
import io.ispkit.comms.template.Templates;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.id.IdGenerator;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.database.Database;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The messages of one tenant. Thread-safe; its methods block for the database and never call a
 * provider: messages are sent by the backend's workers, after the commit.
 */
public final class Comms {

  private final Database database;
  private final TenantComms tenant;
  private final Enqueuing enqueuing;
  private final MessageStore messages;
  private final AttemptStore attempts;
  private final IdGenerator ids;

  Comms(
      Database database,
      TenantComms tenant,
      Enqueuing enqueuing,
      MessageStore messages,
      AttemptStore attempts,
      IdGenerator ids) {
    this.database = database;
    this.tenant = tenant;
    this.enqueuing = enqueuing;
    this.messages = messages;
    this.attempts = attempts;
    this.ids = ids;
  }

  /**
   * Queues a message in the caller's transaction: it is sent if and only if that commits. A second
   * request under the same key queues nothing and returns the first one's message, whatever else it
   * asks for.
   *
   * @return done; refused for good with {@code unknown_customer}, {@code no_channel} (not
   *     configured, or the customer cannot be reached there), {@code unknown_template}, {@code
   *     bad_context} (variables that are missing, all of them named, or no plain data) or {@code
   *     bad_recipient}. When refused, nothing was written
   */
  public Outcome<Message> enqueue(Transaction transaction, MessageRequest request) {
    return enqueuing.enqueue(transaction, tenant, request);
  }

  /** As {@link #enqueue(Transaction, MessageRequest)}, in a transaction of its own. */
  public Outcome<Message> enqueue(MessageRequest request) {
    return database.transact(transaction -> enqueue(transaction, request));
  }

  /**
   * Queues ready words to an address, under a new key: each call is one more message.
   *
   * @param recipient an address in the channel's form
   * @param metadata further fields for the provider, as its documentation says
   */
  public Outcome<Message> sendChannelNotification(
      ChannelType channelType, String recipient, Content content, Map<String, String> metadata) {
    return enqueue(
        MessageRequest.of("direct:" + ids.next(), "direct")
            .channel(channelType)
            .to(recipient)
            .content(content)
            .metadata(metadata)
            .build());
  }

  /** Queues a template to a customer, under a new key: each call is one more message. */
  public Outcome<Message> sendCustomerChannelNotification(
      CustomerId customerId,
      ChannelType channelType,
      String template,
      Map<String, Object> context) {
    return enqueue(
        MessageRequest.of("direct:" + ids.next(), template)
            .toCustomer(customerId)
            .channel(channelType)
            .template(template, context)
            .build());
  }

  public Optional<Message> find(String messageId) {
    return database.transact(transaction -> messages.find(transaction, tenant.id(), messageId));
  }

  /** The message of a business key. */
  public Optional<Message> findByKey(String key) {
    return database.transact(transaction -> messages.byKey(transaction, tenant.id(), key));
  }

  /** The calls of providers for a message, in their order. */
  public List<Attempt> attempts(String messageId) {
    return database.transact(transaction -> attempts.of(transaction, tenant.id(), messageId));
  }

  /** Messages, newest first. */
  public List<Message> log(MessageQuery query) {
    return database.transact(transaction -> messages.list(transaction, tenant.id(), query));
  }

  /**
   * Queues a message again that failed, expired or stayed unknown: a person's decision, who accepts
   * that an unknown one may arrive twice. An expired one expires again unless it has no time to
   * live.
   *
   * @return false when there is no such message, or it is in another state; nothing was written
   */
  public boolean retry(String messageId) {
    return database.transact(transaction -> enqueuing.retry(transaction, tenant, messageId));
  }

  /**
   * Takes a message back while it is queued.
   *
   * @return false when there is none under the key, or it is being sent or has left
   */
  public boolean withdraw(Transaction transaction, String key) {
    return enqueuing.withdraw(transaction, tenant, key);
  }

  /** Decides and checks what {@link #enqueue} would store; writes nothing. */
  Outcome<Prepared> prepare(Transaction transaction, MessageRequest request) {
    return enqueuing.prepare(transaction, tenant, request);
  }

  Optional<Message> findByKey(Transaction transaction, String key) {
    return messages.byKey(transaction, tenant.id(), key);
  }

  /** The tenant's templates. */
  public Templates templates() {
    return tenant.templates();
  }
}
