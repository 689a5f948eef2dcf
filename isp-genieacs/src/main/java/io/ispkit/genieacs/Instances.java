package io.ispkit.genieacs;

import io.ispkit.genieacs.cpe.DeviceDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Adds objects that a device needs and has not, where it lets them be added, and removes them. That
 * it was done is proved by what the device shows afterwards, and by nothing else: GenieACS answers
 * 200 also when it has sent the device nothing.
 */
final class Instances {

  private final Nbi nbi;
  private final String key;

  /**
   * Of one operation.
   *
   * @param key its beginning of unique keys
   */
  Instances(Nbi nbi, String key) {
    this.nbi = nbi;
    this.key = key;
  }

  /**
   * The device with what it lacked.
   *
   * @return empty when the device does not answer; nothing stays queued
   * @throws AcsFailure refused for good when the device does not let an instance be added; unknown
   *     when one may have been
   */
  Optional<Found> added(Found found, Additions additions) throws AcsFailure {
    Found now = found;
    for (String object : found.rendering().creatable()) {
      // What GenieACS knows may be old, and an instance must not be added twice.
      if (!asked(now, object)) {
        return Optional.empty();
      }
      now = known(now);
      if (now.rendering().creatable().contains(object)) {
        Optional<Found> then = added(now, object, additions);
        if (then.isEmpty()) {
          return then;
        }
        now = then.get();
      }
    }
    return Optional.of(now);
  }

  private Optional<Found> added(Found found, String object, Additions additions) throws AcsFailure {
    List<String> before = found.device().objects(object + ".*");
    additions.announced(found, object, before);
    Nbi.Posted posted;
    try {
      posted = nbi.postOnce(id(found), Task.add(object, addition(object)));
    } catch (AcsFailure failure) {
      if (!failure.isUnknown()) {
        additions.settled(found, object, List.of());
      }
      throw failure;
    }
    try {
      if (!posted.done()) {
        TaskState state = nbi.state(id(found), posted.taskId());
        if (!(state instanceof TaskState.Gone)) {
          if (isTakenBack(posted.taskId(), state)) {
            additions.settled(found, object, List.of());
            refuse(found.device(), state);
          }
          return Optional.empty();
        }
      }
      if (!asked(found, object)) {
        return Optional.empty();
      }
      Found now = known(found);
      additions.settled(now, object, beyond(now.device(), object, before));
      return Optional.of(now);
    } catch (AcsFailure failure) {
      throw failure.afterWrites();
    }
  }

  /** Takes a task out of the queue; false when it may have been carried out all the same. */
  private boolean isTakenBack(String taskId, TaskState state) throws AcsFailure {
    boolean brokenOff = state instanceof TaskState.Faulted fault && fault.isBrokenOff();
    return nbi.deleteTask(taskId) && !brokenOff;
  }

  private static void refuse(DeviceDocument device, TaskState state) throws AcsFailure {
    if (state instanceof TaskState.Faulted fault && fault.isForGood()) {
      throw AcsFailure.refused(
          "parameter_rejected", "device " + device.id() + " refused: " + fault.words());
    }
  }

  private static List<String> beyond(DeviceDocument device, String object, List<String> before) {
    List<String> added = new ArrayList<>(device.objects(object + ".*"));
    added.removeAll(before);
    return added;
  }

  /**
   * What came of an addition of which no more is known than that it was announced.
   *
   * @param existing the instances before it
   * @return the instances that came since, of which one may be ours; empty when the device does not
   *     answer, so that it cannot be told now
   */
  Optional<List<String>> cameOf(DeviceDocument device, String object, List<String> existing)
      throws AcsFailure {
    Optional<String> queued = nbi.queued(device.id(), addition(object));
    if (queued.isPresent() && isTakenBack(queued.get(), nbi.state(device.id(), queued.get()))) {
      return Optional.of(List.of());
    }
    if (!asked(device, object)) {
      return Optional.empty();
    }
    return nbi.document(device.id(), List.of(object)).map(now -> beyond(now, object, existing));
  }

  private String addition(String object) {
    return key + ".add." + object;
  }

  private static String id(Found found) {
    return found.device().id();
  }

  private boolean asked(Found found, String object) throws AcsFailure {
    return asked(found.device(), object);
  }

  /** False when the device does not answer: nothing stays queued. */
  private boolean asked(DeviceDocument device, String object) throws AcsFailure {
    Nbi.Posted posted = nbi.post(device.id(), Task.refresh(object, key + ".discover." + object));
    if (posted.done()) {
      return true;
    }
    TaskState state = nbi.state(device.id(), posted.taskId());
    if (state instanceof TaskState.Gone) {
      return true;
    }
    nbi.dropReading(posted.taskId());
    refuse(device, state);
    return false;
  }

  private Found known(Found found) throws AcsFailure {
    return nbi.document(id(found), found.wanted().paths()).map(found::as).orElse(found);
  }

  /** What came of a removal. */
  enum Removal {
    GONE,
    /** The device does not answer: the task stays queued. */
    QUEUED,
    /** It was asked, and keeps it. */
    KEPT
  }

  /**
   * Removes instances now: for a device that does not answer nothing stays queued.
   *
   * @return those that the device keeps, though it was asked
   */
  List<String> left(DeviceDocument device, List<String> instances) throws AcsFailure {
    List<String> left = new ArrayList<>();
    for (String instance : instances) {
      Removal end = remove(device, instance);
      if (end == Removal.KEPT) {
        left.add(instance);
      } else if (end == Removal.QUEUED) {
        Optional<String> task = nbi.queued(device.id(), removal(instance));
        if (task.isPresent()) {
          nbi.deleteTask(task.get());
        }
        throw AcsFailure.unknown(instance + ": the device did not answer");
      }
    }
    return left;
  }

  private String removal(String instance) {
    return key + ".remove." + instance;
  }

  /** Removes an instance; one that is not there is gone. */
  Removal remove(DeviceDocument device, String instance) throws AcsFailure {
    Nbi.Posted posted = nbi.post(device.id(), Task.remove(instance, removal(instance)));
    if (!posted.done()) {
      TaskState state = nbi.state(device.id(), posted.taskId());
      if (state instanceof TaskState.Faulted fault && fault.isForGood()) {
        nbi.deleteTask(posted.taskId());
      } else if (!(state instanceof TaskState.Gone)) {
        return Removal.QUEUED;
      }
    }
    // GenieACS knows by itself what it has removed; what the device says now is better still.
    asked(device, instance.substring(0, instance.lastIndexOf('.')));
    return shows(device, instance) ? Removal.KEPT : Removal.GONE;
  }

  private boolean shows(DeviceDocument device, String instance) throws AcsFailure {
    String parent = instance.substring(0, instance.lastIndexOf('.'));
    return nbi.document(device.id(), List.of(parent)).filter(d -> d.has(instance)).isPresent();
  }
}
