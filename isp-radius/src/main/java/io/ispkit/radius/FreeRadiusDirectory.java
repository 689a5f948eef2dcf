package io.ispkit.radius;

import io.ispkit.core.change.Change;
import io.ispkit.core.drift.Drift;
import io.ispkit.core.drift.DriftCheck;
import io.ispkit.core.drift.ExpectedService;
import io.ispkit.core.drift.ExpectedServices;
import io.ispkit.core.fault.Faults;
import io.ispkit.core.operation.CallListener;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.plugin.AdapterContext;
import io.ispkit.core.secret.Secret;
import io.ispkit.core.subscriber.Passwords;
import io.ispkit.core.subscriber.Subscriber;
import io.ispkit.core.subscriber.SubscriberDirectory;
import io.ispkit.core.subscriber.SubscriberSpec;
import io.ispkit.radius.access.StoredPassword;
import io.ispkit.radius.bulk.SubscriberImport;
import io.ispkit.radius.live.LiveSessions;
import io.ispkit.radius.live.ServiceChanges;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The port on the tables of FreeRADIUS: checks first, then works in one transaction. Thread-safe.
 */
final class FreeRadiusDirectory
    implements SubscriberDirectory, DriftCheck, FreeRadius, AutoCloseable {

  private final RadiusDatabase database;
  private final SubscriberRows rows;
  private final PasswordForm passwordForm;
  private final RandomGenerator random;
  private final FreeRadiusChanges changes;
  private final LiveSessions sessions;
  private final SubscriberImport imports;
  private final DriftCheck drift;
  private final CallListener calls;

  FreeRadiusDirectory(
      RadiusDatabase database,
      SubscriberRows rows,
      FreeRadiusOptions options,
      AdapterContext context) {
    this.database = database;
    this.rows = rows;
    this.passwordForm = options.passwordForm();
    this.random = context.random();
    this.calls = context.calls();
    this.changes =
        new FreeRadiusChanges(
            database, new ServiceRows(rows), options.accessType(), context.clock());
    this.sessions = new RadacctSessions(database, context.tenant());
    this.drift = new FreeRadiusDrift(changes, context.tenant());
    this.imports =
        new FreeRadiusImport(
            database,
            new ImportChunk(rows, options.accessType(), passwordForm, random),
            context.tenant());
  }

  @Override
  public RadiusDatabase database() {
    return database;
  }

  @Override
  public CallListener calls() {
    return calls;
  }

  @Override
  public SubscriberImport imports() {
    return imports;
  }

  @Override
  public String system() {
    return drift.system();
  }

  @Override
  public Outcome<List<Drift>> compare(ExpectedService service) {
    return drift.compare(service);
  }

  @Override
  public Outcome<Long> strays(ExpectedServices services, Consumer<Drift> found) {
    return drift.strays(services, found);
  }

  @Override
  public Outcome<List<Change>> mend(Drift found, Operation operation) {
    return drift.mend(found, operation);
  }

  @Override
  public ServiceChanges changes() {
    return changes;
  }

  @Override
  public LiveSessions sessions() {
    return sessions;
  }

  @Override
  public Reach reach() {
    return database.reach();
  }

  @Override
  public Outcome<List<Change>> plan(SubscriberSpec spec, Operation operation) {
    // a plan shows no password, so it needs none
    RadiusRow password = RadiusRow.check(passwordForm.attribute(), "planned");
    return checked(
        spec,
        password,
        replies -> {
          List<RadiusRow> all = new ArrayList<>(List.of(password));
          all.addAll(replies);
          return database.read(operation, tables -> work(tables).plan(spec, all, operation));
        });
  }

  @Override
  public Outcome<Subscriber> provision(SubscriberSpec spec, Operation operation) {
    Secret given = spec.password();
    Secret secret = given == null ? Passwords.next(random) : given;
    RadiusRow password =
        RadiusRow.check(passwordForm.attribute(), passwordForm.store(secret, random));
    return checked(
        spec,
        password,
        replies ->
            database.write(
                operation, tables -> work(tables).provision(spec, password, replies, operation)));
  }

  @Override
  public Outcome<List<Change>> restore(Operation operation) {
    return database.write(operation, tables -> work(tables).restore(operation));
  }

  @Override
  public Outcome<Optional<Subscriber>> find(Operation operation) {
    return database.read(operation, tables -> work(tables).find(operation));
  }

  @Override
  public Outcome<Optional<Secret>> password(String username, Operation operation) {
    return database.read(operation, tables -> work(tables).password(username, operation));
  }

  @Override
  public void close() {
    database.close();
  }

  private SubscriberWork work(RadiusTables tables) {
    return new SubscriberWork(tables, reach() == Reach.REMOTE);
  }

  private <T> Outcome<T> checked(
      SubscriberSpec spec, RadiusRow password, Function<List<RadiusRow>, Outcome<T>> next) {
    Faults faults = new Faults();
    List<RadiusRow> replies = rows.render(spec, faults);
    Attributes.check(password, faults);
    Secret given = spec.password();
    if (given != null) {
      // in whatever form it is stored, the NAS sends what the customer types
      StoredPassword.cleartext(given).check(Set.of(), faults);
    }
    return faults.isEmpty()
        ? next.apply(replies)
        : Outcome.refused("value_not_allowed", Faults.describe(faults.list()));
  }
}
