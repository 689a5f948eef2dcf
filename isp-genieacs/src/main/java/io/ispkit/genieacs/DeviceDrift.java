package io.ispkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import io.ispkit.core.change.Change;
import io.ispkit.core.change.FieldChange;
import io.ispkit.core.device.DeviceConfigurations;
import io.ispkit.core.device.DeviceReport;
import io.ispkit.core.device.DeviceSpec;
import io.ispkit.core.drift.Drift;
import io.ispkit.core.drift.ExpectedService;
import io.ispkit.core.drift.ExpectedServices;
import io.ispkit.core.drift.FieldDrift;
import io.ispkit.core.drift.Winner;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.genieacs.cpe.DeviceDocument;
import io.ispkit.genieacs.cpe.Parameter;
import io.ispkit.genieacs.cpe.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Compares kept configurations with what GenieACS knows of the devices. */
final class DeviceDrift {

  static final String TAGS = "_tags";
  private static final int PAGE = 100;

  private final Nbi nbi;
  private final Search search;
  private final DeviceConfigurations configurations;
  private final Provisioning provisioning;
  private final String tagPrefix;
  private final Set<Setting> customers;
  private final TenantId tenant;
  private final DriftMending mending;

  DeviceDrift(
      Nbi nbi,
      Search search,
      DeviceConfigurations configurations,
      GenieAcsSettings settings,
      Provisioning provisioning,
      TenantId tenant) {
    this.nbi = nbi;
    this.search = search;
    this.configurations = configurations;
    this.provisioning = provisioning;
    this.tagPrefix = settings.tagPrefix();
    this.customers = settings.customers();
    this.tenant = tenant;
    this.mending = new DriftMending(nbi, search, configurations, tenant);
  }

  ConfigurationState state(DeviceConfigurations.Kept kept, Memo memo) throws AcsFailure {
    List<String> differing = differing(kept.spec());
    if (kept.report().status() == DeviceReport.Status.PENDING) {
      return new ConfigurationState(
          provisioning.isOverdue(memo)
              ? ConfigurationState.Kind.OVERDUE
              : ConfigurationState.Kind.PENDING,
          differing);
    }
    return new ConfigurationState(
        differing.isEmpty() ? ConfigurationState.Kind.CONFIRMED : ConfigurationState.Kind.DRIFTED,
        differing);
  }

  private List<String> differing(DeviceSpec spec) throws AcsFailure {
    List<DeviceDocument> found = nbi.find(spec.serial());
    if (found.size() != 1) {
      return List.of("_id");
    }
    List<String> differing = new ArrayList<>();
    if (!found.get(0).tags().contains(Tag.of(tagPrefix, tenant, spec.serviceId()).value())) {
      differing.add(TAGS);
    }
    search
        .known(found.get(0), spec)
        .ifPresent(known -> differing.addAll(known.rendering().unmet(known.device())));
    return differing;
  }

  List<Drift> compare(ExpectedService service) throws AcsFailure {
    Tag tag = Tag.of(tagPrefix, tenant, service.serviceId());
    List<DeviceDocument> found = nbi.find(service.deviceSerial());
    if (!service.active()) {
      return found.stream()
          .filter(device -> device.tags().contains(tag.value()))
          .map(device -> stray(device, tag.value(), service.serviceId()))
          .toList();
    }
    if (found.size() != 1) {
      String words = found.isEmpty() ? "never seen" : "several devices with this serial number";
      return List.of(
          new Drift(
              Plans.SYSTEM,
              Drift.Kind.MISSING,
              "device " + service.deviceSerial(),
              service.serviceId(),
              List.of(new FieldDrift(TAGS, tag.value(), words, Winner.PERSON))));
    }
    return differences(service, found.get(0), tag);
  }

  private List<Drift> differences(ExpectedService service, DeviceDocument seen, Tag tag)
      throws AcsFailure {
    List<FieldDrift> fields = new ArrayList<>();
    DeviceDocument device = seen;
    Optional<String> foreign = tag.foreign(seen.tags());
    if (foreign.isPresent()) {
      // Whose it is must be known before anything of it is.
      fields.add(new FieldDrift(TAGS, tag.value(), foreign.get(), Winner.PERSON));
    } else {
      if (!seen.tags().contains(tag.value())) {
        fields.add(new FieldDrift(TAGS, tag.value(), null, Winner.OURS));
      }
      Optional<Found> known = settled(service, seen);
      if (known.isPresent()) {
        device = known.get().device();
        addParameters(known.get(), fields);
      }
    }
    return fields.isEmpty()
        ? List.of()
        : List.of(
            new Drift(
                Plans.SYSTEM,
                Drift.Kind.DIFFERENT,
                Plans.target(device),
                service.serviceId(),
                fields));
  }

  /** What is still on its way to the device is no drift; what is overdue is. */
  private Optional<Found> settled(ExpectedService service, DeviceDocument device)
      throws AcsFailure {
    Optional<DeviceConfigurations.Kept> kept =
        configurations
            .findBySerial(tenant, service.deviceSerial())
            .filter(k -> k.spec().serviceId().equals(service.serviceId()));
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    boolean pending = kept.get().report().status() == DeviceReport.Status.PENDING;
    if (pending && !provisioning.isOverdue(new Memo(kept.get().memo()))) {
      return Optional.empty();
    }
    return search.known(device, kept.get().spec());
  }

  private void addParameters(Found found, List<FieldDrift> fields) {
    // What is not there cannot be set: an instance is gone, or GenieACS has forgotten it.
    found
        .rendering()
        .missing()
        .forEach(path -> fields.add(new FieldDrift(path, "there", null, Winner.PERSON)));
    for (Parameter parameter : found.rendering().parameters()) {
      JsonNode actual = found.device().value(parameter.path()).orElse(null);
      boolean hidden = actual == null || actual.asText().isEmpty();
      // A secret that reads back empty tells nothing.
      if (parameter.isMetBy(actual) || (parameter.secret() && hidden)) {
        continue;
      }
      Setting setting = parameter.setting();
      Winner winner = setting != null && customers.contains(setting) ? Winner.THEIRS : Winner.OURS;
      fields.add(
          new FieldDrift(
              parameter.path(),
              parameter.secret() ? FieldChange.HIDDEN : parameter.value().asText(),
              shown(parameter, actual),
              winner));
    }
  }

  static @Nullable String shown(Parameter parameter, @Nullable JsonNode actual) {
    if (actual == null) {
      return null;
    }
    return parameter.secret() ? FieldChange.HIDDEN : Reports.shown(actual.asText());
  }

  long strays(ExpectedServices services, Consumer<Drift> found) throws AcsFailure {
    String beginning = Tag.ofTenant(tagPrefix, tenant);
    long looked = 0;
    String after = "";
    while (true) {
      List<DeviceDocument> page = nbi.taggedFrom(beginning, after, PAGE);
      for (DeviceDocument device : page) {
        looked++;
        reportStray(device, beginning, services, found);
      }
      if (page.size() < PAGE) {
        return looked;
      }
      after = page.get(page.size() - 1).id();
    }
  }

  private void reportStray(
      DeviceDocument device, String beginning, ExpectedServices services, Consumer<Drift> found) {
    Optional<ExpectedService> service =
        services.byDevice(device.serial()).filter(ExpectedService::active);
    for (String tag : device.tags()) {
      boolean accounted =
          service
              .filter(s -> Tag.of(tagPrefix, tenant, s.serviceId()).value().equals(tag))
              .isPresent();
      if (tag.startsWith(beginning) && !accounted) {
        found.accept(stray(device, tag, null));
      }
    }
  }

  private static Drift stray(DeviceDocument device, String tag, @Nullable String serviceId) {
    return new Drift(
        Plans.SYSTEM,
        Drift.Kind.STRAY,
        Plans.target(device),
        serviceId,
        List.of(new FieldDrift(TAGS, null, tag, Winner.OURS)));
  }

  List<Change> mend(Drift drift, Operation operation) throws AcsFailure {
    return mending.run(drift, operation, Tag.ofTenant(tagPrefix, tenant));
  }
}
