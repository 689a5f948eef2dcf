package io.ispkit.core.device;

import io.ispkit.core.operation.Operation;
import io.ispkit.core.tenant.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The desired configurations of devices, kept by the backend until (and after) they are confirmed.
 * Used by device managers. Thread-safe; joins the operation's transaction when there is one.
 */
public interface DeviceConfigurations {

  /**
   * A desired configuration and where it stands.
   *
   * @param operation id of the operation that asked for it
   * @param memo what the device manager noted for itself, such as the values before; only it knows
   *     the keys; holds no secret
   */
  record Kept(String operation, DeviceSpec spec, DeviceReport report, Map<String, String> memo) {

    public Kept {
      memo = Map.copyOf(memo);
    }
  }

  /**
   * Keeps {@code spec}, the report and the memo under the operation, replacing what the same
   * operation kept before.
   */
  void keep(Operation operation, DeviceSpec spec, DeviceReport report, Map<String, String> memo);

  Optional<Kept> find(Operation operation);

  /**
   * The configuration of the operation that came last for a device, of those that were not
   * withdrawn. That an older one is tried again, and kept anew, does not bring it forward.
   */
  Optional<Kept> findBySerial(TenantId tenant, String serial);

  /** Configurations that are not confirmed, least recently tried first. */
  List<Kept> pending(TenantId tenant, int limit);

  /** Forgets what the operation kept; returns whether there was something. */
  boolean withdraw(Operation operation);
}
