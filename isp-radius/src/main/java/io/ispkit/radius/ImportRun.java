package io.ispkit.radius;

import io.ispkit.core.error.IspException;
import io.ispkit.core.error.RetryableException;
import io.ispkit.core.id.OperationId;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.core.secret.Secret;
import io.ispkit.radius.bulk.ImportLine;
import io.ispkit.radius.bulk.ImportLines;
import io.ispkit.radius.bulk.ImportReport;
import io.ispkit.radius.bulk.ImportSettings;
import io.ispkit.radius.bulk.ImportSource;
import io.ispkit.radius.bulk.LineFault;
import io.ispkit.radius.bulk.LoginProof;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;

/** Writes the lines of one import, which were checked. One object serves one run. */
final class ImportRun {

  private final FreeRadiusImport to;
  private final String importId;
  private final ImportSettings settings;
  private final PlanRows plans;

  /** Lines of the sample that this run has written. */
  private final Set<Long> inserted = ConcurrentHashMap.newKeySet();

  private long written;

  ImportRun(FreeRadiusImport to, String importId, ImportSettings settings) {
    this.to = to;
    this.importId = importId;
    this.settings = settings;
    this.plans = to.chunk().plans();
  }

  Outcome<ImportReport> run(ImportSource source, ImportReport checked) {
    LoginProof proof = settings.proof();
    Outcome<Long> proved =
        proof == null || checked.lines() == 0 ? Outcome.done(0L) : prove(source, proof, checked);
    return proved.flatMap(
        sample ->
            write(source, number -> true, false)
                .map(
                    none ->
                        new ImportReport(checked.lines(), 0, checked.present(), written, sample)));
  }

  /** Writes lines spread over the whole file, logs them in, and takes them back if that fails. */
  private Outcome<Long> prove(ImportSource source, LoginProof proof, ImportReport checked) {
    long step = (checked.lines() + settings.sample() - 1) / settings.sample();
    return write(source, number -> number % step == 0, true)
        .flatMap(sample -> logIn(unproved(sample, checked), proof));
  }

  /**
   * Of a repeat only what it has written itself, if lines beyond the sample stand there: an earlier
   * run was past its proof then, and who came with it may be a customer who is online.
   */
  private List<ImportLine> unproved(List<ImportLine> sample, ImportReport checked) {
    List<ImportLine> now = sample.stream().filter(line -> inserted.contains(line.line())).toList();
    return checked.present() > sample.size() - now.size() ? now : sample;
  }

  private Outcome<Long> logIn(List<ImportLine> sample, LoginProof proof) {
    long proved = 0;
    for (ImportLine line : sample) {
      Secret password = line.spec().password();
      if (password != null && proved < settings.sample()) {
        Outcome<Boolean> login = proof.login(line.spec().username(), password);
        if (!login.equals(Outcome.done(true))) {
          return takeBack(sample).flatMap(gone -> failed(line, login));
        }
        proved++;
      }
    }
    return proved > 0 || sample.isEmpty()
        ? Outcome.done(proved)
        : takeBack(sample)
            .flatMap(
                gone ->
                    Outcome.refused(
                        "nothing_to_prove",
                        "no line of the sample has a password in clear text to log in with; the"
                            + " sample is taken back"));
  }

  private Outcome<Long> takeBack(List<ImportLine> sample) {
    for (ImportLine line : sample) {
      Outcome<?> undone = to.takeBack(OperationId.of(importId, Long.toString(line.line())));
      if (!undone.isDone()) {
        return undone.map(none -> 0L);
      }
    }
    return Outcome.done((long) sample.size());
  }

  private static Outcome<Long> failed(ImportLine failed, Outcome<Boolean> login) {
    String message =
        "line "
            + failed.line()
            + ": the server did not let "
            + failed.spec().username()
            + " in; the sample is taken back";
    return login.isDone()
        ? Outcome.refused("login_failed", message)
        : Outcome.refused(Refusal.retryLater("login_failed", message + ": " + login));
  }

  /**
   * Writes those of the lines, counted from 0, that are not written yet.
   *
   * @param keeps whether they are returned; a whole file must not be kept
   */
  private Outcome<List<ImportLine>> write(ImportSource source, LongPredicate which, boolean keeps) {
    List<ImportLine> all = new ArrayList<>();
    try (Reader reader = source.open();
        ChunkThreads threads = new ChunkThreads(to.database().writers())) {
      ImportLines lines = new ImportLines(reader, settings, ImportRun::changed);
      List<ImportLine> chunk = new ArrayList<>();
      ImportLines.Read read = lines.next();
      while (read != null) {
        if (read.value() != null && which.test(lines.lines() - 1)) {
          chunk.add(read.value());
        }
        read = lines.next();
        if (chunk.size() == settings.chunk() || (read == null && !chunk.isEmpty())) {
          List<BulkWriter.Prepared> prepared = prepare(chunk);
          Outcome<Long> before = threads.makeRoom();
          if (!before.isDone()) {
            return before.map(none -> all);
          }
          written += before.orElseThrow();
          // the database works on this chunk while the next is read
          threads.begin(() -> writeChunk(prepared, keeps));
          if (keeps) {
            all.addAll(chunk);
          }
          chunk.clear();
        }
      }
      Outcome<Long> last = threads.finish();
      return last.map(
          count -> {
            written += count;
            return all;
          });
    } catch (IOException failed) {
      return FreeRadiusImport.notReadable(failed);
    }
  }

  private List<BulkWriter.Prepared> prepare(List<ImportLine> chunk) {
    List<LineFault> faults = new ArrayList<>();
    List<BulkWriter.Prepared> prepared =
        chunk.stream().map(line -> to.chunk().prepare(line, plans, false, faults)).toList();
    faults.forEach(ImportRun::changed);
    return prepared;
  }

  private Outcome<Long> writeChunk(List<BulkWriter.Prepared> prepared, boolean keeps) {
    Map<String, Long> byLine = new HashMap<>();
    prepared.forEach(each -> byLine.put(each.spec().username(), each.line()));
    try {
      return to.database()
          .write(
              to.operation(importId),
              tables -> {
                BulkWriter writer = new BulkWriter(tables, to.tenant(), importId);
                Map<String, Boolean> taken = writer.taken(byLine);
                if (taken.containsValue(false)) {
                  return Outcome.refused("username_taken", "taken meanwhile: " + foreign(taken));
                }
                List<BulkWriter.Prepared> missing =
                    prepared.stream()
                        .filter(each -> !taken.containsKey(each.spec().username()))
                        .toList();
                if (!missing.isEmpty()) {
                  writer.write(missing);
                }
                return Outcome.done(missing);
              })
          .map(missing -> inserted(missing, keeps));
    } catch (RetryableException away) {
      return Outcome.refused(Refusal.retryLater("database_away", "" + away.getMessage()));
    } catch (IspException refused) {
      return Outcome.refused("chunk_refused", "" + refused.getMessage());
    }
  }

  private long inserted(List<BulkWriter.Prepared> missing, boolean keeps) {
    if (keeps) {
      missing.forEach(each -> inserted.add(each.line()));
    }
    return missing.size();
  }

  private static List<String> foreign(Map<String, Boolean> taken) {
    return taken.entrySet().stream()
        .filter(each -> !each.getValue())
        .map(Map.Entry::getKey)
        .sorted()
        .limit(10)
        .toList();
  }

  /** The lines were read without a fault a moment ago. */
  private static void changed(LineFault fault) {
    throw new IllegalStateException("the lines have changed since they were checked: " + fault);
  }
}
