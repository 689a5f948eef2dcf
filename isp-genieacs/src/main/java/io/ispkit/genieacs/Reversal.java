package io.ispkit.genieacs;

import io.ispkit.core.change.Change;
import io.ispkit.core.change.FieldChange;
import io.ispkit.core.device.DeviceSpec;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.genieacs.cpe.DeviceDocument;
import io.ispkit.genieacs.cpe.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
      List<DeviceDocument> found = nbi.find(spec.serial());
      if (found.isEmpty()) {
        return Outcome.done(List.of(Change.delete("genieacs", "wish for device " + spec.serial())));
      }
      DeviceDocument device = found.size() == 1 ? found.get(0) : ours(found, configured);
      return Outcome.done(revert(device, memo, operation));
    } catch (AcsFailure failure) {
      return failure.outcome();
    }
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
    // By its key too: the answer that told its id may have been lost.
    Optional<String> queued = nbi.queued(device.id(), key);
    if (queued.isPresent()) {
      nbi.deleteTask(queued.get());
      changes.add(Change.delete("genieacs", "task " + queued.get()));
    }
    List<Parameter> before = memo.before();
    if (!before.isEmpty() && (queued.isEmpty() || memo.isSet())) {
      changes.add(restored(device, before, key + ".revert"));
    }
    for (String object : memo.added()) {
      boolean gone = new Instances(nbi, key + ".revert").removed(device, object);
      String words = "device " + device.id() + ": " + object + (gone ? "" : " (queued)");
      changes.add(Change.delete("genieacs", words));
    }
    if (memo.tagged() && device.tags().contains(tag.value())) {
      nbi.untag(device.id(), tag.value());
      changes.add(
          Change.update(
              "genieacs", "device " + device.id(), new FieldChange("_tags", tag.value(), null)));
    }
    return changes;
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
        "genieacs",
        "device " + device.id() + (waits ? " (queued as task " + posted.taskId() + ")" : ""),
        before.stream()
            .map(p -> FieldChange.set(p.path(), p.value().asText()))
            .toArray(FieldChange[]::new));
  }
}
