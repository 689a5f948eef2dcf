package io.ispkit.radius;

import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.radius.bulk.ImportLine;
import io.ispkit.radius.bulk.ImportLines;
import io.ispkit.radius.bulk.ImportReport;
import io.ispkit.radius.bulk.ImportSettings;
import io.ispkit.radius.bulk.ImportSource;
import io.ispkit.radius.bulk.LineFault;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The dry run of one import. One object serves one run. */
final class ImportCheck {

  private final FreeRadiusImport to;
  private final Operation operation;
  private final ImportSettings settings;
  private final Map<String, Long> names = new HashMap<>();
  private final Map<InetAddress, Long> addresses = new HashMap<>();
  private final PlanRows plans;
  private final Set<Long> faulty = new HashSet<>();
  private long present;

  ImportCheck(FreeRadiusImport to, Operation operation, ImportSettings settings) {
    this.to = to;
    this.operation = operation;
    this.settings = settings;
    this.plans = to.chunk().plans();
  }

  Outcome<ImportReport> run(ImportSource source, Consumer<LineFault> faults) {
    Consumer<LineFault> noted =
        fault -> {
          faulty.add(fault.line());
          faults.accept(fault);
        };
    try (Reader reader = source.open()) {
      ImportLines lines = new ImportLines(reader, settings, noted);
      Map<String, Long> chunk = new LinkedHashMap<>();
      Outcome<Boolean> looked = Outcome.done(true);
      ImportLines.Read read = lines.next();
      while (read != null && looked.isDone()) {
        if (read.value() != null) {
          check(read.value(), chunk, noted);
        }
        if (chunk.size() == settings.chunk()) {
          looked = look(chunk, noted);
          chunk.clear();
        }
        read = lines.next();
      }
      if (looked.isDone()) {
        looked = look(chunk, noted);
      }
      return looked.map(done -> new ImportReport(lines.lines(), faulty.size(), present, 0, 0));
    } catch (IOException failed) {
      return FreeRadiusImport.notReadable(failed);
    }
  }

  private void check(ImportLine line, Map<String, Long> chunk, Consumer<LineFault> faults) {
    List<LineFault> found = new ArrayList<>();
    to.chunk().prepare(line, plans, true, found);
    String username = line.spec().username();
    Long first = names.putIfAbsent(username, line.line());
    if (first != null) {
      found.add(
          new LineFault(
              line.line(), "username", username, "a name that line " + first + " does not have"));
    } else {
      chunk.put(username, line.line());
    }
    InetAddress address = line.spec().staticAddress();
    Long holder = address == null ? null : addresses.putIfAbsent(address, line.line());
    if (address != null && holder != null) {
      found.add(
          new LineFault(
              line.line(),
              "static_address",
              address.getHostAddress(),
              "an address that line " + holder + " does not have"));
    }
    found.forEach(faults);
  }

  /** Which names of the chunk are taken. */
  private Outcome<Boolean> look(Map<String, Long> chunk, Consumer<LineFault> faults) {
    if (chunk.isEmpty()) {
      return Outcome.done(true);
    }
    Outcome<Map<String, Boolean>> taken =
        to.database()
            .read(
                operation,
                tables ->
                    Outcome.done(
                        new BulkWriter(tables, to.tenant(), operation.id().value()).taken(chunk)));
    taken.map(
        map -> {
          chunk.forEach(
              (name, line) -> {
                Boolean own = map.get(name);
                if (own != null && own) {
                  present++;
                } else if (own != null) {
                  faults.accept(
                      new LineFault(line, "username", name, "a name that RADIUS has no rows of"));
                }
              });
          return true;
        });
    return taken.map(map -> true);
  }
}
