package io.ispkit.comms.internal;

import io.ispkit.comms.account.ChannelAccount;
import io.ispkit.comms.api.ChannelType;
import io.ispkit.comms.message.Message;
import io.ispkit.comms.message.MessageRequest;
import io.ispkit.comms.message.MessageStatus;
import io.ispkit.comms.template.Template;
import io.ispkit.comms.template.TemplateFault;
import io.ispkit.core.customer.Customer;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.id.IdGenerator;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.text.PrintableText;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.lane.Lane;
import io.ispkit.runtime.lane.NewItem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns requests into rows, in the caller's transaction. Thread-safe. */
public final class Enqueuing {

  private static final int MAX_RECIPIENT = 320;
  private static final Set<MessageStatus> REPEATABLE =
      EnumSet.of(MessageStatus.FAILED, MessageStatus.UNKNOWN, MessageStatus.EXPIRED);

  private final MessageStore messages;
  private final Lane lane;
  private final InstantSource clock;
  private final IdGenerator ids;

  public Enqueuing(MessageStore messages, Lane lane, InstantSource clock, IdGenerator ids) {
    this.messages = messages;
    this.lane = lane;
    this.clock = clock;
    this.ids = ids;
  }

  /** Queues the message, or returns the one that its key has already. */
  public Outcome<Message> enqueue(
      Transaction transaction, TenantComms tenant, MessageRequest request) {
    Optional<Message> known = messages.byKey(transaction, tenant.id(), request.key());
    if (known.isPresent()) {
      return Outcome.done(known.get());
    }
    return prepare(transaction, tenant, request)
        .map(prepared -> store(transaction, tenant, request, prepared));
  }

  /** Queues an ended message once more, with all its tries; false when it is not ended so. */
  public boolean retry(Transaction transaction, TenantComms tenant, String messageId) {
    Move again = Move.again(clock.instant());
    if (!messages.move(transaction, tenant.id(), messageId, REPEATABLE, again)) {
      return false;
    }
    add(transaction, tenant, messageId, NewItem.NORMAL, Duration.ZERO);
    return true;
  }

  /** Takes a queued message back; its item finds nothing to do. */
  public boolean withdraw(Transaction transaction, TenantComms tenant, String key) {
    Optional<Message> message = messages.byKey(transaction, tenant.id(), key);
    return message.isPresent()
        && messages.move(
            transaction,
            tenant.id(),
            message.get().id(),
            EnumSet.of(MessageStatus.QUEUED),
            Move.to(MessageStatus.WITHDRAWN, "taken back"));
  }

  /** Decides and checks everything that {@link #enqueue} would store; writes nothing. */
  public Outcome<Prepared> prepare(
      Transaction transaction, TenantComms tenant, MessageRequest request) {
    Optional<CustomerId> id = request.customer();
    Optional<Customer> customer =
        id.flatMap(wanted -> tenant.customers().apply(transaction, wanted));
    if (id.isPresent() && customer.isEmpty()) {
      return Outcome.refused("unknown_customer", "customer " + id.get() + " is unknown");
    }
    List<ChannelType> candidates =
        request.channel().map(List::of).orElseGet(() -> List.copyOf(tenant.channels().types()));
    Outcome<Prepared> first =
        Outcome.refused("no_channel", "no channel is configured for tenant " + tenant.id());
    for (int i = 0; i < candidates.size(); i++) {
      Outcome<Prepared> outcome =
          prepare(transaction, tenant, request, customer.orElse(null), candidates.get(i));
      if (outcome.isDone()) {
        return outcome;
      }
      first = i == 0 ? outcome : first;
    }
    return first;
  }

  private Outcome<Prepared> prepare(
      Transaction transaction,
      TenantComms tenant,
      MessageRequest request,
      @Nullable Customer customer,
      ChannelType channel) {
    List<ChannelAccount> accounts = tenant.channels().accounts(channel);
    if (accounts.isEmpty()) {
      return Outcome.refused(
          "no_channel", "channel " + channel + " is not configured for tenant " + tenant.id());
    }
    String contact = accounts.get(0).contact();
    String recipient = request.recipient().orElseGet(() -> contact(customer, contact));
    if (recipient.isEmpty()) {
      return Outcome.refused(
          "no_channel", "the customer has no '" + contact + "' for channel " + channel);
    }
    if (recipient.length() > MAX_RECIPIENT || !PrintableText.isLine(recipient)) {
      return Outcome.refused(
          "bad_recipient", "expected one printable line of at most 320 characters");
    }
    List<Locale> languages = new ArrayList<>();
    request.language().ifPresent(languages::add);
    if (customer != null) {
      languages.add(customer.language());
    }
    languages.add(tenant.language());
    Template template = null;
    if (request.template().isPresent()) {
      String name = request.template().get();
      Optional<Template> found = tenant.templates().find(transaction, name, channel, languages);
      if (found.isEmpty()) {
        return Outcome.refused(
            "unknown_template", "there is no template '" + name + "' for channel " + channel);
      }
      template = found.get();
    }
    return checked(tenant, request, accounts.get(0), recipient, languages.get(0), template);
  }

  private Outcome<Prepared> checked(
      TenantComms tenant,
      MessageRequest request,
      ChannelAccount account,
      String recipient,
      Locale wanted,
      @Nullable Template template) {
    String json;
    try {
      json = new MessageBody(request.context(), request.content().orElse(null)).json();
      if (template != null) {
        // As it will be read back: what is stored must render.
        tenant.templates().render(template, MessageBody.of(json).context());
      }
    } catch (TemplateFault | IllegalArgumentException e) {
      String label = template == null ? "content" : template.label();
      return Outcome.refused("bad_context", label + ": " + e.getMessage());
    }
    return Outcome.done(
        new Prepared(
            account,
            recipient,
            template == null ? wanted : template.language(),
            template,
            json,
            MessageBody.write(request.metadata()),
            clock.instant().plus(request.delay())));
  }

  private Message store(
      Transaction transaction, TenantComms tenant, MessageRequest request, Prepared prepared) {
    Instant now = clock.instant();
    Template template = prepared.template();
    Message message =
        new Message(
            ids.next(),
            request.key(),
            request.customer().orElse(null),
            request.type(),
            request.category(),
            prepared.account().channel(),
            prepared.recipient(),
            template == null ? null : template.name(),
            template == null ? null : template.version(),
            prepared.language(),
            MessageStatus.QUEUED,
            prepared.account().provider(),
            prepared.account().name(),
            null,
            null,
            0,
            now,
            request.timeToLive().map(now::plus).orElse(null),
            null,
            now);
    if (!messages.insert(transaction, tenant.id(), message, prepared, request.priority())) {
      // Somebody else was faster with the same key.
      return messages.byKey(transaction, tenant.id(), request.key()).orElseThrow();
    }
    add(transaction, tenant, message.id(), request.priority(), request.delay());
    return message;
  }

  private void add(
      Transaction transaction, TenantComms tenant, String messageId, int priority, Duration delay) {
    String body = MessageBody.write(Map.of("message", messageId));
    lane.add(transaction, new NewItem(tenant.id(), null, priority, delay, 1, body));
  }

  /** A customer's contact of a kind; empty when there is none. */
  private static String contact(@Nullable Customer customer, String kind) {
    if (customer == null) {
      return "";
    }
    String phone = customer.phone();
    return switch (kind) {
      case "email" -> customer.email();
      case "phone" -> phone == null ? "" : phone;
      default -> "";
    };
  }
}
