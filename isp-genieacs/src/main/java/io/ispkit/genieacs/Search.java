package io.ispkit.genieacs;

import io.ispkit.core.device.DeviceConfigurations;
import io.ispkit.core.device.DeviceSpec;
import io.ispkit.core.operation.Operation;
import io.ispkit.genieacs.cpe.CpeSettings;
import io.ispkit.genieacs.cpe.DeviceDocument;
import io.ispkit.genieacs.cpe.Layouts;
import io.ispkit.genieacs.cpe.Rendering;
import io.ispkit.genieacs.cpe.Template;
import io.ispkit.genieacs.cpe.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the one device that an order means, and what of it must be known. */
final class Search {

  private final Nbi nbi;
  private final DeviceConfigurations configurations;
  private final Layouts layouts;

  Search(Nbi nbi, DeviceConfigurations configurations, Layouts layouts) {
    this.nbi = nbi;
    this.configurations = configurations;
    this.layouts = layouts;
  }

  /**
   * The one device with the serial number, as far as its template needs it known.
   *
   * @return empty when GenieACS has not seen it
   */
  Optional<Found> device(DeviceSpec spec, Operation operation, Tag tag) throws AcsFailure {
    refuseWished(spec, operation);
    List<DeviceDocument> found = nbi.find(spec.serial());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    if (found.size() > 1) {
      throw ambiguous(found);
    }
    DeviceDocument device = found.get(0);
    Optional<String> foreign = tag.foreign(device.tags());
    if (foreign.isPresent()) {
      throw AcsFailure.refused(
          "device_taken", "device " + device.id() + " carries the tag " + foreign.get());
    }
    return known(device, spec);
  }

  static AcsFailure ambiguous(List<DeviceDocument> found) {
    return AcsFailure.refused(
        "device_ambiguous",
        "serial "
            + found.get(0).serial()
            + " is that of "
            + found.stream().map(DeviceDocument::id).toList());
  }

  /** The same device, with what its template needs known of it. */
  Optional<Found> known(DeviceDocument device, DeviceSpec spec) throws AcsFailure {
    Wanted wanted = wanted(spec, device.tags());
    return nbi.document(device.id(), wanted.paths()).map(d -> new Found(d, wanted));
  }

  /** What a device with these tags gets. */
  Wanted wanted(DeviceSpec spec, List<String> tags) throws AcsFailure {
    return Wanted.of(layouts, template(spec.template(), tags), CpeSettings.of(spec));
  }

  /** A template that claims the tags of a device takes the place of the default one. */
  Template template(String name, List<String> tags) throws AcsFailure {
    String chosen = name;
    if (name.equals(Template.DEFAULT)) {
      List<String> claiming = layouts.claiming(tags);
      if (claiming.size() > 1) {
        throw AcsFailure.refused(
            "template_ambiguous", "the device's tags are those of the templates " + claiming);
      }
      chosen = claiming.isEmpty() ? name : claiming.get(0);
    }
    Optional<Template> template = layouts.template(chosen);
    if (template.isEmpty()) {
      throw unknownTemplate(name);
    }
    return template.get();
  }

  /** Refuses a template that nobody has, before anything is looked for. */
  void check(DeviceSpec spec) throws AcsFailure {
    if (layouts.template(spec.template()).isEmpty()) {
      throw unknownTemplate(spec.template());
    }
  }

  private AcsFailure unknownTemplate(String name) {
    return AcsFailure.refused(
        "misconfigured", "template " + name + ": expected one of " + layouts.names());
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

  /**
   * A rendering of the device, after asking it for what is missing.
   *
   * @return empty when something is missing and the device does not answer
   * @throws AcsFailure refused for good when the device does not let be added what is missing
   */
  Optional<Found> complete(Found found, String key, Additions additions) throws AcsFailure {
    Rendering rendering = found.rendering();
    if (rendering.missing().isEmpty()) {
      return Optional.of(found);
    }
    if (!discovered(found, rendering, key)) {
      return Optional.empty();
    }
    Found known =
        nbi.document(found.device().id(), found.wanted().paths()).map(found::as).orElse(found);
    return known.rendering().creatable().isEmpty()
        ? Optional.of(known)
        : new Instances(nbi, key).added(known, additions);
  }

  /** Asks the device for the objects that are needed; false when it did not answer. */
  private boolean discovered(Found found, Rendering rendering, String key) throws AcsFailure {
    String id = found.device().id();
    boolean any = false;
    for (String object : new ArrayList<>(found.wanted().undiscovered(found.device(), rendering))) {
      Nbi.Posted posted = nbi.post(id, Task.refresh(object, key + ".discover." + object));
      if (!posted.done()) {
        // A model or object that the device lacks ends in a fault: that is an answer too.
        TaskState state = nbi.state(id, posted.taskId());
        nbi.dropReading(posted.taskId());
        if (state instanceof TaskState.Queued) {
          return false;
        }
      }
      any = true;
    }
    return any;
  }

  /** Why a device cannot be set as wanted, when it cannot. */
  static Optional<AcsFailure> impossible(Found found) {
    Rendering rendering = found.rendering();
    if (!rendering.missing().isEmpty()) {
      return Optional.of(
          AcsFailure.refused(
              "parameter_rejected",
              "device " + found.device().id() + " has no " + rendering.missing()));
    }
    return rendering.unlisted().isEmpty()
        ? Optional.empty()
        : Optional.of(
            AcsFailure.refused(
                "parameter_rejected",
                "device " + found.device().id() + ": " + Reports.shown(rendering.unlisted())));
  }
}
