package io.ispkit.radius;

import io.ispkit.core.id.OperationId;
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
import org.jspecify.annotations.Nullable;

/** The dry run of one import. One object serves one run. */
final class ImportCheck {

  private final FreeRadiusImport to;
  private final Operation operation;
  private final ImportSettings settings;
  private final Map<String, Long> names = new HashMap<>();
  private final Map<InetAddress, Long> addresses = new HashMap<>();
  private final Map<String, Long> chunk = new LinkedHashMap<>();
  private final Map<String, Long> chunkAddresses = new LinkedHashMap<>();
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
      Outcome<Boolean> looked = Outcome.done(true);
      ImportLines.Read read = lines.next();
      while (read != null && looked.isDone()) {
        if (read.value() != null) {
          check(read.value(), noted);
        }
        if (chunk.size() == settings.chunk()) {
          looked = look(noted);
        }
        read = lines.next();
      }
      if (looked.isDone()) {
        looked = look(noted);
      }
      return looked.map(done -> new ImportReport(lines.lines(), faulty.size(), present, 0, 0));
    } catch (IOException failed) {
      return FreeRadiusImport.notReadable(failed);
    }
  }

  private void check(ImportLine line, Consumer<LineFault> faults) {
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
    } else if (address != null) {
      chunkAddresses.put(address.getHostAddress(), line.line());
    }
    found.forEach(faults);
  }

  /** Which names and addresses of the chunk are taken. */
  private Outcome<Boolean> look(Consumer<LineFault> faults) {
    if (chunk.isEmpty()) {
      return Outcome.done(true);
    }
    Outcome<Taken> looked =
        to.database()
            .read(
                operation,
                tables ->
                    Outcome.done(
                        new Taken(
                            new BulkWriter(tables, to.tenant(), operation.id().value())
                                .taken(chunk),
                            new Ledger(tables)
                                .addressHolders(to.tenant(), chunkAddresses.keySet()))));
    return looked.map(
        taken -> {
          chunk.forEach((name, line) -> judge(name, line, taken.names().get(name), faults));
          chunkAddresses.forEach(
              (address, line) -> judgeAddress(address, line, taken.holders().get(address), faults));
          chunk.clear();
          chunkAddresses.clear();
          return true;
        });
  }

  private void judge(String name, long line, @Nullable Boolean own, Consumer<LineFault> faults) {
    if (own != null && own) {
      present++;
    } else if (own != null) {
      faults.accept(new LineFault(line, "username", name, "a name that RADIUS has no rows of"));
    }
  }

  private void judgeAddress(
      String address, long line, @Nullable String holder, Consumer<LineFault> faults) {
    if (holder != null
        && !holder.equals(OperationId.of(operation.id().value(), Long.toString(line)).value())) {
      faults.accept(
          new LineFault(
              line,
              "static_address",
              address,
              "an address that no subscriber has: operation " + holder + " holds it"));
    }
  }

  /**
   * What stands there already.
   *
   * @param names whether by this import
   * @param holders operations by static address
   */
  private record Taken(Map<String, Boolean> names, Map<String, String> holders) {}
}
