package io.ispkit.radius.group;

import io.ispkit.core.change.Change;
import io.ispkit.core.change.FieldChange;
import io.ispkit.core.fault.Faults;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.plugin.AdapterContext;
import io.ispkit.radius.RadiusDatabase;
import io.ispkit.radius.RadiusDatabases;
import io.ispkit.radius.RadiusTables;
import io.ispkit.radius.dictionary.Dictionary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes plans as groups, memberships and what members get instead. Follows the rules of {@link
 * io.ispkit.core.operation.Port}: every row is checked first and all faults are named at once, all
 * rows of a change are written in one transaction together with what stood there before, a repeat
 * under the same operation changes nothing, and {@link #restore} puts back what stood there.
 *
 * <p>Live sessions keep what they were told until they are changed or end. Thread-safe; each call
 * blocks until the database has answered. Two operations on the same group or user wait for each
 * other.
 */
public final class Groups implements AutoCloseable {

  private static final String SYSTEM = "radius";
  private static final Set<String> NEEDED =
      Set.of("radreply", "radgroupcheck", "radgroupreply", "radusergroup", GroupLedger.TABLE);

  private final RadiusDatabase database;
  private final DesiredRows desired;

  /**
   * On tables that are open.
   *
   * @param database closed by {@link #close}
   * @param dictionary by which every row is checked
   */
  public Groups(RadiusDatabase database, Dictionary dictionary) {
    this.database = Objects.requireNonNull(database, "database");
    this.desired = new DesiredRows(dictionary);
  }

  /**
   * By the options of the provider {@code freeradius}, and the packed dictionary.
   *
   * @throws io.ispkit.core.error.PermanentException the options do not go together, or tables are
   *     missing and must not be made
   */
  public static Groups open(AdapterContext context) {
    return new Groups(RadiusDatabases.open(context, NEEDED), Dictionary.packed());
  }

  /** What {@link #write} would change now. */
  public Outcome<List<Change>> plan(GroupChange change, Operation operation) {
    return checked(
        change,
        rows ->
            database.read(
                operation,
                tables -> {
                  if (new GroupLedger(tables).find(operation).isPresent()) {
                    return Outcome.done(none(rows));
                  }
                  return Outcome.done(changes(new GroupTables(tables).read(rows.keySet()), rows));
                }));
  }

  /**
   * Writes {@code change}, and says what has changed; nothing has when the operation did its work
   * before.
   */
  public Outcome<List<Change>> write(GroupChange change, Operation operation) {
    return checked(
        change, rows -> database.write(operation, tables -> written(tables, rows, operation)));
  }

  private static Outcome<List<Change>> written(
      RadiusTables tables, Map<Place, List<GroupRow>> rows, Operation operation) {
    GroupLedger ledger = new GroupLedger(tables);
    if (ledger.find(operation).isPresent()) {
      return Outcome.done(none(rows));
    }
    ledger.lock(rows.keySet());
    GroupTables places = new GroupTables(tables);
    Map<Place, List<GroupRow>> before = places.read(rows.keySet());
    if (!ledger.insert(operation, GroupImage.encode(before), GroupImage.hash(rows))) {
      // this very operation was quicker, on another thread or node
      return Outcome.done(none(rows));
    }
    places.delete(before.values());
    places.insert(rows.values());
    return Outcome.done(changes(before, rows));
  }

  /**
   * Puts back what stood there before {@code operation}, under the old ids. Nothing to do is done.
   *
   * @return refused with {@code changed_since} if somebody else has changed those rows
   */
  public Outcome<List<Change>> restore(Operation operation) {
    return database.write(operation, tables -> restored(tables, operation));
  }

  private Outcome<List<Change>> restored(RadiusTables tables, Operation operation) {
    GroupLedger ledger = new GroupLedger(tables);
    if (database.reach() == Reach.REMOTE) {
      ledger.settle(operation);
    }
    Optional<GroupLedger.Entry> found = ledger.find(operation);
    if (found.isEmpty()) {
      return Outcome.done(List.of());
    }
    Map<Place, List<GroupRow>> before = GroupImage.decode(found.get().before());
    ledger.lock(before.keySet());
    // whoever held the lock may have restored it
    if (ledger.find(operation).isEmpty()) {
      return Outcome.done(List.of());
    }
    GroupTables places = new GroupTables(tables);
    Map<Place, List<GroupRow>> now = places.read(before.keySet());
    if (!GroupImage.hash(now).equals(found.get().written())) {
      return Outcome.refused(
          "changed_since", "the rows are no longer those that " + operation + " wrote");
    }
    places.delete(now.values());
    places.insert(before.values());
    ledger.delete(operation);
    return Outcome.done(changes(now, before));
  }

  @Override
  public void close() {
    database.close();
  }

  private <T> Outcome<T> checked(
      GroupChange change, Function<Map<Place, List<GroupRow>>, Outcome<T>> next) {
    Faults faults = new Faults();
    Map<Place, List<GroupRow>> rows = desired.render(change, faults);
    return faults.isEmpty()
        ? next.apply(rows)
        : Outcome.refused("value_not_allowed", Faults.describe(faults.list()));
  }

  private static List<Change> none(Map<Place, List<GroupRow>> rows) {
    return rows.keySet().stream()
        .map(Place::target)
        .distinct()
        .map(target -> Change.none(SYSTEM, target))
        .toList();
  }

  private static List<Change> changes(
      Map<Place, List<GroupRow>> before, Map<Place, List<GroupRow>> after) {
    List<Change> changes = new ArrayList<>();
    before.forEach(
        (place, old) -> {
          List<GroupRow> wanted = after.getOrDefault(place, List.of());
          FieldChange[] fields = fields(old, wanted);
          if (fields.length == 0) {
            changes.add(Change.none(SYSTEM, place.target()));
          } else if (old.isEmpty()) {
            changes.add(Change.create(SYSTEM, place.target(), fields));
          } else if (wanted.isEmpty()) {
            changes.add(Change.delete(SYSTEM, place.target(), fields));
          } else {
            changes.add(Change.update(SYSTEM, place.target(), fields));
          }
        });
    return List.copyOf(changes);
  }

  /** Only what differs; a row that stands there already is no change. */
  private static FieldChange[] fields(List<GroupRow> old, List<GroupRow> wanted) {
    List<GroupRow> gone = new ArrayList<>(old.stream().map(GroupRow::content).toList());
    List<GroupRow> added = new ArrayList<>(wanted.stream().map(GroupRow::content).toList());
    for (GroupRow row : List.copyOf(gone)) {
      if (added.remove(row)) {
        gone.remove(row);
      }
    }
    List<FieldChange> fields = new ArrayList<>();
    for (GroupRow row : gone) {
      GroupRow next = null;
      for (GroupRow candidate : added) {
        if (next == null && candidate.attribute().equals(row.attribute())) {
          next = candidate;
        }
      }
      if (next != null) {
        added.remove(next);
      }
      fields.add(new FieldChange(row.attribute(), shown(row), shown(next)));
    }
    added.forEach(row -> fields.add(new FieldChange(row.attribute(), null, shown(row))));
    return fields.toArray(FieldChange[]::new);
  }

  private static @Nullable String shown(@Nullable GroupRow row) {
    if (row == null) {
      return null;
    }
    return row.op().isEmpty() ? "priority " + row.value() : row.op() + " " + row.value();
  }
}
