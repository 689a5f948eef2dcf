package io.ispkit.radius;

import io.ispkit.core.error.PermanentException;
import io.ispkit.core.fault.Fault;
import io.ispkit.core.fault.Faults;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.radius.access.AccessFacts.RowState;
import io.ispkit.radius.live.AppliedChange;
import io.ispkit.radius.live.LiveNeed;
import io.ispkit.radius.live.ServiceState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the verbs on services that stand there do within one open transaction. A refusal leaves
 * nothing behind in it.
 *
 * @param settles whether a commit of an earlier call may still be on its way, so that "nothing
 *     there" must be made certain first
 */
record ChangeWork(
    RadiusTables tables,
    Ledger ledger,
    ChangeLedger changes,
    UserRows userRows,
    ServiceRows rows,
    Instant now,
    boolean settles) {

  static ChangeWork in(RadiusTables tables, ServiceRows rows, Instant now, boolean settles) {
    return new ChangeWork(
        tables,
        new Ledger(tables),
        new ChangeLedger(tables),
        new UserRows(tables),
        rows,
        now,
        settles);
  }

  Outcome<AppliedChange> plan(String username, Revision revision, Operation operation) {
    Optional<ChangeEntry> done = changes.find(operation);
    if (done.isPresent() && !done.get().isUndone()) {
      return Outcome.done(of(username, done.get(), operation));
    }
    return ledger
        .desired(operation.tenant(), username, false)
        .map(text -> judged(username, BasisText.decode(text), revision))
        .orElseGet(() -> missing(username))
        .map(Judged::applied);
  }

  Outcome<AppliedChange> apply(String username, Revision revision, Operation operation) {
    Optional<String> held = ledger.desired(operation.tenant(), username, true);
    // after the lock, so that two calls of one operation do not both find nothing
    Optional<ChangeEntry> done = changes.find(operation);
    if (done.isPresent() && done.get().isUndone()) {
      changes.delete(operation); // it is begun anew
    } else if (done.isPresent()) {
      return Outcome.done(of(username, done.get(), operation));
    }
    return held.map(text -> judged(username, BasisText.decode(text), revision))
        .orElseGet(() -> missing(username))
        .flatMap(judged -> write(username, held.orElse(""), judged, operation));
  }

  private Outcome<AppliedChange> write(
      String username, String before, Judged judged, Operation operation) {
    RowDifference difference = judged.difference();
    boolean first =
        changes.insert(
            operation,
            new ChangeEntry(
                username,
                BeforeImage.encode(difference.standing()),
                before,
                Fingerprint.of(difference.after()),
                ChangeText.encode(judged.applied()),
                null));
    if (!first) {
      // another user name under the same operation, at the same time
      throw misuse(operation);
    }
    userRows.delete(difference.deleted());
    for (RadTable table : RadTable.values()) {
      List<RadiusRow> of =
          difference.inserted().stream().filter(row -> row.table() == table).toList();
      if (!of.isEmpty()) {
        userRows.insert(username, of);
      }
    }
    ledger.desire(operation.tenant(), username, BasisText.encode(judged.basis()));
    return Outcome.done(judged.applied());
  }

  /** What a revision comes to on the rows as they are. */
  private Outcome<Judged> judged(String username, ServiceBasis basis, Revision revision) {
    Faults faults = new Faults();
    ServiceBasis revised = revision.basis().apply(basis);
    List<RadiusRow> wanted = rows.render(revised, faults);
    if (!faults.isEmpty()) {
      return Outcome.refused("value_not_allowed", Faults.describe(faults.list()));
    }
    RowDifference difference =
        RowDifference.of(
            userRows.read(username), rows.render(basis, new Faults()), wanted, revision.password());
    if (revised.state() instanceof ServiceState.WalledGarden walled
        && !revised.state().equals(basis.state())) {
      GardenAddresses.check(walled, difference.after(), faults);
      if (!faults.isEmpty()) {
        return Outcome.refused("value_not_allowed", Faults.describe(faults.list()));
      }
    }
    if (revision.isSwitch()) {
      List<Fault> overriding = overriding(username, revised, difference);
      if (!overriding.isEmpty()) {
        return Outcome.refused("overridden", Faults.describe(overriding));
      }
    }
    LiveNeed need = need(basis, revised, difference);
    return Outcome.done(
        new Judged(revised, difference, applied(username, difference, need, basis, revised)));
  }

  /**
   * The rows of others by which a login would get past the state of {@code basis}.
   *
   * @param difference what makes our rows those of {@code basis}
   */
  List<Fault> overriding(String username, ServiceBasis basis, RowDifference difference) {
    return rows.overriding(basis)
        .map(
            each ->
                each.find(
                    difference.applied(LoginTables.read(tables, username, ""), username),
                    username,
                    now))
        .orElse(List.of());
  }

  private LiveNeed need(ServiceBasis before, ServiceBasis after, RowDifference difference) {
    Set<String> names = new HashSet<>(difference.names());
    difference.deleted().stream()
        .filter(RowDifference::isPassword)
        .forEach(row -> names.remove(row.attribute()));
    difference.inserted().stream()
        .filter(row -> Attributes.isSecret(row.table(), row.attribute()))
        .forEach(row -> names.remove(row.attribute()));
    if (names.remove(ServiceRows.EXPIRATION)
        && after.state() instanceof ServiceState.Expiring expiring
        && (!expiring.end().isAfter(now) || expiring.end().isBefore(latest(before)))) {
      return LiveNeed.RECONNECT;
    }
    if (names.isEmpty()) {
      return LiveNeed.NONE;
    }
    Set<String> speeds = rows.speedNames(before);
    speeds.addAll(rows.speedNames(after));
    return speeds.containsAll(names) ? LiveNeed.SPEED : LiveNeed.RECONNECT;
  }

  /**
   * Until when a session may go on that lives now: the server has told it a Session-Timeout, which
   * an end that it knew then has lowered.
   */
  private Instant latest(ServiceBasis before) {
    Instant latest = now.plus(before.spec().sessionTimeout());
    return before.state() instanceof ServiceState.Expiring known && known.end().isBefore(latest)
        ? known.end()
        : latest;
  }

  Outcome<Optional<AppliedChange>> find(Operation operation) {
    Optional<ChangeEntry> entry = changes.find(operation);
    if (entry.isEmpty() && settles) {
      changes.settle(operation);
      entry = changes.find(operation);
    }
    return Outcome.done(
        entry.filter(each -> !each.isUndone()).map(each -> of(each.username(), each, operation)));
  }

  Outcome<Optional<AppliedChange>> undo(Operation operation) {
    Optional<ChangeEntry> entry = changes.lock(operation);
    if (entry.isEmpty() && settles) {
      changes.settle(operation);
      entry = changes.lock(operation);
    }
    if (entry.isEmpty()) {
      return Outcome.done(Optional.empty());
    }
    String username = entry.get().username();
    Optional<String> held = ledger.desired(operation.tenant(), username, true);
    List<StoredRow> standing = userRows.read(username);
    List<RadiusRow> contents = standing.stream().map(StoredRow::content).toList();
    if (entry.get().isUndone()) {
      return Outcome.done(undoneBefore(entry.get(), contents, operation));
    }
    if (!Fingerprint.of(contents).equals(entry.get().written())) {
      return Outcome.refused(
          "changed_since",
          "the rows of user " + username + " are no longer those that " + operation + " left");
    }
    if (held.isEmpty()) {
      return bringBack(entry.get(), standing, operation).map(Optional::of);
    }
    RowDifference difference =
        RowDifference.between(standing, BeforeImage.decode(entry.get().before()));
    ServiceBasis now = BasisText.decode(held.get());
    ServiceBasis then = BasisText.decode(entry.get().desired());
    putBack(difference, BeforeImage.decode(entry.get().before()));
    ledger.desire(operation.tenant(), username, entry.get().desired());
    changes.delete(operation);
    AppliedChange undone = applied(username, difference, need(now, then, difference), now, then);
    if (undone.need() != LiveNeed.NONE) {
      changes.insert(
          operation,
          ChangeEntry.undone(
              username, Fingerprint.of(difference.after()), ChangeText.encode(undone)));
    }
    return Outcome.done(Optional.of(undone));
  }

  /**
   * Of a mending that removed a subscriber: nobody could log in meanwhile, so no session changes.
   */
  private Outcome<AppliedChange> bringBack(
      ChangeEntry entry, List<StoredRow> standing, Operation operation) {
    String username = entry.username();
    ServiceBasis then = BasisText.decode(entry.desired());
    Optional<LedgerClaim> claim = LedgerClaim.in(entry.desired());
    if (claim.isEmpty()) {
      return Outcome.refused(
          "changed_since",
          "user "
              + username
              + " is no longer in the ledger, and "
              + operation
              + " has not kept by what operation it was: provision the subscriber anew");
    }
    if (!ledger.claimAgain(operation.tenant(), claim.get(), BasisText.encode(then))) {
      return Outcome.refused(
          "changed_since",
          "user name "
              + username
              + " or its operation "
              + claim.get().operation()
              + " was taken again since "
              + operation
              + ": release it first");
    }
    List<StoredRow> before = BeforeImage.decode(entry.before());
    RowDifference difference = RowDifference.between(standing, before);
    putBack(difference, before);
    changes.delete(operation);
    return Outcome.done(
        new AppliedChange(
            username,
            difference.changes(username),
            LiveNeed.NONE,
            then.speed(),
            rows.beyondRates(then.speed().code()),
            null));
  }

  /** Who changed the rows since has told the sessions: then there is nothing left to tell. */
  private Optional<AppliedChange> undoneBefore(
      ChangeEntry entry, List<RadiusRow> standing, Operation operation) {
    if (entry.isAsLeft(Fingerprint.of(standing))) {
      return Optional.of(ChangeText.decode(entry.username(), entry.result()));
    }
    changes.delete(operation);
    return Optional.empty();
  }

  Outcome<Boolean> forgetUndone(Operation operation) {
    boolean undone = changes.lock(operation).filter(ChangeEntry::isUndone).isPresent();
    if (undone) {
      changes.delete(operation);
    }
    return Outcome.done(undone);
  }

  private AppliedChange applied(
      String username,
      RowDifference difference,
      LiveNeed need,
      ServiceBasis before,
      ServiceBasis after) {
    return new AppliedChange(
        username,
        difference.changes(username),
        need,
        after.speed(),
        rows.beyondRates(after.speed().code()),
        new AppliedChange.Before(before.speed(), rows.beyondRates(before.speed().code())));
  }

  /** Only the rows that differ, under the ids that they had. */
  private void putBack(RowDifference difference, List<StoredRow> before) {
    userRows.delete(difference.deleted());
    List<RadiusRow> missing = new ArrayList<>(difference.inserted());
    userRows.putBack(before.stream().filter(row -> missing.remove(row.content())).toList());
  }

  Outcome<List<String>> concern(Operation operation, Collection<String> sessions) {
    Optional<ChangeEntry> entry = changes.lock(operation);
    if (entry.isEmpty()) {
      return noSuchChange(operation);
    }
    String kept = entry.get().sessions();
    return kept == null ? keep(operation, sessions) : Outcome.done(kept.lines().toList());
  }

  Outcome<List<String>> concernLate(Operation operation, Collection<String> sessions) {
    Optional<ChangeEntry> entry = changes.lock(operation);
    if (entry.isEmpty()) {
      return noSuchChange(operation);
    }
    String username = entry.get().username();
    List<RadiusRow> standing = userRows.read(username).stream().map(StoredRow::content).toList();
    if (entry.get().isUndone() || !Fingerprint.of(standing).equals(entry.get().written())) {
      return Outcome.done(List.of());
    }
    String kept = entry.get().sessions();
    LateSessions late = LateSessions.of(kept == null ? "" : kept, sessions);
    if (!late.certainly(isShut(username, operation))) {
      return Outcome.done(List.of());
    }
    changes.concern(operation, String.join("\n", late.all()));
    return Outcome.done(late.come());
  }

  /** Whether nobody can log in now, so that no session can have come back. */
  private boolean isShut(String username, Operation operation) {
    try {
      return ledger
          .desired(operation.tenant(), username, false)
          .map(text -> BasisText.decode(text).state().rowState(now))
          .filter(state -> state == RowState.REJECTED || state == RowState.EXPIRED)
          .isPresent();
    } catch (EarlierBasis.Untold gone) {
      return false;
    }
  }

  private Outcome<List<String>> keep(Operation operation, Collection<String> sessions) {
    changes.concern(operation, String.join("\n", sessions));
    return Outcome.done(List.copyOf(sessions));
  }

  private static Outcome<List<String>> noSuchChange(Operation operation) {
    return Outcome.refused("no_such_change", "operation " + operation + " has changed nothing");
  }

  private static AppliedChange of(String username, ChangeEntry entry, Operation operation) {
    if (!entry.username().equals(username)) {
      throw misuse(operation);
    }
    return ChangeText.decode(username, entry.result());
  }

  private static PermanentException misuse(Operation operation) {
    return new PermanentException(
        "operation " + operation + " is used for two user names: give each its own");
  }

  private static <T> Outcome<T> missing(String username) {
    return Outcome.refused(
        "no_such_subscriber", "the tenant has no subscriber " + username + " in RADIUS");
  }

  /** A revision judged on the rows as they are. */
  private record Judged(ServiceBasis basis, RowDifference difference, AppliedChange applied) {}
}
