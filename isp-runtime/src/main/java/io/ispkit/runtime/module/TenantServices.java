package io.ispkit.runtime.module;

import io.ispkit.core.tenant.TenantId;

/**
 * Everything that the backend offers to one tenant. Whoever holds it cannot reach another tenant's
 * data. Thread-safe.
 */
public interface TenantServices {

  TenantId id();

  TenantProfile profile();

  /**
   * The tenant's service or port of this type; the same object every time. Made on first use, which
   * may block for a moment.
   *
   * @throws io.ispkit.core.error.PermanentException nothing provides the type; the message names
   *     what there is
   */
  <T> T get(Class<T> type);
}
