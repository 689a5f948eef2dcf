package io.ispkit.genieacs;

import io.ispkit.genieacs.cpe.DeviceDocument;
import io.ispkit.genieacs.cpe.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts back what a device may have taken of some parameters before it refused the others. It takes
 * all or none of one call; of more than {@link Task#AT_A_TIME} parameters GenieACS makes several.
 */
final class PutBack {

  private static final int NAMED = 10;

  private PutBack() {}

  /**
   * Puts back.
   *
   * @param wanted what was to be set
   * @param before the old values, as far as they are known
   * @param key beginning of unique keys
   * @return what to add to the refusal: empty when the device has taken nothing, else what it may
   *     keep
   * @throws AcsFailure unknown: GenieACS is away
   */
  static String words(
      Nbi nbi, String deviceId, List<Parameter> wanted, List<Parameter> before, String key)
      throws AcsFailure {
    if (wanted.size() <= Task.AT_A_TIME) {
      return "";
    }
    Set<String> old = before.stream().map(Parameter::path).collect(Collectors.toSet());
    List<String> kept = new ArrayList<>();
    wanted.stream().map(Parameter::path).filter(path -> !old.contains(path)).forEach(kept::add);
    try {
      if (!before.isEmpty()) {
        Optional<List<String>> left = left(nbi, deviceId, before, key);
        if (left.isEmpty()) {
          return "; what it may have taken before that is not put back yet (queued)"
              + (kept.isEmpty() ? "" : ", and it may keep: " + named(kept));
        }
        kept.addAll(0, left.get());
      }
    } catch (AcsFailure away) {
      throw AcsFailure.unknown(
          "device " + deviceId + ": it may have taken some parameters: " + away.getMessage());
    }
    return kept.isEmpty()
        ? "; what it had taken before that is put back"
        : "; it may keep what it had taken before that of: " + named(kept);
  }

  private static String named(List<String> paths) {
    String first = String.join(", ", paths.subList(0, Math.min(NAMED, paths.size())));
    return paths.size() <= NAMED ? first : first + " and " + (paths.size() - NAMED) + " more";
  }

  /** What is not as before; empty when the device does not answer: the task stays queued. */
  private static Optional<List<String>> left(
      Nbi nbi, String deviceId, List<Parameter> before, String key) throws AcsFailure {
    List<String> names = before.stream().map(Parameter::path).toList();
    Nbi.Posted posted = nbi.post(deviceId, Task.set(before, key + ".revert"));
    if (!posted.done()) {
      TaskState state = nbi.state(deviceId, posted.taskId());
      if (state instanceof TaskState.Faulted fault && fault.isForGood()) {
        nbi.deleteTask(posted.taskId());
      } else if (!(state instanceof TaskState.Gone)) {
        return Optional.empty();
      }
    }
    return Optional.of(
        nbi.fresh(deviceId, names, names, key + ".read")
            .map(now -> differing(before, now))
            .orElse(names));
  }

  private static List<String> differing(List<Parameter> before, DeviceDocument now) {
    return before.stream()
        .filter(p -> !p.isMetBy(now.value(p.path()).orElse(null)))
        .map(Parameter::path)
        .toList();
  }

  /** The values that a device is known to have of what is wanted; passwords cannot be read. */
  static List<Parameter> known(DeviceDocument device, List<Parameter> wanted) {
    return wanted.stream()
        .filter(p -> !p.secret())
        .flatMap(
            p ->
                device
                    .value(p.path())
                    .map(value -> new Parameter(p.path(), value, device.type(p.path()), null))
                    .stream())
        .toList();
  }
}
