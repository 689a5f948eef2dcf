package io.ispkit.radius;

import io.ispkit.core.change.Change;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.secret.Secret;
import io.ispkit.core.subscriber.Subscriber;
import io.ispkit.core.subscriber.SubscriberSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the verbs do within one open transaction. A refusal leaves nothing behind in it, so that a
 * caller whose transaction it is may go on and commit.
 */
final class SubscriberWork {

  private final Ledger ledger;
  private final UserRows userRows;
  private final boolean settles;
  private final RadiusTables tables;

  /**
   * @param settles whether a commit of an earlier call may still be on its way, so that "nothing
   *     there" must be made certain first
   */
  SubscriberWork(RadiusTables tables, boolean settles) {
    this.settles = settles;
    this.tables = tables;
    this.ledger = new Ledger(tables);
    this.userRows = new UserRows(tables);
  }

  Outcome<List<Change>> plan(SubscriberSpec spec, List<RadiusRow> rows, Operation operation) {
    if (ledger.find(operation).isPresent()) {
      return Outcome.done(RowChanges.none(spec.username()));
    }
    if (!userRows.read(spec.username()).isEmpty()) {
      return ledger.find(operation).isPresent()
          ? Outcome.done(RowChanges.none(spec.username()))
          : taken(spec.username());
    }
    return Outcome.done(RowChanges.between(spec.username(), List.of(), rows));
  }

  Outcome<Subscriber> provision(
      SubscriberSpec spec, RadiusRow password, List<RadiusRow> replies, Operation operation) {
    Optional<LedgerEntry> done = ledger.find(operation);
    if (done.isPresent()) {
      return Outcome.done(done.get().subscriber());
    }
    String username = spec.username();
    // in either case it may be this very operation that was quicker, on another thread or node
    if (!userRows.read(username).isEmpty() || !ledger.claim(spec, operation)) {
      return ledger
          .find(operation)
          .map(entry -> Outcome.done(entry.subscriber()))
          .orElseGet(() -> taken(username));
    }
    // whoever held the claim until now may have left rows
    List<StoredRow> before = userRows.read(username);
    if (!before.isEmpty()) {
      ledger.delete(operation);
      return taken(username);
    }
    long checkId = userRows.insert(username, List.of(password)).get(0);
    List<Long> replyIds = userRows.insert(username, replies);
    List<RadiusRow> written = new ArrayList<>(replies);
    written.add(password);
    ledger.complete(
        operation,
        checkId,
        replyIds,
        BeforeImage.encode(before),
        Fingerprint.of(written),
        BasisText.encode(ServiceBasis.first(spec, password)));
    return Outcome.done(
        new Subscriber(
            username,
            spec.profile(),
            spec.download(),
            spec.upload(),
            spec.staticAddress(),
            checkId,
            replyIds));
  }

  Outcome<List<Change>> restore(Operation operation) {
    Optional<LedgerEntry> entry = ledger.lock(operation);
    if (entry.isEmpty() && settles) {
      ledger.settle(operation);
      entry = ledger.lock(operation);
    }
    if (entry.isEmpty()) {
      return Outcome.done(List.of());
    }
    String username = entry.get().subscriber().username();
    List<StoredRow> now = userRows.read(username);
    if (!Fingerprint.of(contents(now)).equals(entry.get().written())) {
      return Outcome.refused(
          "changed_since",
          "the rows of user " + username + " are no longer those that " + operation + " wrote");
    }
    List<StoredRow> before = BeforeImage.decode(entry.get().before());
    userRows.delete(now);
    userRows.putBack(before);
    ledger.delete(operation);
    new ChangeLedger(tables).forget(operation.tenant(), username);
    return Outcome.done(RowChanges.between(username, contents(now), contents(before)));
  }

  Outcome<Optional<Subscriber>> find(Operation operation) {
    Optional<LedgerEntry> entry = ledger.find(operation);
    if (entry.isEmpty() && settles) {
      ledger.settle(operation);
      entry = ledger.find(operation);
    }
    return Outcome.done(entry.map(LedgerEntry::subscriber));
  }

  Outcome<Optional<Secret>> password(String username, Operation operation) {
    if (!ledger.holds(operation, username)) {
      return Outcome.done(Optional.empty());
    }
    return Outcome.done(
        userRows.read(username).stream()
            .filter(row -> row.attribute().equals(Attributes.CLEARTEXT_PASSWORD))
            .filter(row -> !row.value().isEmpty())
            .map(row -> Secret.of(row.value()))
            .findFirst());
  }

  private static List<RadiusRow> contents(List<StoredRow> rows) {
    return rows.stream().map(StoredRow::content).toList();
  }

  private static <T> Outcome<T> taken(String username) {
    return Outcome.refused(
        "username_taken", "user name " + username + " has rows that this operation did not write");
  }
}
