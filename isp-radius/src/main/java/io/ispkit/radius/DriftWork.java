package io.ispkit.radius;

import io.ispkit.core.address.Prefix;
import io.ispkit.core.change.Change;
import io.ispkit.core.drift.Drift;
import io.ispkit.core.drift.ExpectedService;
import io.ispkit.core.drift.FieldDrift;
import io.ispkit.core.drift.Winner;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.fault.Fault;
import io.ispkit.core.fault.Faults;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.radius.live.AppliedChange;
import io.ispkit.radius.live.LiveNeed;
import io.ispkit.radius.live.ServicePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares and mends within one open transaction. */
record DriftWork(ChangeWork work, TenantId tenant) {

  static final String SYSTEM = "radius";
  private static final String TARGET = "subscriber ";

  List<Drift> compare(ExpectedService service) {
    String username = service.username();
    Optional<ServiceBasis> known = known(username, false);
    List<StoredRow> standing = work.userRows().read(username);
    if (!service.active()) {
      return List.of(); // its provisioning is under way
    }
    if (known.isEmpty()) {
      // we have no password to write
      List<FieldDrift> fields = DriftFields.there(standing, Winner.PERSON);
      return List.of(
          standing.isEmpty()
              ? drift(
                  Drift.Kind.MISSING,
                  service,
                  List.of(new FieldDrift("username", username, null, Winner.PERSON)))
              : drift(Drift.Kind.DIFFERENT, service, fields));
    }
    ServiceBasis expected =
        known
            .get()
            .with(new ServicePlan(service.plan(), service.download(), service.upload()))
            .withAddress(service.address());
    List<FieldDrift> fields = fields(known.get(), expected, standing);
    Drift.Kind kind = standing.isEmpty() ? Drift.Kind.MISSING : Drift.Kind.DIFFERENT;
    return fields.isEmpty() ? List.of() : List.of(drift(kind, service, fields));
  }

  private List<FieldDrift> fields(
      ServiceBasis known, ServiceBasis expected, List<StoredRow> standing) {
    List<RadiusRow> before = work.rows().render(known, new Faults());
    List<RadiusRow> wanted = work.rows().render(expected, new Faults());
    List<FieldDrift> fields =
        new ArrayList<>(DriftFields.of(known, expected, before, wanted, standing));
    RowDifference mending = RowDifference.of(standing, before, wanted, null);
    for (Fault fault : work.overriding(expected.spec().username(), expected, mending)) {
      fields.add(DriftFields.overriding(fault));
    }
    return List.copyOf(fields);
  }

  /**
   * The drift of a user name that the ledger holds and no service accounts for.
   *
   * @param winner ours when a service had it that is cancelled; else a person has to say, as it may
   *     be a subscriber of an import or of the host's own
   */
  Drift stray(String username, Winner winner) {
    List<StoredRow> standing = work.userRows().read(username);
    List<StoredRow> ours =
        known(username, false).map(known -> ours(known, standing)).orElse(List.of());
    List<FieldDrift> fields = new ArrayList<>();
    fields.add(new FieldDrift("username", null, username, winner));
    fields.addAll(DriftFields.there(ours, winner));
    fields.addAll(
        DriftFields.there(
            standing.stream().filter(row -> !ours.contains(row)).toList(), Winner.THEIRS));
    return new Drift(SYSTEM, Drift.Kind.STRAY, TARGET + username, null, fields);
  }

  /** The rows that we wrote, and every password, without which nobody gets in. */
  private List<StoredRow> ours(ServiceBasis known, List<StoredRow> standing) {
    RowDifference ours =
        RowDifference.of(standing, work.rows().render(known, new Faults()), List.of(), null);
    return standing.stream()
        .filter(row -> ours.deleted().contains(row) || RowDifference.isPassword(row))
        .toList();
  }

  Outcome<List<Change>> mend(Drift drift, Operation operation) {
    if (!drift.system().equals(SYSTEM) || !drift.target().startsWith(TARGET)) {
      throw new PermanentException("drift of another check: " + drift.target());
    }
    String username = drift.target().substring(TARGET.length());
    Optional<ServiceBasis> known = known(username, true);
    Optional<ChangeEntry> done = work.changes().find(operation);
    if (done.isPresent()) {
      return Outcome.done(ChangeText.decode(username, done.get().result()).changes());
    }
    if (!drift.canBeMended()) {
      return Outcome.done(List.of());
    }
    if (known.isEmpty()) {
      return changed(drift);
    }
    return drift.kind() == Drift.Kind.STRAY
        ? remove(username, known.get(), drift, operation)
        : rewrite(username, known.get(), drift, operation);
  }

  private Outcome<List<Change>> rewrite(
      String username, ServiceBasis known, Drift drift, Operation operation) {
    ServiceBasis expected = expected(known, drift);
    if (!fields(known, expected, work.userRows().read(username)).equals(drift.fields())) {
      return changed(drift);
    }
    return work.apply(username, new Revision(basis -> expected, null), operation)
        .map(AppliedChange::changes);
  }

  private static ServiceBasis expected(ServiceBasis known, Drift drift) {
    ServiceBasis expected = known;
    for (FieldDrift field : drift.fields()) {
      @Nullable String wanted = field.wanted();
      if (field.name().equals(DriftFields.PLAN) && wanted != null) {
        expected = expected.with(DriftFields.plan(wanted));
      } else if (field.name().equals(DriftFields.ADDRESS)) {
        expected = expected.withAddress(wanted == null ? null : Prefix.address(wanted));
      }
    }
    return expected;
  }

  /** What others wrote for the user stays; it lets nobody in without a password. */
  private Outcome<List<Change>> remove(
      String username, ServiceBasis known, Drift drift, Operation operation) {
    if (!stray(username, Winner.OURS).fields().equals(drift.fields())) {
      return changed(drift);
    }
    List<StoredRow> standing = work.userRows().read(username);
    List<StoredRow> gone = ours(known, standing);
    RowDifference difference = new RowDifference(standing, gone, List.of());
    AppliedChange applied =
        new AppliedChange(username, difference.changes(username), LiveNeed.RECONNECT, known.plan());
    String desired = BasisText.encode(known);
    String kept =
        work.ledger().claimOn(tenant, username).map(claim -> claim.into(desired)).orElse(desired);
    work.userRows().delete(gone);
    work.changes().forget(tenant, username);
    work.ledger().release(tenant, username);
    work.changes()
        .insert(
            operation,
            new ChangeEntry(
                username,
                BeforeImage.encode(standing),
                kept,
                Fingerprint.of(difference.after()),
                ChangeText.encode(applied),
                null));
    return Outcome.done(applied.changes());
  }

  private Optional<ServiceBasis> known(String username, boolean lock) {
    try {
      return work.ledger().desired(tenant, username, lock).map(BasisText::decode);
    } catch (EarlierBasis.Untold gone) {
      // then a person has to say what is right
      return Optional.empty();
    }
  }

  private static Drift drift(Drift.Kind kind, ExpectedService service, List<FieldDrift> fields) {
    return new Drift(SYSTEM, kind, TARGET + service.username(), service.serviceId(), fields);
  }

  private static Outcome<List<Change>> changed(Drift drift) {
    return Outcome.refused(
        "changed_since", drift.target() + " is no longer as it was found: compare again");
  }
}
