package io.ispkit.runtime.device;

import io.ispkit.core.change.Change;
import io.ispkit.core.change.FieldChange;
import io.ispkit.core.device.DeviceConfigurations;
import io.ispkit.core.device.DeviceConfigurations.Kept;
import io.ispkit.core.device.DeviceManager;
import io.ispkit.core.device.DeviceReport;
import io.ispkit.core.device.DeviceSpec;
import io.ispkit.core.device.WifiSettings;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.runtime.tenant.Fields;
import io.ispkit.runtime.tenant.TenantScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The device manager for a tenant without an ACS: keeps what each device should have, and reports
 * it as pending. Once an ACS is configured, its adapter finds the configurations and applies them.
 */
final class KeptDevices implements DeviceManager {

  private final TenantScope scope;
  private final StoredConfigurations configurations;

  KeptDevices(TenantScope scope) {
    this.scope = scope;
    this.configurations = new StoredConfigurations(scope);
  }

  @Override
  public Reach reach() {
    return Reach.TRANSACTION;
  }

  @Override
  public Outcome<List<Change>> plan(DeviceSpec spec, Operation operation) {
    return taken(spec, operation).isPresent() ? refused(spec) : Outcome.done(List.of(change(spec)));
  }

  @Override
  public Outcome<DeviceReport> configure(DeviceSpec spec, Operation operation) {
    return scope.write(
        operation,
        tx -> {
          scope.lock(tx);
          Operation joined = operation.within(tx);
          Optional<Kept> kept = configurations.find(joined);
          if (kept.isPresent()) {
            return Outcome.done(kept.get().report());
          }
          if (taken(spec, joined).isPresent()) {
            return refused(spec);
          }
          DeviceReport report =
              new DeviceReport(
                  null,
                  spec.serial(),
                  spec.template(),
                  Map.of(),
                  List.of(),
                  List.of(),
                  false,
                  DeviceReport.Status.PENDING,
                  "no ACS is configured: kept, and applied when one is");
          configurations.keep(joined, spec, report, Map.of());
          return Outcome.done(report);
        });
  }

  @Override
  public Outcome<Optional<DeviceReport>> confirm(Operation operation) {
    return Outcome.done(configurations.find(operation).map(DeviceConfigurations.Kept::report));
  }

  @Override
  public Outcome<List<Change>> revert(Operation operation) {
    return scope.write(
        operation,
        tx -> {
          Operation joined = operation.within(tx);
          Optional<Kept> kept = configurations.find(joined);
          configurations.withdraw(joined);
          return Outcome.done(
              kept.map(k -> Change.delete(Fields.DATABASE, target(k.spec()))).stream().toList());
        });
  }

  /** The configuration that another service asked for the same device. */
  private Optional<Kept> taken(DeviceSpec spec, Operation operation) {
    return scope
        .read(operation, jooq -> configurations.findBySerial(jooq, spec.serial()))
        .filter(kept -> !kept.operation().equals(operation.id().value()))
        .filter(kept -> !kept.spec().serviceId().equals(spec.serviceId()));
  }

  private static <T> Outcome<T> refused(DeviceSpec spec) {
    return Outcome.refused(
        "device_taken", "device " + spec.serial() + " belongs to another service");
  }

  private static Change change(DeviceSpec spec) {
    List<FieldChange> fields = new ArrayList<>();
    fields.add(FieldChange.set("template", spec.template()));
    fields.add(FieldChange.set("username", spec.username()));
    if (spec.password() != null) {
      fields.add(FieldChange.secret("password"));
    }
    WifiSettings wifi = spec.wifi();
    if (wifi != null) {
      fields.add(FieldChange.set("wifi_ssid", wifi.ssid()));
      fields.add(FieldChange.secret("wifi_password"));
    }
    return new Change(Fields.DATABASE, Change.Action.CREATE, target(spec), fields);
  }

  private static String target(DeviceSpec spec) {
    return "configuration of device " + spec.serial();
  }
}
