package io.ispkit.genieacs;

import io.ispkit.core.change.Change;
import io.ispkit.core.change.FieldChange;
import io.ispkit.core.device.DeviceConfigurations;
import io.ispkit.core.device.DeviceManager;
import io.ispkit.core.device.DeviceReport;
import io.ispkit.core.device.DeviceSpec;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.plugin.AdapterContext;
import io.ispkit.core.secret.Secret;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Configures devices through GenieACS. What is wanted is kept in the backend before anything is
 * written, with the values before, so that a repeat, a confirmation and the undo find it.
 */
final class GenieAcsManager implements DeviceManager, AutoCloseable {

  private final GenieAcsSettings settings;
  private final Nbi nbi;
  private final DeviceConfigurations configurations;
  private final InstantSource clock;
  private final Provisioning provisioning;
  private final ReentrantLock[] stripes =
      IntStream.range(0, 64).mapToObj(i -> new ReentrantLock()).toArray(ReentrantLock[]::new);

  private GenieAcsManager(
      GenieAcsSettings settings, DeviceConfigurations configurations, InstantSource clock) {
    this.settings = settings;
    this.configurations = configurations;
    this.clock = clock;
    nbi = new Nbi(settings);
    provisioning = new Provisioning(nbi, configurations, settings, clock);
  }

  static GenieAcsManager open(GenieAcsSettings settings, AdapterContext context) {
    DeviceConfigurations configurations =
        context
            .embedded(DeviceConfigurations.class)
            .orElseThrow(
                () ->
                    new PermanentException(
                        context.options().origin()
                            + ": the backend keeps no device configurations for this tenant"));
    return new GenieAcsManager(settings, configurations, context.clock());
  }

  @Override
  public Reach reach() {
    return Reach.REMOTE;
  }

  @Override
  public Outcome<DeviceReport> configure(DeviceSpec spec, Operation operation) {
    return hold(
        operation,
        () -> {
          Optional<DeviceConfigurations.Kept> kept = configurations.find(operation);
          if (kept.isPresent()) {
            return resume(kept.get(), operation);
          }
          Template template = settings.templates().get(spec.template());
          return template == null
              ? unknownTemplate(spec)
              : provisioning.run(spec, template, operation, Memo.begun(clock.instant()));
        });
  }

  @Override
  public Outcome<Optional<DeviceReport>> confirm(Operation operation) {
    return hold(
        operation,
        () -> {
          Optional<DeviceConfigurations.Kept> kept = configurations.find(operation);
          return kept.isEmpty()
              ? Outcome.done(Optional.empty())
              : resume(kept.get(), operation).map(Optional::of);
        });
  }

  private Outcome<DeviceReport> resume(DeviceConfigurations.Kept kept, Operation operation) {
    if (kept.report().status() == DeviceReport.Status.CONFIRMED) {
      return Outcome.done(kept.report());
    }
    Template template = settings.templates().get(kept.spec().template());
    return template == null
        ? unknownTemplate(kept.spec())
        : provisioning.run(kept.spec(), template, operation, memo(kept));
  }

  /** One that the embedded manager kept before there was an ACS has no memo yet. */
  private Memo memo(DeviceConfigurations.Kept kept) {
    return kept.memo().containsKey("since") ? new Memo(kept.memo()) : Memo.begun(clock.instant());
  }

  private <T> Outcome<T> unknownTemplate(DeviceSpec spec) {
    return Outcome.refused(
        "misconfigured",
        "template "
            + spec.template()
            + ": expected one of "
            + settings.templates().keySet().stream().sorted().toList());
  }

  @Override
  public Outcome<List<Change>> plan(DeviceSpec spec, Operation operation) {
    outside(operation);
    Template template = settings.templates().get(spec.template());
    if (template == null) {
      return unknownTemplate(spec);
    }
    try {
      Tag tag = Tag.of(settings.tagPrefix(), operation.tenant(), spec.serviceId());
      Optional<DeviceDocument> device = provisioning.device(spec, template, operation, tag);
      return Outcome.done(List.of(changes(spec, template, device.orElse(null), tag)));
    } catch (AcsFailure failure) {
      return failure.outcome();
    }
  }

  private static Change changes(
      DeviceSpec spec, Template template, @Nullable DeviceDocument device, Tag tag) {
    Optional<Template.Model> model = device == null ? Optional.empty() : template.modelOf(device);
    if (device == null || model.isEmpty()) {
      return Change.create(
          "genieacs", "device " + spec.serial() + " (when it appears)", wanted(spec));
    }
    List<FieldChange> fields = new ArrayList<>();
    if (!device.tags().contains(tag.value())) {
      fields.add(FieldChange.set("_tags", tag.value()));
    }
    for (Parameter p : Rendering.of(model.get(), spec, device).parameters()) {
      fields.add(
          p.secret()
              ? FieldChange.secret(p.path())
              : new FieldChange(
                  p.path(),
                  device.value(p.path()).map(v -> v.asText()).orElse(null),
                  p.value().asText()));
    }
    return Change.update("genieacs", "device " + device.id(), fields.toArray(FieldChange[]::new));
  }

  private static FieldChange[] wanted(DeviceSpec spec) {
    List<FieldChange> fields = new ArrayList<>();
    fields.add(FieldChange.set("pppoe_username", spec.username()));
    Secret password = spec.password();
    if (password != null) {
      fields.add(FieldChange.secret("pppoe_password"));
    }
    var wifi = spec.wifi();
    if (wifi != null) {
      fields.add(FieldChange.set("wifi_ssid", wifi.ssid()));
      fields.add(FieldChange.secret("wifi_passphrase"));
    }
    return fields.toArray(FieldChange[]::new);
  }

  @Override
  public Outcome<List<Change>> revert(Operation operation) {
    return hold(
        operation,
        () -> {
          Optional<DeviceConfigurations.Kept> kept = configurations.find(operation);
          if (kept.isEmpty()) {
            return Outcome.done(List.of());
          }
          DeviceSpec spec = kept.get().spec();
          Tag tag = Tag.of(settings.tagPrefix(), operation.tenant(), spec.serviceId());
          return new Reversal(nbi, tag)
              .run(spec, memo(kept.get()), operation)
              .map(
                  changes -> {
                    configurations.withdraw(operation);
                    return changes;
                  });
        });
  }

  private <T> Outcome<T> hold(Operation operation, Supplier<Outcome<T>> work) {
    outside(operation);
    ReentrantLock lock = stripes[Math.floorMod(operation.toString().hashCode(), stripes.length)];
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  private static void outside(Operation operation) {
    if (operation.transaction().isPresent()) {
      throw new IllegalStateException(
          "operation " + operation + ": GenieACS must not be called inside a transaction");
    }
  }

  @Override
  public void close() {
    nbi.close();
  }
}
