package io.ispkit.genieacs;

import io.ispkit.core.device.DeviceConfigurations;
import io.ispkit.core.device.DeviceConfigurations.Kept;
import io.ispkit.core.device.DeviceReport;
import io.ispkit.core.device.DeviceSpec;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.genieacs.cpe.DeviceDocument;
import io.ispkit.genieacs.cpe.Parameter;
import io.ispkit.genieacs.cpe.Rendering;
import java.time.Duration;
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
  private final Succession succession;
  private final TakingBack takingBack;
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
    this.succession = new Succession(nbi, configurations);
    this.takingBack = new TakingBack(nbi);
    this.tagPrefix = settings.tagPrefix();
    this.deadline = settings.confirmDeadline();
    this.clock = clock;
  }

  /**
   * One run.
   *
   * @param quiet whether a device that has not called since the last run is left asleep
   */
  Outcome<DeviceReport> run(DeviceSpec spec, Operation operation, Memo memo, boolean quiet) {
    Job job = job(spec, operation, memo);
    try {
      search.check(spec);
      Optional<Found> found = search.device(spec, operation, job.tag());
      if (found.isEmpty()) {
        return pending(job, null, List.of(), "GenieACS has not seen the device yet");
      }
      job.note(memo.of(found.get().device().id()));
      return proceed(job, found.get(), quiet);
    } catch (AcsFailure failure) {
      return failed(job, failure);
    }
  }

  private Job job(DeviceSpec spec, Operation operation, Memo memo) {
    Tag tag = Tag.of(tagPrefix, operation.tenant(), spec.serviceId());
    return new Job(configurations, spec, operation, tag, memo);
  }

  private static Outcome<DeviceReport> failed(Job job, AcsFailure failure) {
    if (!failure.isAway()) {
      // Else the poller would come to it first again and again, and not to those after it.
      job.keepTried(String.valueOf(failure.getMessage()));
    }
    return (job.hasWritten() ? failure.afterWrites() : failure).outcome();
  }

  /**
   * A run of an operation whose place a later one has taken: it waits, in case the later one is
   * undone, and has nothing queued meanwhile.
   */
  Outcome<DeviceReport> superseded(Kept kept, Operation operation, Memo memo, Kept later) {
    Job job = job(kept.spec(), operation, memo);
    try {
      Optional<String> device =
          memo.device().or(() -> Optional.ofNullable(kept.report().deviceId()));
      if (device.isPresent()) {
        Optional<String> queued = nbi.queued(device.get(), job.key());
        boolean unsure = memo.task().isPresent() || queued.isPresent();
        if (queued.isPresent()) {
          TaskState state = nbi.state(device.get(), queued.get());
          unsure = !nbi.deleteTask(queued.get()) || !(state instanceof TaskState.Queued);
        }
        job.note((unsure ? memo.withSet() : memo).withoutTask());
      }
      String why = "waits, for operation " + later.operation() + " of the same service came later";
      DeviceReport report =
          Reports.pending(kept.spec(), job.memo(), null, kept.report().parameters(), why);
      job.keep(report);
      return Outcome.done(report);
    } catch (AcsFailure failure) {
      return failed(job, failure);
    }
  }

  private Outcome<DeviceReport> proceed(Job job, Found found, boolean quiet) throws AcsFailure {
    Optional<String> task = job.memo().task();
    if (task.isEmpty()) {
      return apply(job, found, quiet);
    }
    boolean sleeps = job.memo().sleeps(found.device());
    if (!sleeps) {
      // Whatever becomes of the task now: the device may have taken over what it sets.
      job.note(job.memo().withSet());
    }
    TaskState state = nbi.state(found.device().id(), task.get());
    if (state instanceof TaskState.Faulted fault && !fault.isBrokenOff()) {
      return faulted(job, found, fault);
    }
    if (state instanceof TaskState.Gone) {
      return readBack(job, found);
    }
    if (quiet && sleeps) {
      return pending(
          job, found, found.rendering().paths(), "the device has not called; task queued");
    }
    // A task that waits, or whose session broke off, is posted anew, which wakes the device and
    // replaces the old one.
    return apply(job, found, false);
  }

  private Outcome<DeviceReport> apply(Job job, Found seen, boolean quiet) throws AcsFailure {
    if (quiet && job.memo().sleeps(seen.device())) {
      return pending(job, seen, seen.rendering().paths(), "the device has not called");
    }
    succession.overtake(job.operation(), job.spec(), seen.device().id());
    Optional<Found> complete;
    try {
      complete =
          takingBack.isSettled(job, seen)
              ? search.complete(seen, job.key(), job)
              : Optional.<Found>empty();
    } catch (AcsFailure failure) {
      throw failure.isPermanent() ? takingBack.after(failure, job, seen) : failure;
    }
    if (complete.isEmpty()) {
      return pending(job, seen, List.of(), "its parameters are not known yet");
    }
    Found found = complete.get();
    Optional<AcsFailure> impossible = Search.impossible(found);
    if (impossible.isPresent()) {
      throw takingBack.after(impossible.get(), job, found);
    }
    return set(job, found);
  }

  private Outcome<DeviceReport> set(Job job, Found found) throws AcsFailure {
    DeviceDocument device = found.device();
    Rendering rendering = found.rendering();
    if (!job.memo().hasBefore()) {
      job.note(job.memo().withBefore(rendering.readable(), asked(job, found)));
    }
    if (!device.tags().contains(job.tag().value())) {
      job.note(job.memo().withTag());
    }
    job.keepPending(found, rendering.paths(), "begun");
    nbi.tag(device.id(), job.tag().value());
    job.wrote();
    refuseRival(job, found);
    Nbi.Posted posted = nbi.post(device.id(), Task.set(rendering.parameters(), job.key()));
    job.note(posted.again() ? job.memo().withSet() : job.memo());
    job.note(job.memo().withTask(posted.taskId()));
    job.keepPending(found, rendering.paths(), "set");
    if (posted.done()) {
      return readBack(job, found);
    }
    TaskState state = nbi.state(device.id(), posted.taskId());
    if (state instanceof TaskState.Faulted fault) {
      return faulted(job, found, fault);
    }
    return state instanceof TaskState.Gone
        ? readBack(job, found)
        : pending(
            job, found, rendering.paths(), "the device is offline or busy; the task is queued");
  }

  /** What GenieACS remembers may be old: somebody may have changed the device since. */
  private DeviceDocument asked(Job job, Found found) throws AcsFailure {
    List<String> names = found.rendering().readable().stream().map(Parameter::path).toList();
    if (names.isEmpty()) {
      return found.device();
    }
    try {
      return nbi.fresh(found.device().id(), names, names, job.key() + ".before")
          .orElse(found.device());
    } catch (AcsFailure failure) {
      throw failure.ofReading();
    }
  }

  /** Two services that tag one device at the same time both see it here. */
  private void refuseRival(Job job, Found found) throws AcsFailure {
    String id = found.device().id();
    Optional<DeviceDocument> now = nbi.document(id, List.of());
    Optional<String> rival = now.flatMap(d -> job.tag().foreign(d.tags()));
    if (rival.isPresent()) {
      AcsFailure taken =
          AcsFailure.refused("device_taken", "device " + id + " carries the tag " + rival.get());
      throw takingBack.after(taken, job, found);
    }
  }

  private Outcome<DeviceReport> readBack(Job job, Found found) throws AcsFailure {
    job.note(job.memo().withSet());
    Rendering rendering = found.rendering();
    if (!rendering.isComplete()) {
      // Gone since it was set, or forgotten by GenieACS: looked for at the next confirmation.
      String lost = Reports.shown(rendering.unmet(found.device()));
      job.note(job.memo().withoutTask());
      return pending(job, found, rendering.paths(), "it was set, and is no more: " + lost);
    }
    List<String> names = rendering.readable().stream().map(Parameter::path).toList();
    if (names.isEmpty()) {
      job.note(job.memo().withoutTask());
      return pending(job, found, List.of(), "nothing to read back");
    }
    Optional<DeviceDocument> fresh =
        nbi.fresh(found.device().id(), found.wanted().paths(), names, job.key() + ".read");
    if (fresh.isEmpty()) {
      return pending(job, found, rendering.paths(), "set, but not read back yet");
    }
    List<String> otherwise = rendering.differing(fresh.get());
    if (!otherwise.isEmpty()) {
      // Some devices take over a value only later: set it again at the next confirmation.
      job.note(job.memo().withoutTask());
      return pending(
          job, found.as(fresh.get()), rendering.paths(), "read back otherwise: " + otherwise);
    }
    Orphans.remove(nbi, found.device().id(), rendering.paths());
    DeviceReport report =
        Reports.confirmed(job.spec(), job.memo(), found.as(fresh.get()), rendering.paths());
    job.keep(report);
    return Outcome.done(report);
  }

  private Outcome<DeviceReport> faulted(Job job, Found found, TaskState.Faulted fault)
      throws AcsFailure {
    String id = found.device().id();
    List<Parameter> wanted = found.rendering().parameters();
    if (!fault.isForGood()) {
      if (fault.isBrokenOff() || wanted.size() > Task.AT_A_TIME) {
        job.note(job.memo().withSet());
      }
      return pending(
          job, found, found.rendering().paths(), "will be tried again: " + fault.words());
    }
    nbi.deleteTask(job.memo().task().orElseThrow());
    job.note(job.memo().withoutTask());
    AcsFailure rejected =
        AcsFailure.refused("parameter_rejected", "device " + id + " refused: " + fault.words());
    String kept = PutBack.words(nbi, id, wanted, job.memo().before(), job.key());
    return takingBack.after(rejected.with(kept), job, found).outcome();
  }

  private Outcome<DeviceReport> pending(
      Job job, @Nullable Found found, List<String> paths, String why) {
    Memo memo = job.memo();
    boolean overdue = isOverdue(memo);
    if (overdue) {
      LOG.warn(
          "{}: device {} overdue since {}", job.operation(), job.spec().serial(), memo.since());
    }
    Memo seen =
        found == null
            ? memo
            : found.device().moment("lastInform").map(memo::withInformed).orElse(memo);
    job.note(seen);
    DeviceReport report =
        Reports.pending(
            job.spec(),
            seen,
            found,
            paths,
            overdue ? "overdue, asked for at " + memo.since() + ": " + why : why);
    job.keep(report);
    return Outcome.done(report);
  }

  boolean isOverdue(Memo memo) {
    return clock.instant().isAfter(memo.since().plus(deadline));
  }
}
