package io.ispkit.genieacs;

import io.ispkit.core.device.DeviceConfigurations;
import io.ispkit.core.device.DeviceReport;
import io.ispkit.core.id.OperationId;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.tenant.TenantId;
import java.util.List;
import java.util.Optional;

/**
 * Finishes later what a device that was offline could not take at once. A job calls {@link #poll}
 * at whatever interval; each round looks at a bounded number of devices, least recently tried
 * first, and wakes only those that have called GenieACS since. Thread-safe.
 */
public final class PendingPoller {

  private final GenieAcsDevices devices;
  private final DeviceConfigurations configurations;
  private final TenantId tenant;
  private final int batch;

  PendingPoller(
      GenieAcsDevices devices, DeviceConfigurations configurations, TenantId tenant, int batch) {
    if (batch < 1) {
      throw new IllegalArgumentException("batch: expected more than 0");
    }
    this.devices = devices;
    this.configurations = configurations;
    this.tenant = tenant;
    this.batch = batch;
  }

  /**
   * What a round did.
   *
   * @param looked how many devices it asked after
   * @param confirmed how many of them are confirmed now
   * @param refused how many refused their configuration for good, so that it is forgotten, or are
   *     for a person to look at: those are tried again, after all others
   * @param away whether it was broken off because GenieACS is away
   */
  public record Round(int looked, int confirmed, int refused, boolean away) {}

  /** Does one round. Blocks for GenieACS and for devices. */
  public Round poll() {
    List<DeviceConfigurations.Kept> pending = configurations.pending(tenant, batch);
    int looked = 0;
    int confirmed = 0;
    int refused = 0;
    for (DeviceConfigurations.Kept kept : pending) {
      Operation operation = Operation.of(tenant, new OperationId(kept.operation()));
      Outcome<Optional<DeviceReport>> outcome = devices.confirmQuietly(operation);
      looked++;
      if (outcome instanceof Outcome.Refused<Optional<DeviceReport>> no) {
        if (no.refusal().code().equals("acs_away")) {
          return new Round(looked, confirmed, refused, true);
        }
        refused += no.refusal().isPermanent() ? 1 : 0;
      }
      confirmed += isConfirmed(outcome) ? 1 : 0;
    }
    return new Round(looked, confirmed, refused, false);
  }

  private static boolean isConfirmed(Outcome<Optional<DeviceReport>> outcome) {
    return outcome instanceof Outcome.Done<Optional<DeviceReport>> done
        && done.value().filter(r -> r.status() == DeviceReport.Status.CONFIRMED).isPresent();
  }
}
