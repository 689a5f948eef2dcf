package io.ispkit.runtime;

import io.ispkit.core.config.Config;
import io.ispkit.core.config.ConfigReader;
import io.ispkit.core.job.PeriodicJob;
import io.ispkit.core.plugin.AdapterProvider;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.database.DatabaseOptions;
import io.ispkit.runtime.job.ConfiguredJob;
import io.ispkit.runtime.lane.LanesOptions;
import io.ispkit.runtime.module.IspModule;
import io.ispkit.runtime.module.ModuleConfig;
import io.ispkit.runtime.module.TenantServices;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration, read and checked before anything is opened.
 *
 * @param node of this process, the same after a restart; null: a name of its own
 * @param database which to open; null when the host brings its own
 * @param schema of our tables
 * @param template for tenants that are not configured by name; null when those are refused
 */
record BackendSettings(
    @Nullable String node,
    @Nullable DatabaseOptions database,
    String schema,
    Map<TenantId, TenantSettings> tenants,
    @Nullable TenantSettings template,
    ModuleConfig forModules) {

  private static final String TENANTS = "tenants";
  private static final String DEFAULTS = "tenant_defaults";
  private static final String ANY = "accept_any_tenant";

  /**
   * Reads everything.
   *
   * @param ownSource whether the host brings its own database
   * @param loader of the host, for the modules
   * @param jobs those of the runtime and the host
   * @param overridden which ports the host fills itself
   * @throws io.ispkit.core.config.ConfigurationException names every fault, also those that the
   *     modules find
   */
  static BackendSettings read(
      Config given,
      boolean ownSource,
      ClassLoader loader,
      FoundProviders<AdapterProvider<?>> providers,
      List<IspModule> modules,
      List<PeriodicJob<TenantServices>> jobs,
      Predicate<Class<?>> overridden) {
    Config config = given.inherit(TENANTS, DEFAULTS);
    List<PeriodicJob<TenantServices>> offered = new ArrayList<>(jobs);
    modules.forEach(module -> offered.addAll(module.jobs()));
    return config.read(
        root -> {
          String node =
              root.text("node")
                  .matching(
                      name -> name.length() <= LanesOptions.LONGEST_NODE,
                      "a name of at most " + LanesOptions.LONGEST_NODE + " characters")
                  .optional()
                  .orElse(null);
          ConfigReader database = root.child("database");
          String schema =
              database
                  .text("schema")
                  .matching(
                      name -> name.matches("[a-z][a-z0-9_]{0,62}"),
                      "a schema name of at most 63 lower case letters, digits and _")
                  .orElse(DatabaseOptions.DEFAULT_SCHEMA);
          DatabaseOptions options = database(database, schema, ownSource);
          boolean any = root.bool(ANY).orElse(false);
          Map<TenantId, ConfigReader> sections = sections(root);
          Map<TenantId, TenantSettings> tenants = new LinkedHashMap<>();
          sections.forEach(
              (id, c) -> tenants.put(id, TenantSettings.read(c, providers, offered, overridden)));
          TenantSettings template = null;
          if (any) {
            template = TenantSettings.read(root.child(DEFAULTS), providers, offered, overridden);
          } else {
            root.ignore(DEFAULTS);
          }
          ModuleConfig forModules = new Sections(root, sections, any, loader);
          modules.forEach(module -> module.check(forModules));
          return new BackendSettings(node, options, schema, tenants, template, forModules);
        });
  }

  /** The jobs of a tenant; none for one that is not served. */
  List<ConfiguredJob> jobs(TenantId id) {
    TenantSettings named = tenants.get(id);
    TenantSettings settings = named == null ? template : named;
    return settings == null ? List.of() : settings.jobs();
  }

  /** Whether any tenant has jobs. */
  boolean hasJobs() {
    return (template != null && !template.jobs().isEmpty())
        || tenants.values().stream().anyMatch(tenant -> !tenant.jobs().isEmpty());
  }

  private static @Nullable DatabaseOptions database(
      ConfigReader section, String schema, boolean ownSource) {
    if (ownSource) {
      section.ignore("url");
      section.ignore("username");
      section.ignore("password");
      section.ignore("pool_size");
      return null;
    }
    String url =
        section
            .text("url")
            .matching(
                text -> text.startsWith("jdbc:h2:") || text.startsWith("jdbc:postgresql:"),
                "jdbc:h2:file:<path> or jdbc:postgresql://<host>/<database>")
            .required();
    List<String> lossy = Database.faultsOfUrl(url);
    if (!lossy.isEmpty()) {
      section.refuse("url", "a durable database: " + String.join("; ", lossy));
    }
    return new DatabaseOptions(
        url,
        section.text("username").orElse("sa"),
        section.secret("password").optional().orElse(null),
        schema,
        section.integer("pool_size", 2, 500).orElse(10));
  }

  private static Map<TenantId, ConfigReader> sections(ConfigReader root) {
    Map<TenantId, ConfigReader> sections = new LinkedHashMap<>();
    root.named(TENANTS)
        .forEach(
            (name, section) -> {
              if (TenantId.isValid(name)) {
                sections.put(new TenantId(name), section);
              } else {
                root.child(TENANTS)
                    .refuse(name, "a tenant id of [a-z0-9_-], beginning with a letter or digit");
              }
            });
    return sections;
  }

  /** The configuration as modules see it. */
  private record Sections(
      ConfigReader root,
      Map<TenantId, ConfigReader> sections,
      boolean acceptsAnyTenant,
      ClassLoader classLoader)
      implements ModuleConfig {

    @Override
    public Set<TenantId> tenants() {
      return sections.keySet();
    }

    @Override
    public ConfigReader tenant(TenantId id) {
      ConfigReader section = sections.get(id);
      if (section == null) {
        throw new IllegalArgumentException("tenant " + id + " is not configured by name");
      }
      return section;
    }

    @Override
    public ConfigReader tenantDefaults() {
      return root.child(DEFAULTS);
    }
  }
}
