package io.ispkit.genieacs;

import io.ispkit.core.change.Change;
import io.ispkit.core.change.FieldChange;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.genieacs.cpe.CpeSettings;
import io.ispkit.genieacs.cpe.DeviceDocument;
import io.ispkit.genieacs.cpe.Layouts;
import io.ispkit.genieacs.cpe.Parameter;
import io.ispkit.genieacs.cpe.Rendering;
import io.ispkit.genieacs.cpe.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sets what {@link CpeSettings} say, in one task, and reads it back. Nothing is kept here: the host
 * calls {@link #apply} again, with the same settings and operation, until it is confirmed.
 * Thread-safe; every call blocks.
 */
public final class DirectSettings {

  private final Nbi nbi;
  private final Search search;
  private final Layouts layouts;

  DirectSettings(Nbi nbi, Search search, Layouts layouts) {
    this.nbi = nbi;
    this.search = search;
    this.layouts = layouts;
  }

  /** What {@link #apply} would write, with the values that GenieACS knows; wakes no device. */
  public Outcome<Change> plan(String deviceId, String template, CpeSettings settings) {
    return AcsFailure.outcomeOfReading(
        () -> {
          Found found = found(deviceId, template, settings);
          DeviceDocument device = found.device();
          return Change.update(
              Plans.SYSTEM,
              Plans.target(device),
              found.rendering().parameters().stream()
                  .map(p -> Plans.field(p, device))
                  .toArray(FieldChange[]::new));
        });
  }

  /** Compares with what GenieACS knows; wakes no device and tells nothing of passwords. */
  public Outcome<ConfigurationState> verify(
      String deviceId, String template, CpeSettings settings) {
    return AcsFailure.outcomeOfReading(
        () -> {
          Found found = found(deviceId, template, settings);
          List<String> differing = found.rendering().unmet(found.device());
          return new ConfigurationState(
              differing.isEmpty()
                  ? ConfigurationState.Kind.CONFIRMED
                  : ConfigurationState.Kind.DRIFTED,
              differing);
        });
  }

  /**
   * Sets and reads back. A device that is offline keeps the task until it calls.
   *
   * @return done and confirmed, or pending; refused for good with {@code parameter_rejected},
   *     naming the parameter: what this call had added is removed and what the device had taken
   *     before is put back, and what it may keep all the same, such as a password, is named;
   *     refused with retry: certainly nothing was done; unknown
   */
  public Outcome<ConfigurationState> apply(
      String deviceId, String template, CpeSettings settings, Operation operation) {
    return AcsFailure.outcomeOf(() -> applied(deviceId, template, settings, operation.toString()));
  }

  private ConfigurationState applied(
      String deviceId, String template, CpeSettings settings, String key) throws AcsFailure {
    Found seen = found(deviceId, template, settings);
    List<String> added = new ArrayList<>();
    try {
      return applied(seen, key, new Collecting(added));
    } catch (AcsFailure failure) {
      if (!failure.isPermanent()) {
        throw added.isEmpty() ? failure : failure.afterWrites();
      }
      throw takenBack(seen.device(), added, key, failure);
    }
  }

  /** Nothing is kept here: a crash leaves an instance that the next call finds and uses. */
  private record Collecting(List<String> all) implements Additions {

    @Override
    public void announced(Found device, String object, List<String> existing) {}

    @Override
    public void settled(Found device, String object, List<String> added) {
      all.addAll(added);
    }
  }

  private AcsFailure takenBack(
      DeviceDocument device, List<String> added, String key, AcsFailure why) throws AcsFailure {
    try {
      List<String> left = new Instances(nbi, key).left(device, added);
      return why.with(left.isEmpty() ? "" : "; the device keeps what was added: " + left);
    } catch (AcsFailure unclear) {
      throw AcsFailure.unknown(
          why.getMessage() + "; " + added + " may still be there: " + unclear.getMessage());
    }
  }

  private ConfigurationState applied(Found seen, String key, Additions additions)
      throws AcsFailure {
    String deviceId = seen.device().id();
    Optional<Found> complete = search.complete(seen, key, additions);
    if (complete.isEmpty()) {
      return new ConfigurationState(ConfigurationState.Kind.PENDING, List.of());
    }
    Found found = complete.get();
    Optional<AcsFailure> impossible = Search.impossible(found);
    if (impossible.isPresent()) {
      throw impossible.get();
    }
    Rendering rendering = found.rendering();
    if (rendering.parameters().isEmpty()) {
      return new ConfigurationState(ConfigurationState.Kind.CONFIRMED, List.of());
    }
    Nbi.Posted posted = nbi.post(deviceId, Task.set(rendering.parameters(), key));
    try {
      return set(found, posted, key);
    } catch (AcsFailure failure) {
      throw failure.afterWrites();
    }
  }

  private ConfigurationState set(Found found, Nbi.Posted posted, String key) throws AcsFailure {
    String deviceId = found.device().id();
    Rendering rendering = found.rendering();
    if (!posted.done()) {
      TaskState state = nbi.state(deviceId, posted.taskId());
      if (state instanceof TaskState.Faulted fault && fault.isForGood()) {
        nbi.deleteTask(posted.taskId());
        throw refused(found, key, fault);
      }
      if (!(state instanceof TaskState.Gone)) {
        return new ConfigurationState(
            ConfigurationState.Kind.PENDING, rendering.differing(found.device()));
      }
    }
    Orphans.remove(nbi, deviceId, rendering.paths());
    List<String> names = rendering.readable().stream().map(Parameter::path).toList();
    if (names.isEmpty()) {
      // Passwords cannot be read: that the device took the task without a fault is all there is.
      return new ConfigurationState(ConfigurationState.Kind.CONFIRMED, List.of());
    }
    return nbi.fresh(deviceId, found.wanted().paths(), names, key + ".read")
        .map(rendering::differing)
        .map(
            differing ->
                new ConfigurationState(
                    differing.isEmpty()
                        ? ConfigurationState.Kind.CONFIRMED
                        : ConfigurationState.Kind.PENDING,
                    differing))
        .orElseGet(() -> new ConfigurationState(ConfigurationState.Kind.PENDING, names));
  }

  private AcsFailure refused(Found found, String key, TaskState.Faulted fault) throws AcsFailure {
    DeviceDocument device = found.device();
    List<Parameter> wanted = found.rendering().parameters();
    String kept = PutBack.words(nbi, device.id(), wanted, PutBack.known(device, wanted), key);
    return AcsFailure.refused(
        "parameter_rejected", "device " + device.id() + " refused: " + fault.words() + kept);
  }

  private Found found(String deviceId, String template, CpeSettings settings) throws AcsFailure {
    DeviceDocument seen = known(nbi.document(deviceId, List.of()), deviceId);
    Wanted wanted = Wanted.of(layouts, search.template(template, seen.tags()), settings);
    return new Found(known(nbi.document(deviceId, wanted.paths()), deviceId), wanted);
  }

  private static DeviceDocument known(Optional<DeviceDocument> device, String id)
      throws AcsFailure {
    return device.orElseThrow(
        () ->
            AcsFailure.refused(Refusal.retryLater("device_gone", "GenieACS does not know " + id)));
  }
}
