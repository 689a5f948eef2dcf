package io.ispkit.comms;

import io.ispkit.comms.account.AccountSpec;
import io.ispkit.comms.account.ChannelProviders;
import io.ispkit.comms.account.ChannelsReader;
import io.ispkit.comms.account.TenantChannels;
import io.ispkit.comms.api.ChannelProvider;
import io.ispkit.comms.internal.CommsEngine;
import io.ispkit.comms.internal.CommsSettings;
import io.ispkit.comms.internal.TenantComms;
import io.ispkit.comms.template.Templates;
import io.ispkit.core.notification.Notifier;
import io.ispkit.core.plugin.PluginInfo;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.runtime.customer.CustomerAccount;
import io.ispkit.runtime.customer.Customers;
import io.ispkit.runtime.module.IspModule;
import io.ispkit.runtime.module.ModuleConfig;
import io.ispkit.runtime.module.ModuleContext;
import io.ispkit.runtime.module.TenantServices;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Communications in the backend: offers every tenant {@link Comms}, {@link Templates} and {@link
 * Notifier}, and sends what is queued. Its keys in the configuration: {@code comms} at the top
 * level (see {@code docs/configuration.md}), {@code channels} in each tenant.
 */
public final class CommsModule implements IspModule {

  private static final PluginInfo INFO =
      new PluginInfo(
          "comms", "Communications", "0.1.0", "ISP Kit", "Queues and sends messages to customers.");

  private final List<ChannelProvider> given;

  /** With the providers of the class path. */
  public CommsModule() {
    this(List.of());
  }

  /**
   * With further providers, in place of those of the class path with the same ids.
   *
   * @param given made by the host
   */
  public CommsModule(Collection<ChannelProvider> given) {
    this.given = List.copyOf(given);
  }

  @Override
  public PluginInfo info() {
    return INFO;
  }

  @Override
  public void check(ModuleConfig config) {
    Configured.read(config, providers(config.classLoader()));
  }

  @Override
  public void open(ModuleContext context) {
    ChannelProviders providers = providers(context.classLoader());
    Configured configured = Configured.read(context.config(), providers);
    CommsEngine engine =
        CommsEngine.over(
            context.database(),
            context.lanes()::lane,
            id -> context.tenant(id).get(TenantComms.class),
            context.events(),
            configured.settings,
            context.clock(),
            context.ids(),
            context.random(),
            context.classLoader());
    context.provide(
        TenantChannels.class,
        tenant ->
            TenantChannels.open(tenant.id(), configured.accounts(tenant.id()), context.clock()));
    context.provide(TenantComms.class, tenant -> tenantComms(engine, tenant));
    context.provide(
        Comms.class,
        tenant ->
            new Comms(
                context.database(),
                tenant.get(TenantComms.class),
                engine.enqueuing(),
                engine.messages(),
                engine.attempts(),
                context.ids()));
    context.provide(Templates.class, tenant -> tenant.get(TenantComms.class).templates());
    context.provide(
        Notifier.class, tenant -> new CommsNotifier(context.database(), tenant.get(Comms.class)));
    // What an account needs at hand, such as a certificate file, is missed now and not at night.
    context.onStart(
        () ->
            configured
                .byTenant
                .keySet()
                .forEach(id -> context.tenant(id).get(TenantChannels.class)));
    context.report("channel providers", providers::report);
    context.report("channels", configured::report);
  }

  private ChannelProviders providers(ClassLoader loader) {
    return ChannelProviders.of(loader, given);
  }

  private static TenantComms tenantComms(CommsEngine engine, TenantServices tenant) {
    Customers customers = tenant.get(Customers.class);
    return new TenantComms(
        tenant.id(),
        tenant.profile().language(),
        tenant.get(TenantChannels.class),
        engine.templates().apply(tenant.id()),
        (transaction, id) -> customers.find(transaction, id).map(CustomerAccount::customer));
  }

  /** What the configuration says. */
  private record Configured(
      CommsSettings settings,
      Map<TenantId, List<AccountSpec>> byTenant,
      List<AccountSpec> ofOthers) {

    static Configured read(ModuleConfig config, ChannelProviders providers) {
      CommsSettings settings = CommsSettings.read(config.root().child("comms"));
      Map<TenantId, List<AccountSpec>> byTenant = new LinkedHashMap<>();
      for (TenantId id : config.tenants()) {
        byTenant.put(id, ChannelsReader.read(config.tenant(id).child("channels"), providers));
      }
      List<AccountSpec> others =
          config.acceptsAnyTenant()
              ? ChannelsReader.read(config.tenantDefaults().child("channels"), providers)
              : List.of();
      return new Configured(settings, byTenant, others);
    }

    List<AccountSpec> accounts(TenantId id) {
      return byTenant.getOrDefault(id, ofOthers);
    }

    List<String> report() {
      List<String> lines = new ArrayList<>();
      byTenant.forEach((id, specs) -> specs.forEach(spec -> lines.add(line(id.value(), spec))));
      ofOthers.forEach(spec -> lines.add(line("(any other tenant)", spec)));
      return lines;
    }

    private static String line(String tenant, AccountSpec spec) {
      return tenant + ": " + spec.channel() + " by " + spec.name();
    }
  }
}
