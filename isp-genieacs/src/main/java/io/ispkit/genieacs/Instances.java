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
   */
  Optional<Found> added(Found found) throws AcsFailure {
    Found now = found;
    for (String object : found.rendering().creatable()) {
      // What GenieACS knows may be old, and an instance must not be added twice.
      if (!asked(now, object)) {
        return Optional.empty();
      }
      now = known(now);
      if (!now.rendering().creatable().contains(object)) {
        continue;
      }
      List<String> before = now.device().objects(object + ".*");
      if (!carriedOut(now, nbi.postOnce(id(now), Task.add(object, key + ".add." + object)))
          || !asked(now, object)) {
        return Optional.empty();
      }
      now = known(now);
      List<String> added = new ArrayList<>(now.device().objects(object + ".*"));
      added.removeAll(before);
      added.addAll(0, now.added());
      now = new Found(now.device(), now.wanted(), added);
    }
    return Optional.of(now);
  }

  private static String id(Found found) {
    return found.device().id();
  }

  private boolean asked(Found found, String object) throws AcsFailure {
    return carriedOut(
        found, nbi.post(id(found), Task.refresh(object, key + ".discover." + object)));
  }

  /** False when the task could not be carried out now: it is taken back. */
  private boolean carriedOut(Found found, Nbi.Posted posted) throws AcsFailure {
    if (posted.done()) {
      return true;
    }
    TaskState state = nbi.state(id(found), posted.taskId());
    if (state instanceof TaskState.Gone) {
      return true;
    }
    nbi.deleteTask(posted.taskId());
    if (state instanceof TaskState.Faulted fault && fault.isForGood()) {
      throw AcsFailure.refused(
          "parameter_rejected", "device " + id(found) + " refused: " + fault.words());
    }
    return false;
  }

  private Found known(Found found) throws AcsFailure {
    return nbi.document(id(found), found.wanted().paths()).map(found::as).orElse(found);
  }

  /**
   * Removes instances now: for a device that does not answer nothing stays queued.
   *
   * @return those that the device keeps, though it was asked
   */
  List<String> left(DeviceDocument device, List<String> instances) throws AcsFailure {
    List<String> left = new ArrayList<>();
    for (String instance : instances) {
      if (removed(device, instance)) {
        continue;
      }
      Optional<String> task = nbi.queued(device.id(), removal(instance));
      if (task.isPresent()) {
        TaskState state = nbi.state(device.id(), task.get());
        nbi.deleteTask(task.get());
        if (!(state instanceof TaskState.Faulted fault && fault.isForGood())) {
          throw AcsFailure.unknown(instance + ": the device did not answer");
        }
      }
      if (shows(device, instance)) {
        left.add(instance);
      }
    }
    return left;
  }

  private String removal(String instance) {
    return key + ".remove." + instance;
  }

  /**
   * Removes an instance.
   *
   * @return whether it is gone; false when the device does not answer: the task stays queued
   */
  boolean removed(DeviceDocument device, String instance) throws AcsFailure {
    Nbi.Posted posted = nbi.post(device.id(), Task.remove(instance, removal(instance)));
    if (!posted.done() && !(nbi.state(device.id(), posted.taskId()) instanceof TaskState.Gone)) {
      return false;
    }
    String parent = instance.substring(0, instance.lastIndexOf('.'));
    nbi.post(device.id(), Task.refresh(parent, key + ".discover." + parent));
    return !shows(device, instance);
  }

  private boolean shows(DeviceDocument device, String instance) throws AcsFailure {
    String parent = instance.substring(0, instance.lastIndexOf('.'));
    return nbi.document(device.id(), List.of(parent)).filter(d -> d.has(instance)).isPresent();
  }
}
