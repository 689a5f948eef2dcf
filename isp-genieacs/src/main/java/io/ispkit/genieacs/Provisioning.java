package io.ispkit.genieacs;

import io.ispkit.core.device.DeviceConfigurations;
import io.ispkit.core.device.DeviceReport;
import io.ispkit.core.device.DeviceSpec;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.genieacs.cpe.DeviceDocument;
import io.ispkit.genieacs.cpe.Parameter;
import io.ispkit.genieacs.cpe.Rendering;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a device to its configuration, from wherever an earlier call of the same operation left
 * off: find, tag, set, read back. Keeps each state before the next write.
 */
final class Provisioning {

  private static final Logger LOG = LoggerFactory.getLogger(Provisioning.class);

  private final Nbi nbi;
  private final Search search;
  private final DeviceConfigurations configurations;
  private final String tagPrefix;
  private final Duration deadline;
  private final InstantSource clock;

  Provisioning(
      Nbi nbi,
      Search search,
      DeviceConfigurations configurations,
      GenieAcsSettings settings,
      InstantSource clock) {
    this.nbi = nbi;
    this.search = search;
    this.configurations = configurations;
    this.tagPrefix = settings.tagPrefix();
    this.deadline = settings.confirmDeadline();
    this.clock = clock;
  }

  /** What does not change during one run. */
  private record Job(DeviceSpec spec, Operation operation, Tag tag) {

    String key() {
      return operation.toString();
    }
  }

  /**
   * One run.
   *
   * @param quiet whether a device that has not called since the last run is left asleep
   */
  Outcome<DeviceReport> run(DeviceSpec spec, Operation operation, Memo memo, boolean quiet) {
    Job job = new Job(spec, operation, Tag.of(tagPrefix, operation.tenant(), spec.serviceId()));
    try {
      search.check(spec);
      Optional<Found> found = search.device(spec, operation, job.tag());
      if (found.isEmpty()) {
        return pending(job, memo, null, List.of(), "GenieACS has not seen the device yet");
      }
      return proceed(job, memo, found.get(), quiet);
    } catch (AcsFailure failure) {
      return failure.outcome();
    }
  }

  private Outcome<DeviceReport> proceed(Job job, Memo memo, Found found, boolean quiet)
      throws AcsFailure {
    if (memo.task().isEmpty()) {
      return apply(job, memo, found, quiet);
    }
    TaskState state = nbi.state(found.device().id(), memo.task().get());
    if (state instanceof TaskState.Faulted fault && !fault.isBrokenOff()) {
      return faulted(job, memo, found, fault);
    }
    if (state instanceof TaskState.Gone) {
      return readBack(job, memo, found);
    }
    if (quiet && sleeps(found.device(), memo)) {
      return pending(
          job, memo, found, found.rendering().paths(), "the device has not called; task queued");
    }
    // A task that waits, or whose session broke off, is posted anew, which wakes the device and
    // replaces the old one.
    return apply(job, memo, found, false);
  }

  /** Whether the device has not called since it was last woken in vain. */
  private static boolean sleeps(DeviceDocument device, Memo memo) {
    Optional<Instant> then = memo.informed();
    Optional<Instant> last = device.moment("lastInform");
    return then.isPresent() && last.isPresent() && !last.get().isAfter(then.get());
  }

  private Outcome<DeviceReport> apply(Job job, Memo begun, Found seen, boolean quiet)
      throws AcsFailure {
    if (quiet && sleeps(seen.device(), begun)) {
      return pending(job, begun, seen, seen.rendering().paths(), "the device has not called");
    }
    Optional<Found> complete = search.complete(seen, job.key());
    if (complete.isEmpty()) {
      return pending(job, begun, seen, List.of(), "its parameters are not known yet");
    }
    Found found = complete.get();
    DeviceDocument device = found.device();
    Optional<AcsFailure> impossible = Search.impossible(found);
    if (impossible.isPresent()) {
      throw takenBack(job, begun.withAdded(found.added()), found, impossible.get());
    }
    Rendering rendering = found.rendering();
    Memo had = begun.withAdded(found.added());
    Memo memo = had.hasBefore() ? had : had.withBefore(rendering.readable(), device);
    if (!device.tags().contains(job.tag().value())) {
      memo = memo.withTag();
    }
    keep(job, memo, Reports.pending(job.spec(), memo, found, rendering.paths(), "begun"));
    nbi.tag(device.id(), job.tag().value());
    refuseRival(job, memo, found);
    Nbi.Posted posted = nbi.post(device.id(), Task.set(rendering.parameters(), job.key()));
    memo = memo.withTask(posted.taskId());
    keep(job, memo, Reports.pending(job.spec(), memo, found, rendering.paths(), "set"));
    if (posted.done()) {
      return readBack(job, memo, found);
    }
    TaskState state = nbi.state(device.id(), posted.taskId());
    if (state instanceof TaskState.Faulted fault) {
      return faulted(job, memo, found, fault);
    }
    return state instanceof TaskState.Gone
        ? readBack(job, memo, found)
        : pending(
            job,
            memo,
            found,
            rendering.paths(),
            "the device is offline or busy; the task is queued");
  }

  /** Two services that tag one device at the same time both see it here. */
  private void refuseRival(Job job, Memo memo, Found found) throws AcsFailure {
    String id = found.device().id();
    Optional<DeviceDocument> now = nbi.document(id, List.of());
    Optional<String> rival = now.flatMap(d -> job.tag().foreign(d.tags()));
    if (rival.isPresent()) {
      AcsFailure taken =
          AcsFailure.refused("device_taken", "device " + id + " carries the tag " + rival.get());
      throw takenBack(job, memo, found, taken);
    }
  }

  /**
   * Takes back what a refused operation has done to a device.
   *
   * @return the refusal; what the device keeps is named
   * @throws AcsFailure when it is not known whether all is taken back: what was done is kept
   */
  private AcsFailure takenBack(Job job, Memo done, Found found, AcsFailure why) throws AcsFailure {
    String id = found.device().id();
    if (done.task().isPresent()) {
      nbi.deleteTask(done.task().get());
    }
    List<String> left = List.of();
    if (!done.added().isEmpty()) {
      Memo memo = done.withoutTask();
      String refused = "refused: " + why.getMessage();
      keep(job, memo, Reports.pending(job.spec(), memo, found, found.rendering().paths(), refused));
      try {
        left = new Instances(nbi, job.key()).left(found.device(), memo.added());
      } catch (AcsFailure unclear) {
        throw AcsFailure.unknown(
            "device " + id + ": what was added may still be there: " + unclear.getMessage());
      }
    }
    if (done.tagged()) {
      nbi.untag(id, job.tag().value());
    }
    configurations.withdraw(job.operation());
    return left.isEmpty() ? why : why.with("; the device keeps what was added: " + left);
  }

  private Outcome<DeviceReport> readBack(Job job, Memo taken, Found found) throws AcsFailure {
    Memo memo = taken.withSet();
    Rendering rendering = found.rendering();
    List<String> names = rendering.readable().stream().map(Parameter::path).toList();
    if (names.isEmpty()) {
      return pending(job, memo.withoutTask(), found, List.of(), "nothing to read back");
    }
    Optional<DeviceDocument> fresh =
        nbi.fresh(found.device().id(), found.wanted().paths(), names, job.key() + ".read");
    if (fresh.isEmpty()) {
      return pending(job, memo, found, rendering.paths(), "set, but not read back yet");
    }
    List<String> otherwise = rendering.differing(fresh.get());
    if (!otherwise.isEmpty()) {
      // Some devices take over a value only later: set it again at the next confirmation.
      return pending(
          job,
          memo.withoutTask(),
          found.as(fresh.get()),
          rendering.paths(),
          "read back otherwise: " + otherwise);
    }
    Orphans.remove(nbi, found.device().id(), rendering.paths());
    DeviceReport report =
        Reports.confirmed(job.spec(), memo, found.as(fresh.get()), rendering.paths());
    keep(job, memo, report);
    return Outcome.done(report);
  }

  private Outcome<DeviceReport> faulted(Job job, Memo memo, Found found, TaskState.Faulted fault)
      throws AcsFailure {
    DeviceDocument device = found.device();
    if (!fault.isForGood()) {
      return pending(
          job, memo, found, found.rendering().paths(), "will be tried again: " + fault.words());
    }
    nbi.deleteTask(memo.task().orElseThrow());
    List<Parameter> before = memo.before();
    if (found.rendering().parameters().size() > Task.AT_A_TIME && !before.isEmpty()) {
      // What was refused may not have been the first call of several. Offline: it stays queued.
      nbi.post(device.id(), Task.set(before, job.key() + ".revert"));
    }
    AcsFailure rejected =
        AcsFailure.refused(
            "parameter_rejected", "device " + device.id() + " refused: " + fault.words());
    return takenBack(job, memo.withoutTask(), found, rejected).outcome();
  }

  private Outcome<DeviceReport> pending(
      Job job, Memo memo, @Nullable Found found, List<String> paths, String why) {
    boolean overdue = isOverdue(memo);
    if (overdue) {
      LOG.warn(
          "{}: device {} overdue since {}", job.operation(), job.spec().serial(), memo.since());
    }
    Memo seen =
        found == null
            ? memo
            : found.device().moment("lastInform").map(memo::withInformed).orElse(memo);
    DeviceReport report =
        Reports.pending(
            job.spec(),
            seen,
            found,
            paths,
            overdue ? "overdue, asked for at " + memo.since() + ": " + why : why);
    keep(job, seen, report);
    return Outcome.done(report);
  }

  boolean isOverdue(Memo memo) {
    return clock.instant().isAfter(memo.since().plus(deadline));
  }

  private void keep(Job job, Memo memo, DeviceReport report) {
    configurations.keep(job.operation(), job.spec(), report, memo.entries());
  }
}
