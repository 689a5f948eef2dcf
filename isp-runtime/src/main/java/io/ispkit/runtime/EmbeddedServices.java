package io.ispkit.runtime;

import io.ispkit.core.address.AddressAllocator;
import io.ispkit.core.address.FallbackLedger;
import io.ispkit.core.device.DeviceConfigurations;
import io.ispkit.core.device.DeviceManager;
import io.ispkit.core.drift.DriftCheck;
import io.ispkit.core.installation.InstallationDesk;
import io.ispkit.core.service.ServiceDesk;
import io.ispkit.core.subscriber.SubscriberDirectory;
import io.ispkit.core.survey.SurveyDesk;
import io.ispkit.runtime.address.StoredFallbacks;
import io.ispkit.runtime.customer.Customers;
import io.ispkit.runtime.device.StoredConfigurations;
import io.ispkit.runtime.drift.DriftReports;
import io.ispkit.runtime.module.TenantServices;
import io.ispkit.runtime.plan.Plans;
import io.ispkit.runtime.service.KeptServices;
import io.ispkit.runtime.service.Services;
import io.ispkit.runtime.service.Subscriptions;
import io.ispkit.runtime.survey.KeptSurveys;
import io.ispkit.runtime.survey.Leads;
import io.ispkit.runtime.survey.Surveys;
import io.ispkit.runtime.tenant.TenantScope;
import io.ispkit.runtime.ticket.FieldOperations;
import io.ispkit.runtime.ticket.Technicians;
import io.ispkit.runtime.ticket.Tickets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The services that the runtime itself offers to every tenant. */
final class EmbeddedServices {

  private final Provisions provisions;

  private EmbeddedServices(Provisions provisions) {
    this.provisions = provisions;
  }

  static void provide(Provisions provisions) {
    EmbeddedServices services = new EmbeddedServices(provisions);
    services.records();
    services.desks();
    services.adapters();
  }

  private void records() {
    scoped(TenantScope.class, scope -> scope);
    scoped(Customers.class, Customers::new);
    scoped(Leads.class, Leads::new);
    scoped(Surveys.class, Surveys::new);
    scoped(Technicians.class, Technicians::new);
    scoped(Plans.class, Plans::new);
    scoped(Subscriptions.class, Subscriptions::new);
    scoped(Services.class, Services::new);
    scoped(FallbackLedger.class, StoredFallbacks::new);
    scoped(DeviceConfigurations.class, StoredConfigurations::new);
    add(
        Tickets.class,
        tenant -> new Tickets(tenant.scope(), tenant.get(Technicians.class), tenant.visits()));
  }

  private void desks() {
    scoped(SurveyDesk.class, KeptSurveys::new);
    add(
        InstallationDesk.class,
        tenant ->
            new FieldOperations(
                tenant.scope(),
                tenant.get(Tickets.class),
                tenant.get(Technicians.class),
                tenant.visits()));
    add(
        ServiceDesk.class,
        tenant ->
            new KeptServices(
                tenant.scope(), tenant.get(Plans.class), tenant.get(Subscriptions.class)));
  }

  private void adapters() {
    add(
        AddressAllocator.class,
        tenant -> tenant.adapter(PortSection.ADDRESSES, AddressAllocator.class));
    add(
        SubscriberDirectory.class,
        tenant -> tenant.adapter(PortSection.SUBSCRIBERS, SubscriberDirectory.class));
    add(DeviceManager.class, tenant -> tenant.adapter(PortSection.DEVICES, DeviceManager.class));
    add(DriftReports.class, tenant -> new DriftReports(tenant.scope(), driftChecks(tenant)));
  }

  /** Those of the tenant's adapters, the host's own too, that can compare. */
  private static List<DriftCheck> driftChecks(TenantServices tenant) {
    return Stream.of(AddressAllocator.class, SubscriberDirectory.class, DeviceManager.class)
        .map(tenant::get)
        .filter(DriftCheck.class::isInstance)
        .map(DriftCheck.class::cast)
        .toList();
  }

  private <T> void scoped(Class<T> type, Function<TenantScope, ? extends T> factory) {
    add(type, tenant -> factory.apply(tenant.scope()));
  }

  private <T> void add(Class<T> type, Function<TenantBackend, ? extends T> factory) {
    Function<TenantServices, T> made = tenant -> factory.apply((TenantBackend) tenant);
    provisions.provide("isp-runtime", type, made);
  }
}
