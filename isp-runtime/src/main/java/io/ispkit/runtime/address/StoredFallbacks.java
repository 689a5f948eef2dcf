package io.ispkit.runtime.address;

import static io.ispkit.runtime.internal.jooq.Tables.FALLBACK_ADDRESS;

import io.ispkit.core.address.AddressAssignment;
import io.ispkit.core.address.AddressRequest;
import io.ispkit.core.address.FallbackLedger;
import io.ispkit.core.address.Prefix;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.runtime.internal.jooq.tables.records.FallbackAddressRecord;
import io.ispkit.runtime.tenant.TenantScope;
import java.net.InetAddress;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The fallback ledger of one tenant, in our own database. */
public final class StoredFallbacks implements FallbackLedger {

  private final TenantScope scope;

  public StoredFallbacks(TenantScope scope) {
    this.scope = scope;
  }

  @Override
  public void record(
      Operation operation, AddressRequest request, AddressAssignment assignment, String reason) {
    FallbackAddressRecord row =
        new FallbackAddressRecord(
            scope.key(),
            operation.id().value(),
            assignment.address().getHostAddress(),
            assignment.subnet(),
            text(assignment.gateway()),
            assignment.method().name(),
            assignment.externalId(),
            assignment.dnsName(),
            request.customer().value(),
            request.serviceId(),
            text(request.staticAddress()),
            request.dnsName(),
            reason,
            scope.now());
    scope.write(
        operation,
        tx -> {
          DSLContext jooq = scope.lock(tx);
          boolean there =
              jooq.fetchExists(
                  FALLBACK_ADDRESS,
                  FALLBACK_ADDRESS
                      .TENANT_ID
                      .eq(scope.key())
                      .and(FALLBACK_ADDRESS.OPERATION_ID.eq(operation.id().value())));
          return there ? 0 : jooq.insertInto(FALLBACK_ADDRESS).set(row).execute();
        });
  }

  @Override
  public List<Entry> open(TenantId tenant, int limit) {
    scope.mine(tenant);
    return scope
        .database()
        .read(
            jooq ->
                jooq.selectFrom(FALLBACK_ADDRESS)
                    .where(FALLBACK_ADDRESS.TENANT_ID.eq(scope.key()))
                    .orderBy(FALLBACK_ADDRESS.RECORDED_AT, FALLBACK_ADDRESS.OPERATION_ID)
                    .limit(limit)
                    .fetch(StoredFallbacks::entry));
  }

  @Override
  public void close(Operation operation) {
    scope.write(
        operation,
        tx ->
            scope
                .jooq(tx)
                .deleteFrom(FALLBACK_ADDRESS)
                .where(FALLBACK_ADDRESS.TENANT_ID.eq(scope.key()))
                .and(FALLBACK_ADDRESS.OPERATION_ID.eq(operation.id().value()))
                .execute());
  }

  private static Entry entry(FallbackAddressRecord row) {
    AddressAssignment assignment =
        new AddressAssignment(
            Prefix.address(row.getAddress()),
            row.getSubnet(),
            address(row.getGateway()),
            AddressAssignment.Method.valueOf(row.getAllocationMethod()),
            row.getExternalId(),
            row.getDnsName());
    AddressRequest request =
        new AddressRequest(
            new CustomerId(row.getCustomerId()),
            row.getServiceId(),
            address(row.getStaticAddress()),
            row.getRequestedDnsName());
    return new Entry(
        row.getOperationId(), assignment, request, row.getReason(), row.getRecordedAt());
  }

  private static @Nullable String text(@Nullable InetAddress address) {
    return address == null ? null : address.getHostAddress();
  }

  private static @Nullable InetAddress address(@Nullable String text) {
    return text == null ? null : Prefix.address(text);
  }
}
