package io.ispkit.runtime.service;

import static io.ispkit.runtime.internal.jooq.Tables.CUSTOMER;
import static io.ispkit.runtime.internal.jooq.Tables.SERVICE;

import io.ispkit.core.outcome.Refusal;
import io.ispkit.core.plan.BandwidthPlan;
import io.ispkit.core.service.Service;
import io.ispkit.core.service.ServiceRequest;
import io.ispkit.runtime.internal.jooq.tables.records.ServiceRecord;
import io.ispkit.runtime.plan.Plans;
import io.ispkit.runtime.tenant.TenantScope;
import java.util.Locale;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Judges whether a service may be opened. */
final class ServiceOrders {

  private final TenantScope scope;
  private final Plans plans;

  ServiceOrders(TenantScope scope, Plans plans) {
    this.scope = scope;
    this.plans = plans;
  }

  Optional<BandwidthPlan> plan(DSLContext jooq, String code) {
    return plans.find(jooq, code);
  }

  /** Why the order is refused; null when it is not. */
  @Nullable Refusal refusal(DSLContext jooq, ServiceRequest request) {
    if (plan(jooq, request.plan()).isEmpty()) {
      return Refusal.permanent("unknown_plan", "plan " + request.plan() + " is unknown");
    }
    boolean known =
        jooq.fetchExists(
            CUSTOMER,
            CUSTOMER.TENANT_ID.eq(scope.key()).and(CUSTOMER.ID.eq(request.customer().value())));
    if (!known) {
      return Refusal.permanent(
          "unknown_customer", "customer " + request.customer() + " is unknown");
    }
    ServiceRecord other = other(jooq, request);
    if (other == null) {
      return null;
    }
    String what =
        other.getDeviceSerial().equals(request.deviceSerial())
            ? "device " + request.deviceSerial()
            : "plan " + request.plan() + " at this location of customer " + request.customer();
    return Refusal.permanent("duplicate_order", what + " is served by service " + other.getId());
  }

  /** Two ways to write the same place: only case and blanks differ. */
  static String locationKey(String location) {
    return location.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }

  private @Nullable ServiceRecord other(DSLContext jooq, ServiceRequest request) {
    return jooq.selectFrom(SERVICE)
        .where(SERVICE.TENANT_ID.eq(scope.key()))
        .and(SERVICE.STATUS.ne(Service.Status.CANCELLED.name()))
        .and(
            SERVICE
                .DEVICE_SERIAL
                .eq(request.deviceSerial())
                .or(
                    SERVICE
                        .CUSTOMER_ID
                        .eq(request.customer().value())
                        .and(SERVICE.PLAN_CODE.eq(request.plan()))
                        .and(SERVICE.LOCATION_KEY.eq(locationKey(request.location())))))
        .orderBy(SERVICE.CREATED_AT, SERVICE.ID)
        .limit(1)
        .fetchOne();
  }
}
