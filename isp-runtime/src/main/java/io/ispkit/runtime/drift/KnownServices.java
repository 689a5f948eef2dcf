package io.ispkit.runtime.drift;

import static io.ispkit.runtime.internal.jooq.Tables.BANDWIDTH_PLAN;
import static io.ispkit.runtime.internal.jooq.Tables.SERVICE;

import io.ispkit.core.address.Prefix;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.drift.ExpectedService;
import io.ispkit.core.drift.ExpectedServices;
import io.ispkit.core.id.OperationId;
import io.ispkit.core.rate.BitRate;
import io.ispkit.core.service.Service;
import io.ispkit.runtime.tenant.TenantScope;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SelectConditionStep;

/** What the services of a tenant should have, by its tables. Thread-safe. */
final class KnownServices implements ExpectedServices {

  private final TenantScope scope;

  KnownServices(TenantScope scope) {
    this.scope = scope;
  }

  @Override
  public Optional<ExpectedService> byUsername(String username) {
    return one(SERVICE.USERNAME.eq(username));
  }

  @Override
  public boolean cancelledByUsername(String username) {
    return scope
        .database()
        .read(
            jooq ->
                jooq.fetchExists(
                    SERVICE,
                    SERVICE
                        .TENANT_ID
                        .eq(scope.key())
                        .and(SERVICE.USERNAME.eq(username))
                        .and(SERVICE.STATUS.eq(Service.Status.CANCELLED.name()))));
  }

  @Override
  public Optional<ExpectedService> byAddress(InetAddress address) {
    return one(SERVICE.ADDRESS.eq(address.getHostAddress()));
  }

  @Override
  public Optional<ExpectedService> byDevice(String serial) {
    return one(SERVICE.DEVICE_SERIAL.eq(serial));
  }

  Optional<ExpectedService> byId(String id) {
    return one(SERVICE.ID.eq(id));
  }

  List<ExpectedService> of(CustomerId customer) {
    return scope
        .database()
        .read(
            jooq ->
                rows(jooq)
                    .and(SERVICE.CUSTOMER_ID.eq(customer.value()))
                    .orderBy(SERVICE.ID)
                    .fetch(KnownServices::expected));
  }

  /** The active services that follow {@code after} in the order of their ids. */
  List<ExpectedService> activeAfter(String after, int limit) {
    return scope
        .database()
        .read(
            jooq ->
                rows(jooq)
                    .and(SERVICE.STATUS.eq(Service.Status.ACTIVE.name()))
                    .and(SERVICE.ID.gt(after))
                    .orderBy(SERVICE.ID)
                    .limit(limit)
                    .fetch(KnownServices::expected));
  }

  private Optional<ExpectedService> one(Condition condition) {
    return scope
        .database()
        .read(
            jooq ->
                rows(jooq)
                    .and(condition)
                    .orderBy(SERVICE.STATUS, SERVICE.ID)
                    .limit(1)
                    .fetchOptional(KnownServices::expected));
  }

  private SelectConditionStep<?> rows(DSLContext jooq) {
    return jooq.select(
            SERVICE.ID,
            SERVICE.CUSTOMER_ID,
            SERVICE.STATUS,
            SERVICE.USERNAME,
            SERVICE.ADDRESS,
            SERVICE.DNS_NAME,
            SERVICE.PLAN_CODE,
            BANDWIDTH_PLAN.DOWNLOAD_BPS,
            BANDWIDTH_PLAN.UPLOAD_BPS,
            SERVICE.DEVICE_SERIAL,
            SERVICE.OPERATION_ID)
        .from(SERVICE)
        .join(BANDWIDTH_PLAN)
        .on(BANDWIDTH_PLAN.TENANT_ID.eq(SERVICE.TENANT_ID))
        .and(BANDWIDTH_PLAN.CODE.eq(SERVICE.PLAN_CODE))
        .where(SERVICE.TENANT_ID.eq(scope.key()))
        .and(SERVICE.STATUS.ne(Service.Status.CANCELLED.name()));
  }

  private static ExpectedService expected(Record row) {
    String address = row.get(SERVICE.ADDRESS);
    return new ExpectedService(
        text(row.get(SERVICE.ID)),
        new CustomerId(text(row.get(SERVICE.CUSTOMER_ID))),
        Service.Status.ACTIVE.name().equals(row.get(SERVICE.STATUS)),
        text(row.get(SERVICE.USERNAME)),
        address == null ? null : Prefix.address(address),
        row.get(SERVICE.DNS_NAME),
        text(row.get(SERVICE.PLAN_CODE)),
        new BitRate(row.get(BANDWIDTH_PLAN.DOWNLOAD_BPS)),
        new BitRate(row.get(BANDWIDTH_PLAN.UPLOAD_BPS)),
        text(row.get(SERVICE.DEVICE_SERIAL)),
        new OperationId(text(row.get(SERVICE.OPERATION_ID))));
  }

  private static String text(String value) {
    return Objects.requireNonNull(value);
  }
}
