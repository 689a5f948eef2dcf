package io.ispkit.radius;

import io.ispkit.core.change.Change;
import io.ispkit.core.id.OperationId;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.radius.bulk.ImportReport;
import io.ispkit.radius.bulk.ImportSettings;
import io.ispkit.radius.bulk.ImportSource;
import io.ispkit.radius.bulk.LineFault;
import io.ispkit.radius.bulk.SubscriberImport;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Imports into the tables of FreeRADIUS, chunk by chunk. */
record FreeRadiusImport(RadiusDatabase database, ImportChunk chunk, TenantId tenant)
    implements SubscriberImport {

  private static final int UNDO_PAGE = 200;
  private static final int LONGEST_ID = 100;
  private static final Pattern LINE = Pattern.compile("[.][0-9]+");

  FreeRadiusImport {
    Objects.requireNonNull(database, "database");
    Objects.requireNonNull(chunk, "chunk");
    Objects.requireNonNull(tenant, "tenant");
  }

  @Override
  public Outcome<ImportReport> check(
      ImportSource source, String importId, ImportSettings settings, Consumer<LineFault> faults) {
    return new ImportCheck(this, operation(importId), settings).run(source, faults);
  }

  @Override
  public Outcome<ImportReport> run(
      ImportSource source, String importId, ImportSettings settings, Consumer<LineFault> faults) {
    return check(source, importId, settings, faults)
        .flatMap(
            checked ->
                checked.faulty() > 0
                    ? Outcome.refused(
                        "faulty_lines",
                        checked.faulty() + " of " + checked.lines() + " lines are faulty")
                    : new ImportRun(this, importId, settings).run(source, checked));
  }

  @Override
  public Outcome<Long> undo(String importId, Consumer<String> kept) {
    Operation named = operation(importId);
    long undone = 0;
    String last = "";
    while (true) {
      String after = last;
      Outcome<Map<String, String>> page =
          database.read(
              named,
              tables ->
                  Outcome.done(
                      new Ledger(tables).operations(tenant, importId + ".", after, UNDO_PAGE)));
      if (!page.isDone() || page.orElseThrow().isEmpty()) {
        long sum = undone;
        return page.map(none -> sum);
      }
      for (Map.Entry<String, String> held : page.orElseThrow().entrySet()) {
        last = held.getKey();
        if (!LINE.matcher(last.substring(importId.length())).matches()) {
          continue; // of another import, or operation, whose id begins like ours
        }
        Operation operation = Operation.of(tenant, new OperationId(last));
        Outcome<List<Change>> restored =
            database.write(
                operation, tables -> new SubscriberWork(tables, false).restore(operation));
        if (restored.isDone()) {
          undone++;
        } else if (restored instanceof Outcome.Refused<List<Change>> refused
            && refused.refusal().isPermanent()) {
          kept.accept(held.getValue());
        } else {
          return restored.map(none -> 0L);
        }
      }
    }
  }

  /** Takes back what was written of one line. */
  Outcome<List<Change>> takeBack(OperationId id) {
    Operation operation = Operation.of(tenant, id);
    return database.write(operation, tables -> new SubscriberWork(tables, true).restore(operation));
  }

  /** The import itself as an operation; its lines follow it with a point. */
  Operation operation(String importId) {
    if (importId.length() > LONGEST_ID) {
      throw new IllegalArgumentException(
          "import id: expected at most " + LONGEST_ID + " characters");
    }
    return Operation.of(tenant, new OperationId(importId));
  }

  static <T> Outcome<T> notReadable(Exception failed) {
    return Outcome.refused(
        Refusal.permanent("not_readable", "the lines cannot be read: " + failed.getMessage()));
  }
}
