package io.ispkit.runtime.module;

import io.ispkit.core.config.ConfigReader;
import io.ispkit.core.tenant.TenantId;
import java.util.Set;

/**
 * The configuration as modules see it. For {@link IspModule#check} and {@link IspModule#open} only,
 * on their thread. No reader throws for what is in the configuration: faults are collected.
 */
public interface ModuleConfig {

  /** The root: a module reads its own top-level key from it. */
  ConfigReader root();

  /** The tenants that are configured by name, in the order of the configuration. */
  Set<TenantId> tenants();

  /** The section of one of {@link #tenants}, with the tenants' defaults where it says nothing. */
  ConfigReader tenant(TenantId id);

  /** Finds what the host has on its class path, such as providers. */
  ClassLoader classLoader();

  /** Whether tenants that are not configured by name are served too. */
  boolean acceptsAnyTenant();

  /**
   * The section of the tenants' defaults, which also serves tenants that are not configured by
   * name. To be read only when {@link #acceptsAnyTenant}.
   */
  ConfigReader tenantDefaults();
}
