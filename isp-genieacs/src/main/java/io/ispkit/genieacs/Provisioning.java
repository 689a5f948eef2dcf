package io.ispkit.genieacs;

import io.ispkit.core.device.DeviceConfigurations;
import io.ispkit.core.device.DeviceReport;
import io.ispkit.core.device.DeviceSpec;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import java.time.InstantSource;
import java.util.ArrayList;
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
  private final DeviceConfigurations configurations;
  private final GenieAcsSettings settings;
  private final InstantSource clock;

  Provisioning(
      Nbi nbi,
      DeviceConfigurations configurations,
      GenieAcsSettings settings,
      InstantSource clock) {
    this.nbi = nbi;
    this.configurations = configurations;
    this.settings = settings;
    this.clock = clock;
  }

  /** What does not change during one run. */
  private record Job(DeviceSpec spec, Template template, Operation operation, Tag tag) {

    String key() {
      return operation.toString();
    }
  }

  Outcome<DeviceReport> run(DeviceSpec spec, Template template, Operation operation, Memo memo) {
    Tag tag = Tag.of(settings.tagPrefix(), operation.tenant(), spec.serviceId());
    Job job = new Job(spec, template, operation, tag);
    try {
      Optional<DeviceDocument> device = device(spec, template, operation, tag);
      if (device.isEmpty()) {
        return pending(job, memo, null, List.of(), "GenieACS has not seen the device yet");
      }
      if (memo.task().isEmpty()) {
        return apply(job, memo, device.get());
      }
      TaskState state = nbi.state(device.get().id(), memo.task().get());
      if (state instanceof TaskState.Faulted fault) {
        return faulted(job, memo, device.get(), fault);
      }
      // A task that waits is posted anew, which wakes the device and replaces the old one.
      return state instanceof TaskState.Gone
          ? readBack(job, memo, device.get(), rendering(job, device.get()))
          : apply(job, memo, device.get());
    } catch (AcsFailure failure) {
      return failure.outcome();
    }
  }

  /** The one device with the serial number, as far as the template needs it known. */
  Optional<DeviceDocument> device(DeviceSpec spec, Template template, Operation operation, Tag tag)
      throws AcsFailure {
    refuseWished(spec, operation);
    List<DeviceDocument> found = nbi.find(spec.serial());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    if (found.size() > 1) {
      throw AcsFailure.refused(
          "device_ambiguous",
          "serial " + spec.serial() + " is that of " + found.stream().map(d -> d.id()).toList());
    }
    refuseForeign(found.get(0), tag);
    return document(found.get(0).id(), template);
  }

  private Optional<DeviceDocument> document(String id, Template template) throws AcsFailure {
    List<String> paths = new ArrayList<>();
    template.models().values().forEach(model -> paths.addAll(model.discover()));
    return nbi.document(id, paths);
  }

  /** A device that was never seen carries no tag; but another service may have asked for it. */
  private void refuseWished(DeviceSpec spec, Operation operation) throws AcsFailure {
    Optional<DeviceConfigurations.Kept> other =
        configurations
            .findBySerial(operation.tenant(), spec.serial())
            .filter(kept -> !kept.operation().equals(operation.id().value()))
            .filter(kept -> !kept.spec().serviceId().equals(spec.serviceId()));
    if (other.isPresent()) {
      throw AcsFailure.refused(
          "device_taken",
          "device " + spec.serial() + " belongs to service " + other.get().spec().serviceId());
    }
  }

  private static void refuseForeign(DeviceDocument device, Tag tag) throws AcsFailure {
    Optional<String> foreign = tag.foreign(device.tags());
    if (foreign.isPresent()) {
      throw AcsFailure.refused(
          "device_taken", "device " + device.id() + " carries the tag " + foreign.get());
    }
  }

  private static Rendering rendering(Job job, DeviceDocument device) {
    return job.template()
        .modelOf(device)
        .map(model -> Rendering.of(model, job.spec(), device))
        .orElseGet(() -> new Rendering(List.of(), List.of("a known data model")));
  }

  private Outcome<DeviceReport> apply(Job job, Memo begun, DeviceDocument seen) throws AcsFailure {
    DeviceDocument device = seen;
    Rendering rendering = rendering(job, device);
    if (!rendering.missing().isEmpty()) {
      if (!discovered(job, device)) {
        return pending(job, begun, device, List.of(), "its parameters are not known yet");
      }
      device = document(device.id(), job.template()).orElse(device);
      rendering = rendering(job, device);
      if (!rendering.missing().isEmpty()) {
        configurations.withdraw(job.operation());
        return Outcome.refused(
            "parameter_rejected", "device " + device.id() + " has no " + rendering.missing());
      }
    }
    List<String> paths = rendering.paths();
    Memo memo = begun.hasBefore() ? begun : begun.withBefore(rendering.readable(), device);
    if (!device.tags().contains(job.tag().value())) {
      memo = memo.withTag();
    }
    keep(job, memo, Reports.pending(job.spec(), memo, device, job.template(), paths, "begun"));
    nbi.tag(device.id(), job.tag().value());
    refuseRival(job, memo, device);
    Nbi.Posted posted = nbi.post(device.id(), Task.set(rendering.parameters(), job.key()));
    memo = memo.withTask(posted.taskId());
    keep(job, memo, Reports.pending(job.spec(), memo, device, job.template(), paths, "set"));
    if (posted.done()) {
      return readBack(job, memo, device, rendering);
    }
    TaskState state = nbi.state(device.id(), posted.taskId());
    if (state instanceof TaskState.Faulted fault) {
      return faulted(job, memo, device, fault);
    }
    return state instanceof TaskState.Gone
        ? readBack(job, memo, device, rendering)
        : pending(job, memo, device, paths, "the device is offline or busy; the task is queued");
  }

  /** Asks the device for the objects that the template needs; false when it did not answer. */
  private boolean discovered(Job job, DeviceDocument device) throws AcsFailure {
    List<String> objects =
        job.template()
            .modelOf(device)
            .map(Template.Model::discover)
            .orElseGet(
                () -> job.template().models().values().stream().map(Template.Model::root).toList());
    boolean any = false;
    for (String object : objects) {
      Nbi.Posted posted =
          nbi.post(device.id(), Task.refresh(object, job.key() + ".discover." + object));
      if (!posted.done()) {
        // A model or object that the device lacks ends in a fault: that is an answer too.
        TaskState state = nbi.state(device.id(), posted.taskId());
        nbi.deleteTask(posted.taskId());
        if (state instanceof TaskState.Queued) {
          return false;
        }
      }
      any = true;
    }
    return any;
  }

  /** Two services that tag one device at the same time both see it here. */
  private void refuseRival(Job job, Memo memo, DeviceDocument device) throws AcsFailure {
    Optional<DeviceDocument> now = nbi.document(device.id(), List.of("_lastInform"));
    Optional<String> rival = now.flatMap(d -> job.tag().foreign(d.tags()));
    if (rival.isPresent()) {
      if (memo.tagged()) {
        nbi.untag(device.id(), job.tag().value());
      }
      configurations.withdraw(job.operation());
      throw AcsFailure.refused(
          "device_taken", "device " + device.id() + " carries the tag " + rival.get());
    }
  }

  private Outcome<DeviceReport> readBack(
      Job job, Memo taken, DeviceDocument device, Rendering rendering) throws AcsFailure {
    Memo memo = taken.withSet();
    List<Parameter> readable = rendering.readable();
    if (readable.isEmpty()) {
      return pending(job, memo.withoutTask(), device, List.of(), "nothing to read back");
    }
    List<String> names = readable.stream().map(Parameter::path).toList();
    Nbi.Posted posted = nbi.post(device.id(), Task.get(names, job.key() + ".read"));
    if (!posted.done() && !(nbi.state(device.id(), posted.taskId()) instanceof TaskState.Gone)) {
      nbi.deleteTask(posted.taskId());
      return pending(job, memo, device, rendering.paths(), "set, but not read back yet");
    }
    DeviceDocument now = document(device.id(), job.template()).orElse(device);
    List<String> otherwise =
        readable.stream()
            .filter(p -> !p.isMetBy(now.value(p.path()).orElse(null)))
            .map(Parameter::path)
            .toList();
    if (!otherwise.isEmpty()) {
      // Some devices take over a value only later: set it again at the next confirmation.
      return pending(
          job, memo.withoutTask(), now, rendering.paths(), "read back otherwise: " + otherwise);
    }
    DeviceReport report =
        Reports.confirmed(job.spec(), memo, now, job.template(), rendering.paths());
    keep(job, memo, report);
    return Outcome.done(report);
  }

  private Outcome<DeviceReport> faulted(
      Job job, Memo memo, DeviceDocument device, TaskState.Faulted fault) throws AcsFailure {
    if (!fault.isForGood()) {
      return pending(
          job,
          memo,
          device,
          rendering(job, device).paths(),
          "will be tried again: " + fault.words());
    }
    nbi.deleteTask(memo.task().orElseThrow());
    if (memo.tagged()) {
      nbi.untag(device.id(), job.tag().value());
    }
    configurations.withdraw(job.operation());
    return Outcome.refused(
        Refusal.permanent(
            "parameter_rejected", "device " + device.id() + " refused: " + fault.words()));
  }

  private Outcome<DeviceReport> pending(
      Job job, Memo memo, @Nullable DeviceDocument device, List<String> paths, String why) {
    boolean overdue = clock.instant().isAfter(memo.since().plus(settings.confirmDeadline()));
    if (overdue) {
      LOG.warn(
          "{}: device {} overdue since {}", job.operation(), job.spec().serial(), memo.since());
    }
    DeviceReport report =
        Reports.pending(
            job.spec(),
            memo,
            device,
            job.template(),
            paths,
            overdue ? "overdue, asked for at " + memo.since() + ": " + why : why);
    keep(job, memo, report);
    return Outcome.done(report);
  }

  private void keep(Job job, Memo memo, DeviceReport report) {
    configurations.keep(job.operation(), job.spec(), report, memo.entries());
  }
}
