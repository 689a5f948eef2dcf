package io.ispkit.core.plugin;

import io.ispkit.core.config.Options;
import io.ispkit.core.id.IdGenerator;
import io.ispkit.core.operation.CallListener;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transactions;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What an adapter is given when it is opened. Grows by new methods with defaults, never by new ones
 * to implement.
 */
public interface AdapterContext {

  TenantId tenant();

  Options options();

  /** The backend's own database, for adapters that can keep their tables there. */
  Transactions transactions();

  InstantSource clock();

  IdGenerator ids();

  /** Cryptographically strong. */
  RandomGenerator random();

  /** Hears of the adapter's calls to its system, for the host's meters. */
  default CallListener calls() {
    return CallListener.NONE;
  }

  /**
   * What the backend itself keeps for the same tenant: the embedded adapter of a port, to fall back
   * on, or a store such as {@code FallbackLedger} or {@code DeviceConfigurations}; empty when it
   * has none of that type.
   */
  <T> Optional<T> embedded(Class<T> type);
}
