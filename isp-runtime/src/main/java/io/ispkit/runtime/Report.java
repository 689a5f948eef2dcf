package io.ispkit.runtime;

import io.ispkit.core.plugin.AdapterProvider;
import io.ispkit.core.plugin.PluginInfo;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.runtime.FoundProviders.Found;
import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.module.IspModule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells what a backend is made of. Thread-safe once the backend is open. */
final class Report {

  private final IspBuilder builder;
  private final Database database;
  private final @Nullable String node;
  private final BackendSettings settings;
  private final FoundProviders<AdapterProvider<?>> adapters;
  private final FoundProviders<IspModule> modules;
  private final Map<TenantId, TenantBackend> tenants;
  private final Map<String, Supplier<List<String>>> more = new LinkedHashMap<>();

  Report(
      IspBuilder builder,
      Database database,
      @Nullable String node,
      BackendSettings settings,
      FoundProviders<AdapterProvider<?>> adapters,
      FoundProviders<IspModule> modules,
      Map<TenantId, TenantBackend> tenants) {
    this.builder = builder;
    this.database = database;
    this.node = node;
    this.settings = settings;
    this.adapters = adapters;
    this.modules = modules;
    this.tenants = tenants;
  }

  void add(String section, Supplier<List<String>> lines) {
    more.put(section, lines);
  }

  String text() {
    List<String> lines = new ArrayList<>();
    String mode = builder.readOnly ? ", for planning only" : "";
    String owner = builder.source == null ? "" : ", the host's";
    lines.add("database: " + database.product() + ", schema " + database.schema() + owner + mode);
    lines.add("node: " + (node == null ? "without a name" : node));
    lines.add("modules:");
    modules.all().forEach(f -> lines.add("  " + plugin(f.info(), f.jar())));
    lines.add("adapters found:");
    adapters.all().forEach(f -> lines.add("  " + adapter(f)));
    List<String> skipped = new ArrayList<>(adapters.skipped());
    skipped.addAll(modules.skipped());
    if (!skipped.isEmpty()) {
      lines.add("skipped:");
      skipped.forEach(s -> lines.add("  " + s));
    }
    lines.add("tenants" + (settings.template() == null ? ":" : " (any other is accepted, too):"));
    tenants.forEach((id, tenant) -> lines.add("  " + id + ": " + active(tenant)));
    more.forEach(
        (section, content) -> {
          lines.add(section + ":");
          content.get().forEach(line -> lines.add("  " + line));
        });
    return String.join("\n", lines) + "\n";
  }

  private String active(TenantBackend tenant) {
    List<String> parts = new ArrayList<>();
    for (AdapterChoice choice : tenant.settings().adapters().values()) {
      String port = choice.section().key() + "=";
      if (builder.provisions.isOverridden(choice.section().port())) {
        parts.add(port + "by the host (" + choice.id() + " skipped: overridden)");
      } else if (choice.found() == null) {
        parts.add(port + "none (" + choice.id() + " is not on the class path)");
      } else {
        parts.add(port + choice.id() + (choice.isConfigured() ? "" : " (by default)"));
      }
    }
    return String.join(", ", parts);
  }

  private static String adapter(Found<AdapterProvider<?>> found) {
    return found.provider().port().getSimpleName() + " " + plugin(found.info(), found.jar());
  }

  private static String plugin(PluginInfo info, String jar) {
    return info.id() + " " + info.version() + " from " + jar;
  }
}
