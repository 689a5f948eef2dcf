package io.ispkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import io.ispkit.core.change.Change;
import io.ispkit.core.change.FieldChange;
import io.ispkit.core.device.DeviceConfigurations;
import io.ispkit.core.drift.Drift;
import io.ispkit.core.drift.FieldDrift;
import io.ispkit.core.drift.Winner;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.genieacs.cpe.DeviceDocument;
import io.ispkit.genieacs.cpe.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Writes into a device what is ours to write, if it is still as it was found. */
final class DriftMending {

  private static final String TARGET = "device ";

  private final Nbi nbi;
  private final Search search;
  private final DeviceConfigurations configurations;
  private final TenantId tenant;

  DriftMending(Nbi nbi, Search search, DeviceConfigurations configurations, TenantId tenant) {
    this.nbi = nbi;
    this.search = search;
    this.configurations = configurations;
    this.tenant = tenant;
  }

  List<Change> run(Drift drift, Operation operation, String ourTags) throws AcsFailure {
    if (drift.kind() == Drift.Kind.MISSING
        || !drift.canBeMended()
        || !drift.target().startsWith(TARGET)) {
      return List.of();
    }
    List<FieldDrift> ours = drift.fields().stream().filter(f -> f.winner() == Winner.OURS).toList();
    String id = drift.target().substring(TARGET.length());
    DeviceDocument device =
        nbi.document(id, ours.stream().map(FieldDrift::name).filter(Parameter::isPath).toList())
            .orElseThrow(() -> changed(drift, "it is gone"));
    List<FieldChange> written = new ArrayList<>();
    List<Parameter> parameters = parameters(device, ours, drift);
    List<FieldDrift> tags = ours.stream().filter(f -> f.name().equals(DeviceDrift.TAGS)).toList();
    for (FieldDrift field : tags) {
      mendTag(device, field, drift, ourTags).ifPresent(written::add);
    }
    if (!parameters.isEmpty()) {
      try {
        set(device, parameters, operation);
      } catch (AcsFailure failure) {
        throw written.isEmpty() ? failure : failure.afterWrites().with("; its tags are mended");
      }
      parameters.forEach(p -> written.add(Plans.field(p, device)));
    }
    return written.isEmpty()
        ? List.of()
        : List.of(new Change(Plans.SYSTEM, Change.Action.UPDATE, drift.target(), written));
  }

  private Optional<FieldChange> mendTag(
      DeviceDocument device, FieldDrift field, Drift drift, String ourTags) throws AcsFailure {
    String wanted = field.wanted();
    String found = field.found();
    if (wanted != null) {
      Optional<String> other =
          device.tags().stream().filter(t -> t.startsWith(ourTags) && !t.equals(wanted)).findAny();
      if (other.isPresent()) {
        throw changed(drift, "it carries the tag " + other.get());
      }
      if (device.tags().contains(wanted)) {
        return Optional.empty();
      }
      nbi.tag(device.id(), wanted);
      return Optional.of(new FieldChange(DeviceDrift.TAGS, null, wanted));
    }
    // Only what carries our own mark.
    if (found == null || !found.startsWith(ourTags) || !device.tags().contains(found)) {
      return Optional.empty();
    }
    nbi.untag(device.id(), found);
    return Optional.of(new FieldChange(DeviceDrift.TAGS, found, null));
  }

  /** What is left to be set; refused when a value is neither as found nor as wanted. */
  private List<Parameter> parameters(DeviceDocument device, List<FieldDrift> ours, Drift drift)
      throws AcsFailure {
    List<Parameter> parameters = new ArrayList<>();
    for (FieldDrift field : ours) {
      if (field.name().equals(DeviceDrift.TAGS)) {
        continue;
      }
      Parameter parameter = parameter(device, field, drift);
      JsonNode actual = device.value(field.name()).orElse(null);
      if (parameter.isMetBy(actual)) {
        continue;
      }
      if (!parameter.secret()
          && !Objects.equals(DeviceDrift.shown(parameter, actual), field.found())) {
        throw changed(drift, field.name() + " is something else by now");
      }
      parameters.add(parameter);
    }
    return parameters;
  }

  /** A secret, and the exact form of a value, are those of the kept configuration. */
  private Parameter parameter(DeviceDocument device, FieldDrift field, Drift drift)
      throws AcsFailure {
    Optional<DeviceConfigurations.Kept> kept =
        configurations
            .findBySerial(tenant, device.serial())
            .filter(k -> k.spec().serviceId().equals(drift.serviceId()));
    if (kept.isPresent()) {
      Optional<Found> known = search.known(device, kept.get().spec());
      if (known.isPresent()) {
        for (Parameter parameter : known.get().rendering().parameters()) {
          boolean same =
              parameter.secret()
                  ? FieldChange.HIDDEN.equals(field.wanted())
                  : parameter.value().asText().equals(field.wanted());
          if (parameter.path().equals(field.name()) && same) {
            return parameter;
          }
        }
      }
    }
    throw changed(drift, field.name() + " is wanted otherwise by now");
  }

  private void set(DeviceDocument device, List<Parameter> parameters, Operation operation)
      throws AcsFailure {
    String key = operation + ".mend";
    Nbi.Posted posted = nbi.post(device.id(), Task.set(parameters, key));
    if (!posted.done()) {
      TaskState state = nbi.state(device.id(), posted.taskId());
      if (!(state instanceof TaskState.Gone)) {
        // Nothing may happen later of which this operation says that it did not happen.
        if (!nbi.deleteTask(posted.taskId())) {
          throw AcsFailure.unknown(
              "device " + device.id() + ": the task went while it was removed");
        }
        if (state instanceof TaskState.Faulted fault && fault.isForGood()) {
          String kept =
              PutBack.words(nbi, device.id(), parameters, PutBack.known(device, parameters), key);
          throw AcsFailure.refused(
              "parameter_rejected", "device " + device.id() + " refused: " + fault.words() + kept);
        }
        if (state instanceof TaskState.Faulted fault && fault.isBrokenOff()) {
          throw AcsFailure.unknown("device " + device.id() + ": its session broke off");
        }
        throw AcsFailure.refused(
            Refusal.retryLater("device_offline", "device " + device.id() + " did not answer"));
      }
    }
    List<Parameter> readable = parameters.stream().filter(p -> !p.secret()).toList();
    if (readable.isEmpty()) {
      return;
    }
    List<String> names = readable.stream().map(Parameter::path).toList();
    DeviceDocument now =
        nbi.fresh(device.id(), names, names, key + ".read")
            .orElseThrow(() -> AcsFailure.unknown("device " + device.id() + ": not read back"));
    for (Parameter parameter : readable) {
      if (!parameter.isMetBy(now.value(parameter.path()).orElse(null))) {
        throw AcsFailure.refused(
            Refusal.retryLater("not_taken", "the device did not take " + parameter.path()));
      }
    }
  }

  private static AcsFailure changed(Drift drift, String why) {
    return AcsFailure.refused("changed_since", drift.target() + ": " + why);
  }
}
