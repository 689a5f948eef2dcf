package io.ispkit.comms;

import io.ispkit.comms.api.ChannelType;
import io.ispkit.comms.internal.Prepared;
import io.ispkit.comms.message.Message;
import io.ispkit.comms.message.MessageRequest;
import io.ispkit.comms.message.MessageStatus;
import io.ispkit.core.change.Change;
import io.ispkit.core.change.FieldChange;
import io.ispkit.core.notification.Notification;
import io.ispkit.core.notification.Notifier;
import io.ispkit.core.notification.QueuedNotification;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.core.transaction.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The port {@link Notifier} on {@link Comms}. */
final class CommsNotifier implements Notifier {

  private static final String SYSTEM = "comms";

  private final Transactions transactions;
  private final Comms comms;

  CommsNotifier(Transactions transactions, Comms comms) {
    this.transactions = transactions;
    this.comms = comms;
  }

  @Override
  public Reach reach() {
    return Reach.TRANSACTION;
  }

  @Override
  public Outcome<List<Change>> plan(Notification notification, Operation operation) {
    return in(
        operation,
        transaction -> {
          Optional<Message> known = comms.findByKey(transaction, key(operation));
          return known.isPresent()
              ? Outcome.done(List.of(Change.none(SYSTEM, target(known.get()))))
              : request(notification, operation)
                  .flatMap(request -> comms.prepare(transaction, request))
                  .map(prepared -> List.of(planned(notification, prepared)));
        });
  }

  @Override
  public Outcome<QueuedNotification> enqueue(Notification notification, Operation operation) {
    return in(
        operation,
        transaction ->
            request(notification, operation)
                .flatMap(request -> comms.enqueue(transaction, request))
                .map(CommsNotifier::queued));
  }

  @Override
  public Outcome<List<Change>> withdraw(Operation operation) {
    return in(
        operation,
        transaction -> {
          boolean withdrawn = comms.withdraw(transaction, key(operation));
          Optional<Message> message = comms.findByKey(transaction, key(operation));
          if (message.isEmpty()) {
            return Outcome.done(List.of());
          }
          if (withdrawn) {
            return Outcome.done(List.of(Change.delete(SYSTEM, target(message.get()))));
          }
          boolean ended = message.get().status() == MessageStatus.WITHDRAWN;
          String left =
              ended ? "" : ", which is " + message.get().status().text() + ": cannot be taken back";
          return Outcome.done(List.of(Change.none(SYSTEM, target(message.get()) + left)));
        });
  }

  @Override
  public Outcome<Optional<QueuedNotification>> find(Operation operation) {
    return in(
        operation,
        transaction ->
            Outcome.done(comms.findByKey(transaction, key(operation)).map(CommsNotifier::queued)));
  }

  private <T> Outcome<T> in(Operation operation, Function<Transaction, Outcome<T>> body) {
    Optional<Transaction> open = operation.transaction();
    return open.isPresent() ? body.apply(open.get()) : transactions.transact(body::apply);
  }

  private static Outcome<MessageRequest> request(Notification notification, Operation operation) {
    try {
      MessageRequest.Builder builder =
          MessageRequest.of(key(operation), notification.type())
              .toCustomer(notification.customer())
              .template(notification.type(), notification.context());
      String channel = notification.channel();
      if (channel != null) {
        builder.channel(new ChannelType(channel));
      }
      return Outcome.done(builder.build());
    } catch (IllegalArgumentException e) {
      return Outcome.refused("bad_notification", String.valueOf(e.getMessage()));
    }
  }

  private static String key(Operation operation) {
    return "operation:" + operation.id();
  }

  private static QueuedNotification queued(Message message) {
    return new QueuedNotification(
        message.id(), message.channel().name(), message.provider(), message.status().text());
  }

  private static Change planned(Notification notification, Prepared prepared) {
    List<FieldChange> fields = new ArrayList<>();
    fields.add(FieldChange.set("type", notification.type()));
    fields.add(FieldChange.set("channel", prepared.account().channel().name()));
    fields.add(FieldChange.set("provider", prepared.account().provider()));
    fields.add(FieldChange.set("recipient", masked(prepared.recipient())));
    fields.add(FieldChange.set("language", prepared.language().toLanguageTag()));
    if (prepared.template() != null) {
      fields.add(FieldChange.set("template", prepared.template().label()));
    }
    return new Change(
        SYSTEM, Change.Action.CREATE, "message to customer " + notification.customer(), fields);
  }

  private static String target(Message message) {
    return "message " + message.id() + " (" + message.type() + " by " + message.channel() + ")";
  }

  /** First and last characters are enough to recognise an address that one knows. */
  private static String masked(String recipient) {
    int at = recipient.indexOf('@');
    if (at > 0) {
      return recipient.charAt(0) + "***" + recipient.substring(at);
    }
    int shown = Math.min(3, recipient.length() / 3);
    return "***" + recipient.substring(recipient.length() - shown);
  }
}
