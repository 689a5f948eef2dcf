package io.ispkit.genieacs;

import io.ispkit.core.change.Change;
import io.ispkit.core.device.DeviceConfigurations;
import io.ispkit.core.device.DeviceManager;
import io.ispkit.core.device.DeviceReport;
import io.ispkit.core.device.DeviceSpec;
import io.ispkit.core.drift.Drift;
import io.ispkit.core.drift.DriftCheck;
import io.ispkit.core.drift.ExpectedService;
import io.ispkit.core.drift.ExpectedServices;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.plugin.AdapterContext;
import io.ispkit.core.tenant.TenantId;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Configures devices through GenieACS. What is wanted is kept in the backend before anything is
 * written, with the values before, so that a repeat, a confirmation and the undo find it. Opened by
 * {@link GenieAcsProvider}; thread-safe; every call blocks for GenieACS, and may block for a
 * device.
 */
public final class GenieAcsDevices implements DeviceManager, DriftCheck, AutoCloseable {

  private final GenieAcsSettings settings;
  private final TenantId tenant;
  private final Nbi nbi;
  private final GenieAcs acs;
  private final Search search;
  private final DeviceConfigurations configurations;
  private final InstantSource clock;
  private final Provisioning provisioning;
  private final DeviceDrift drift;
  private final Succession succession;
  private final Stripes operations = new Stripes();

  /** Held after that of an operation: two operations for one device follow each other. */
  private final Stripes serials = new Stripes();

  private GenieAcsDevices(
      GenieAcsSettings settings, DeviceConfigurations configurations, AdapterContext context) {
    this.settings = settings;
    this.configurations = configurations;
    this.clock = context.clock();
    this.tenant = context.tenant();
    nbi = new Nbi(settings.nbi(), context.calls());
    search = new Search(nbi, configurations, settings.layouts());
    acs = new GenieAcs(nbi, search, settings.layouts());
    succession = new Succession(nbi, configurations);
    provisioning = new Provisioning(nbi, search, configurations, settings, clock);
    drift = new DeviceDrift(nbi, search, configurations, settings, provisioning, tenant);
  }

  static GenieAcsDevices open(GenieAcsSettings settings, AdapterContext context) {
    DeviceConfigurations configurations =
        context
            .embedded(DeviceConfigurations.class)
            .orElseThrow(
                () ->
                    new PermanentException(
                        context.options().origin()
                            + ": the backend keeps no device configurations for this tenant"));
    return new GenieAcsDevices(settings, configurations, context);
  }

  /** All else that GenieACS does, on the same connection; closed with this. */
  public GenieAcs acs() {
    return acs;
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
          DeviceSpec wanted = kept.map(DeviceConfigurations.Kept::spec).orElse(spec);
          return serials.hold(
              wanted.serial(),
              () ->
                  kept.isPresent()
                      ? resume(kept.get(), operation, false)
                      : provisioning.run(spec, operation, Memo.begun(clock.instant()), false));
        });
  }

  @Override
  public Outcome<Optional<DeviceReport>> confirm(Operation operation) {
    return resumed(operation, false);
  }

  @Override
  public Outcome<Optional<DeviceReport>> confirmQuietly(Operation operation) {
    return resumed(operation, true);
  }

  private Outcome<Optional<DeviceReport>> resumed(Operation operation, boolean quiet) {
    return hold(
        operation,
        () -> {
          Optional<DeviceConfigurations.Kept> kept = configurations.find(operation);
          return kept.isEmpty()
              ? Outcome.done(Optional.empty())
              : serials.hold(
                  kept.get().spec().serial(),
                  () -> resume(kept.get(), operation, quiet).map(Optional::of));
        });
  }

  private Outcome<DeviceReport> resume(
      DeviceConfigurations.Kept kept, Operation operation, boolean quiet) {
    if (kept.report().status() == DeviceReport.Status.CONFIRMED) {
      return Outcome.done(kept.report());
    }
    Optional<DeviceConfigurations.Kept> later = succession.other(operation, kept.spec());
    return later.isPresent()
        ? provisioning.superseded(kept, operation, memo(kept), later.get())
        : provisioning.run(kept.spec(), operation, memo(kept), quiet);
  }

  /** One that the embedded manager kept before there was an ACS has no memo yet. */
  private Memo memo(DeviceConfigurations.Kept kept) {
    return kept.memo().containsKey("since") ? new Memo(kept.memo()) : Memo.begun(clock.instant());
  }

  /**
   * Where the configuration of an operation stands, by what GenieACS knows now: nothing is written,
   * and no device is woken.
   *
   * @return done, empty when the operation asked for none; refused with retry when GenieACS is away
   */
  public Outcome<Optional<ConfigurationState>> state(Operation operation) {
    outside(operation);
    return AcsFailure.outcomeOfReading(
        () -> {
          Optional<DeviceConfigurations.Kept> kept = configurations.find(operation);
          return kept.isEmpty()
              ? Optional.empty()
              : Optional.of(drift.state(kept.get(), memo(kept.get())));
        });
  }

  /**
   * A poller that finishes what is pending for this tenant.
   *
   * @param batch how many devices a round looks at, more than 0
   */
  public PendingPoller poller(int batch) {
    return new PendingPoller(this, configurations, tenant, batch);
  }

  @Override
  public Outcome<List<Change>> plan(DeviceSpec spec, Operation operation) {
    outside(operation);
    Tag tag = Tag.of(settings.tagPrefix(), operation.tenant(), spec.serviceId());
    return AcsFailure.outcomeOfReading(
        () -> {
          search.check(spec);
          return List.of(Plans.change(spec, search.device(spec, operation, tag), tag));
        });
  }

  @Override
  public Outcome<List<Change>> revert(Operation operation) {
    return hold(
        operation,
        () -> {
          Optional<DeviceConfigurations.Kept> kept = configurations.find(operation);
          return kept.isEmpty()
              ? Outcome.done(List.of())
              : serials.hold(kept.get().spec().serial(), () -> revert(kept.get(), operation));
        });
  }

  private Outcome<List<Change>> revert(DeviceConfigurations.Kept kept, Operation operation) {
    DeviceSpec spec = kept.spec();
    Memo memo = memo(kept);
    String device = memo.device().orElse(kept.report().deviceId());
    Reversal reversal =
        new Reversal(nbi, Tag.of(settings.tagPrefix(), operation.tenant(), spec.serviceId()));
    Optional<DeviceConfigurations.Kept> later = succession.other(operation, spec);
    if (later.isEmpty()) {
      return reversal
          .run(spec, device, memo, operation)
          .map(
              changes -> {
                configurations.withdraw(operation);
                return changes;
              });
    }
    return reversal.leave(
        spec,
        device,
        memo,
        operation,
        settled -> succession.handOver(operation, settled, later.get()));
  }

  @Override
  public String system() {
    return Plans.SYSTEM;
  }

  @Override
  public Outcome<List<Drift>> compare(ExpectedService service) {
    return AcsFailure.outcomeOfReading(() -> drift.compare(service));
  }

  @Override
  public Outcome<Long> strays(ExpectedServices services, Consumer<Drift> found) {
    return AcsFailure.outcomeOfReading(() -> drift.strays(services, found));
  }

  @Override
  public Outcome<List<Change>> mend(Drift found, Operation operation) {
    return hold(operation, () -> AcsFailure.outcomeOf(() -> drift.mend(found, operation)));
  }

  private <T> Outcome<T> hold(Operation operation, Supplier<Outcome<T>> work) {
    outside(operation);
    return operations.hold(operation.toString(), work);
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
