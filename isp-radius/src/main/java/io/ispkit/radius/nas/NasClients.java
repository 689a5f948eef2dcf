package io.ispkit.radius.nas;

import io.ispkit.core.change.Change;
import io.ispkit.core.fault.Faults;
import io.ispkit.core.id.OperationId;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.radius.RadiusDatabase;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The clients of FreeRADIUS in its table {@code nas}. The table knows no tenant: this is for
 * whoever runs the server, not for a tenant of it.
 *
 * <p>What is written here is not what FreeRADIUS knows: every result says, as {@link Effect}, when
 * it will. A packet from an address that FreeRADIUS does not know gets no answer at all.
 *
 * <p>Thread-safe. Each call blocks until the database has answered; it joins the transaction of the
 * operation if the tables are the backend's own. Calls may be repeated: a row that is as it should
 * be is left alone. Two calls at one moment that add the same NAS may both add it, since the table
 * has no key on its name.
 */
public final class NasClients {

  private final RadiusDatabase database;
  private final ClientReading reading;

  /**
   * On the tables of {@code database}, which stays the caller's to close.
   *
   * @param reading how that FreeRADIUS comes to know its clients
   */
  public NasClients(RadiusDatabase database, ClientReading reading) {
    this.database = database;
    this.reading = reading;
  }

  /**
   * All rows by id.
   *
   * @return done; refused with retry when the database is away
   */
  public Outcome<List<StoredNas>> list(TenantId tenant) {
    return database.read(
        Operation.of(tenant, new OperationId("nas.list")),
        tables -> Outcome.done(new NasRows(tables).all()));
  }

  /**
   * Adds a client.
   *
   * @return done, also when the same row stands there already; refused for good with {@code
   *     value_not_allowed}, naming all faults, or with {@code nas_taken}: another row has the same
   *     address, prefix or host name, however it is written; refused with retry; unknown
   */
  public Outcome<NasChange> add(NasClient client, Operation operation) {
    return checked(
        client,
        wanted ->
            database.write(
                operation,
                tables -> {
                  NasRows rows = new NasRows(tables);
                  Optional<StoredNas> same = named(rows.all(), wanted.name(), 0);
                  if (same.isEmpty()) {
                    return Outcome.done(change(null, rows.insert(wanted)));
                  }
                  return same.get().client().equals(wanted)
                      ? Outcome.done(change(same.get(), same.get()))
                      : taken(wanted, same.get());
                }));
  }

  /**
   * Makes a row into {@code client}.
   *
   * @return as {@link #add}; refused for good with {@code nas_missing} when there is no such row
   */
  public Outcome<NasChange> change(long id, NasClient client, Operation operation) {
    return checked(
        client,
        wanted ->
            database.write(
                operation,
                tables -> {
                  NasRows rows = new NasRows(tables);
                  Optional<StoredNas> before = rows.lock(id);
                  if (before.isEmpty()) {
                    return Outcome.refused("nas_missing", "the table nas has no row " + id);
                  }
                  Optional<StoredNas> same = named(rows.all(), wanted.name(), id);
                  if (same.isPresent()) {
                    return taken(wanted, same.get());
                  }
                  StoredNas after = new StoredNas(id, wanted);
                  if (!after.equals(before.get())) {
                    rows.update(after);
                  }
                  return Outcome.done(change(before.get(), after));
                }));
  }

  /**
   * Removes a row. FreeRADIUS goes on to serve the NAS until {@link Effect} says.
   *
   * @return done, with no change when there is no such row; refused with retry; unknown
   */
  public Outcome<NasChange> remove(long id, Operation operation) {
    return database.write(
        operation,
        tables -> {
          NasRows rows = new NasRows(tables);
          Optional<StoredNas> before = rows.lock(id);
          if (before.isEmpty()) {
            return Outcome.done(
                new NasChange(
                    List.of(Change.none("radius", "nas " + id)), null, null, Effect.NOTHING_TO_DO));
          }
          rows.delete(id);
          return Outcome.done(change(before.get(), null));
        });
  }

  private NasChange change(@Nullable StoredNas before, @Nullable StoredNas after) {
    return NasDifference.between(before, after, reading);
  }

  private static Optional<StoredNas> named(List<StoredNas> rows, String name, long butNot) {
    return rows.stream()
        .filter(row -> row.id() != butNot)
        .filter(row -> NasRules.canonical(row.client().name(), new Faults()).equals(name))
        .findFirst();
  }

  private static <T> Outcome<T> taken(NasClient wanted, StoredNas by) {
    return Outcome.refused(
        "nas_taken", "NAS " + wanted.name() + " stands already in row " + by.id() + " of nas");
  }

  private static Outcome<NasChange> checked(NasClient client, Step step) {
    Faults faults = new Faults();
    NasRules.check(client, faults);
    if (!faults.isEmpty()) {
      return Outcome.refused("value_not_allowed", Faults.describe(faults.list()));
    }
    return step.on(
        new NasClient(
            NasRules.canonical(client.name(), faults),
            client.shortName(),
            client.secret(),
            client.details()));
  }

  @FunctionalInterface
  private interface Step {
    Outcome<NasChange> on(NasClient wanted);
  }
}
