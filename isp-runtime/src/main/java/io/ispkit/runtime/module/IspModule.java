package io.ispkit.runtime.module;

import io.ispkit.core.job.PeriodicJob;
import io.ispkit.core.plugin.PluginInfo;
import java.util.List;

/**
 * A part of the backend in a jar of its own, such as communications or workflows. Found by {@code
 * ServiceLoader} when the backend opens; a public no-argument constructor, no I/O before {@link
 * #open}. Every module that is found is opened.
 */
public interface IspModule {

  PluginInfo info();

  /**
   * Called before anything is opened: the module reads all keys of the configuration that it knows,
   * so that all faults of a configuration are told at once and before anything is written. A key
   * that no module asks for here is refused. The module reads them again in {@link #open}.
   */
  default void check(ModuleConfig config) {}

  /** What the module wants done at intervals for a tenant. None run unless they are configured. */
  default List<PeriodicJob<TenantServices>> jobs() {
    return List.of();
  }

  /**
   * Called once per backend, on the opening thread, after the database was migrated and before
   * anything runs: the module registers its services and says what to start and to close. The same
   * module object may be opened by several backends in one process, so it keeps no state of its
   * own.
   *
   * @throws io.ispkit.core.error.PermanentException the module cannot work here, for a reason that
   *     {@link #check} could not see; the backend then closes again and does not open
   */
  void open(ModuleContext context);
}
