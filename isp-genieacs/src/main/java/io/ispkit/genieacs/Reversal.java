package io.ispkit.genieacs;

import io.ispkit.core.change.Change;
import io.ispkit.core.change.FieldChange;
import io.ispkit.core.device.DeviceSpec;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.genieacs.cpe.DeviceDocument;
import io.ispkit.genieacs.cpe.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The undo: takes back what is queued, puts back what was read before, removes our tag. */
final class Reversal {

  private final Nbi nbi;
  private final Tag tag;

  Reversal(Nbi nbi, Tag tag) {
    this.nbi = nbi;
    this.tag = tag;
  }

  /**
   * One undo.
   *
   * @param configured the id of the device that the operation has configured, as far as it is known
   */
  Outcome<List<Change>> run(
      DeviceSpec spec, @Nullable String configured, Memo memo, Operation operation) {
    try {
      Optional<DeviceDocument> device = device(spec, configured);
      return Outcome.done(
          device.isEmpty() ? wish(spec, configured) : revert(device.get(), memo, operation));
    } catch (AcsFailure failure) {
      return failure.outcome();
    }
  }

  /**
   * The undo of an operation whose place a later one has taken: nothing of the device is written
   * over. What the operation had found and done is left to the later one.
   *
   * @param handOver takes the notes over
   */
  Outcome<List<Change>> leave(
      DeviceSpec spec,
      @Nullable String configured,
      Memo memo,
      Operation operation,
      Consumer<Memo> handOver) {
    try {
      Optional<DeviceDocument> device = device(spec, configured);
      List<Change> changes = new ArrayList<>();
      Memo settled = memo;
      if (device.isPresent()) {
        String key = operation.toString();
        for (String object : memo.announced().keySet()) {
          settled = settled.withSettled(object, settled(device.get(), memo, key, object));
        }
        Optional<String> queued = nbi.queued(device.get().id(), key);
        if (queued.isPresent()) {
          boolean untouched = isTakenBack(device.get(), queued.get(), memo);
          settled = untouched ? settled : settled.withSet();
          changes.add(Change.delete(Plans.SYSTEM, "task " + queued.get()));
        } else if (memo.task().isPresent()) {
          settled = settled.withSet();
        }
      }
      handOver.accept(settled);
      return Outcome.done(changes);
    } catch (AcsFailure failure) {
      return failure.outcome();
    }
  }

  private Optional<DeviceDocument> device(DeviceSpec spec, @Nullable String configured)
      throws AcsFailure {
    List<DeviceDocument> found = nbi.find(spec.serial());
    if (found.size() > 1) {
      return Optional.of(ours(found, configured));
    }
    // Another device may have the serial number by now: nothing of it is ours.
    return found.stream()
        .filter(device -> configured == null || configured.equals(device.id()))
        .findFirst();
  }

  /** GenieACS does not know the device, or knows it no more: what that has it keeps. */
  private static List<Change> wish(DeviceSpec spec, @Nullable String configured) {
    String device = configured == null ? "" : " (" + configured + " is not known any more)";
    return List.of(Change.delete(Plans.SYSTEM, "wish for device " + spec.serial() + device));
  }

  /** A second device with the serial number may have come since: ours is told by its id. */
  private DeviceDocument ours(List<DeviceDocument> found, @Nullable String configured)
      throws AcsFailure {
    // Asked for anew: of many devices not all were found.
    return (configured == null
            ? Optional.<DeviceDocument>empty()
            : nbi.document(configured, List.of()))
        .filter(device -> device.serial().equals(found.get(0).serial()))
        .orElseThrow(() -> Search.ambiguous(found));
  }

  private List<Change> revert(DeviceDocument device, Memo memo, Operation operation)
      throws AcsFailure {
    List<Change> changes = new ArrayList<>();
    String key = operation.toString();
    // First, for it may have to wait for the device.
    Memo settled = memo;
    for (String object : memo.announced().keySet()) {
      settled = settled.withSettled(object, settled(device, memo, key, object));
    }
    // By its key too: the answer that told its id may have been lost.
    Optional<String> queued = nbi.queued(device.id(), key);
    boolean untouched = false;
    if (queued.isPresent()) {
      untouched = isTakenBack(device, queued.get(), memo);
      changes.add(Change.delete(Plans.SYSTEM, "task " + queued.get()));
    }
    List<Parameter> before = settled.before();
    if (!before.isEmpty() && !untouched) {
      changes.add(restored(device, before, key + ".revert"));
    }
    List<String> kept = new ArrayList<>();
    for (String object : settled.added()) {
      Instances.Removal end = new Instances(nbi, key + ".revert").remove(device, object);
      if (end == Instances.Removal.KEPT) {
        kept.add(object);
      } else {
        String words = end == Instances.Removal.QUEUED ? " (queued)" : "";
        changes.add(Change.delete(Plans.SYSTEM, "device " + device.id() + ": " + object + words));
      }
    }
    if (memo.tagged() && device.tags().contains(tag.value())) {
      nbi.untag(device.id(), tag.value());
      changes.add(
          Change.update(
              Plans.SYSTEM, "device " + device.id(), new FieldChange("_tags", tag.value(), null)));
    }
    if (!kept.isEmpty()) {
      throw AcsFailure.refused(
          "parameter_rejected",
          "device " + device.id() + " keeps what was added: " + kept + "; all else is taken back");
    }
    return changes;
  }

  /**
   * What was added of what was announced.
   *
   * @throws AcsFailure refused, with retry while the device does not answer, for good when it
   *     cannot be told which instance is ours
   */
  private List<String> settled(DeviceDocument device, Memo memo, String key, String object)
      throws AcsFailure {
    List<String> existing = memo.announced().getOrDefault(object, List.of());
    List<String> came =
        new Instances(nbi, key)
            .cameOf(device, object, existing)
            .orElseThrow(
                () ->
                    AcsFailure.refused(
                        Refusal.retryLater(
                            "device_offline",
                            "device " + device.id() + " must say what it has of " + object)));
    if (came.size() > 1) {
      throw AcsFailure.refused(
          "changed_since",
          "device " + device.id() + ": one of " + came + " was added, which is not known");
    }
    return came;
  }

  /** Takes a task back; true when the device has certainly not taken over what it sets. */
  private boolean isTakenBack(DeviceDocument device, String task, Memo memo) throws AcsFailure {
    TaskState state = nbi.state(device.id(), task);
    boolean brokenOff = state instanceof TaskState.Faulted fault && fault.isBrokenOff();
    return nbi.deleteTask(task) && !brokenOff && !memo.isSet() && memo.sleeps(device);
  }

  /** Offline: the task stays queued, and the device gets its old values when it is back. */
  private Change restored(DeviceDocument device, List<Parameter> before, String key)
      throws AcsFailure {
    Nbi.Posted posted = nbi.post(device.id(), Task.set(before, key));
    boolean waits = false;
    if (!posted.done()) {
      TaskState state = nbi.state(device.id(), posted.taskId());
      if (state instanceof TaskState.Faulted fault && fault.isForGood()) {
        nbi.deleteTask(posted.taskId());
        throw AcsFailure.refused(
            "parameter_rejected", "device " + device.id() + " refused: " + fault.words());
      }
      waits = !(state instanceof TaskState.Gone);
    }
    return Change.update(
        Plans.SYSTEM,
        "device " + device.id() + (waits ? " (queued as task " + posted.taskId() + ")" : ""),
        before.stream()
            .map(p -> FieldChange.set(p.path(), p.value().asText()))
            .toArray(FieldChange[]::new));
  }
}
