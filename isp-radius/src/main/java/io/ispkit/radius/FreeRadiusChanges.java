package io.ispkit.radius;

import io.ispkit.core.fault.Faults;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.radius.access.StoredPassword;
import io.ispkit.radius.live.AppliedChange;
import io.ispkit.radius.live.ServiceChange;
import io.ispkit.radius.live.ServiceChanges;
import io.ispkit.radius.live.ServiceState;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Changes of services on the tables of FreeRADIUS: checks first, then one transaction. */
record FreeRadiusChanges(
    RadiusDatabase database, ServiceRows rows, AccessType access, InstantSource clock)
    implements ServiceChanges {

  FreeRadiusChanges {
    Objects.requireNonNull(database, "database");
    Objects.requireNonNull(rows, "rows");
    Objects.requireNonNull(access, "access");
    Objects.requireNonNull(clock, "clock");
  }

  @Override
  public Reach reach() {
    return database.reach();
  }

  @Override
  public Outcome<AppliedChange> plan(String username, ServiceChange change, Operation operation) {
    return checked(
        change,
        revision ->
            database.read(operation, telling(work -> work.plan(username, revision, operation))));
  }

  @Override
  public Outcome<AppliedChange> apply(String username, ServiceChange change, Operation operation) {
    return checked(change, revision -> apply(username, revision, operation));
  }

  Outcome<AppliedChange> apply(String username, Revision revision, Operation operation) {
    return database.write(operation, telling(work -> work.apply(username, revision, operation)));
  }

  @Override
  public Outcome<Optional<ServiceState>> state(String username, Operation operation) {
    return database.read(
        operation,
        telling(
            work ->
                Outcome.done(
                    work.ledger()
                        .desired(operation.tenant(), username, false)
                        .map(text -> BasisText.decode(text).state()))));
  }

  @Override
  public Outcome<Optional<AppliedChange>> findChange(Operation operation) {
    return database.read(operation, tables -> in(tables).find(operation));
  }

  @Override
  public Outcome<Optional<AppliedChange>> undo(Operation operation) {
    return database.write(operation, telling(work -> work.undo(operation)));
  }

  @Override
  public Outcome<Boolean> forgetUndone(Operation operation) {
    return database.write(operation, tables -> in(tables).forgetUndone(operation));
  }

  @Override
  public Outcome<List<String>> concern(Operation operation, Collection<String> sessions) {
    return database.write(operation, tables -> in(tables).concern(operation, sessions));
  }

  @Override
  public Outcome<List<String>> concernLate(Operation operation, Collection<String> sessions) {
    return database.write(operation, tables -> in(tables).concernLate(operation, sessions));
  }

  /** Of a subscriber of an earlier version whose rows tell too little, nothing is written yet. */
  private <T> RadiusDatabase.Work<T> telling(Function<ChangeWork, Outcome<T>> work) {
    return tables -> {
      try {
        return work.apply(in(tables));
      } catch (EarlierBasis.Untold gone) {
        return Outcome.refused("row_missing", "" + gone.getMessage());
      }
    };
  }

  ChangeWork in(RadiusTables tables) {
    return ChangeWork.in(tables, rows, clock.instant(), reach() == Reach.REMOTE);
  }

  private <T> Outcome<T> checked(ServiceChange change, Function<Revision, Outcome<T>> next) {
    if (change instanceof ServiceChange.ToState to) {
      return next.apply(new Revision(basis -> basis.with(to.state()), null, true));
    }
    if (change instanceof ServiceChange.ToPlan to) {
      return next.apply(new Revision(basis -> basis.with(to.plan()), null));
    }
    StoredPassword password = ((ServiceChange.ToPassword) change).password();
    Faults faults = new Faults();
    password.check(access.protocols(), faults);
    RadiusRow row = RadiusRow.check(password.attribute(), password.value().reveal());
    Attributes.check(row, faults);
    return faults.isEmpty()
        ? next.apply(new Revision(basis -> basis.withPassword(row), row))
        : Outcome.refused("value_not_allowed", Faults.describe(faults.list()));
  }
}
