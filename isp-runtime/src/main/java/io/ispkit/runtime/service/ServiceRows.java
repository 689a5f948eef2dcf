package io.ispkit.runtime.service;

import static io.ispkit.runtime.internal.jooq.Tables.SERVICE;

import io.ispkit.core.address.AddressAssignment;
import io.ispkit.core.address.Prefix;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.service.Service;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.internal.JsonText;
import io.ispkit.runtime.internal.jooq.tables.records.ServiceRecord;
import io.ispkit.runtime.tenant.TenantScope;
import java.net.InetAddress;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Between rows of services and what stands in them. */
final class ServiceRows {

  private ServiceRows() {}

  static @Nullable ServiceRecord opened(TenantScope scope, DSLContext jooq, Operation operation) {
    return row(scope, jooq, SERVICE.OPERATION_ID.eq(operation.id().value()));
  }

  static @Nullable ServiceRecord byId(TenantScope scope, DSLContext jooq, String id) {
    return row(scope, jooq, SERVICE.ID.eq(id));
  }

  static @Nullable ServiceRecord row(TenantScope scope, DSLContext jooq, Condition condition) {
    return jooq.selectFrom(SERVICE)
        .where(SERVICE.TENANT_ID.eq(scope.key()))
        .and(condition)
        .fetchOne();
  }

  static boolean isIn(ServiceRecord row, Service.Status status) {
    return row.getStatus().equals(status.name());
  }

  static void write(ServiceRecord row, AddressAssignment address) {
    InetAddress gateway = address.gateway();
    row.setAddress(address.address().getHostAddress());
    row.setSubnet(address.subnet());
    row.setGateway(gateway == null ? null : gateway.getHostAddress());
    row.setAddressMethod(address.method().name());
    row.setAddressExternalId(address.externalId());
  }

  static Service service(ServiceRecord row) {
    return new Service(
        row.getId(),
        new CustomerId(row.getCustomerId()),
        row.getPlanCode(),
        row.getLocation(),
        row.getUsername(),
        row.getDnsName(),
        row.getVlan(),
        Service.Status.valueOf(row.getStatus()),
        row.getActivatedAt(),
        row.getSubscriptionActivated(),
        row.getBillingStartedAt());
  }

  static ServiceDetail detail(ServiceRecord row) {
    String address = row.getAddress();
    String gateway = row.getGateway();
    AddressAssignment assigned =
        address == null
            ? null
            : new AddressAssignment(
                Prefix.address(address),
                row.getSubnet(),
                gateway == null ? null : Prefix.address(gateway),
                AddressAssignment.Method.valueOf(row.getAddressMethod()),
                row.getAddressExternalId(),
                row.getDnsName());
    return new ServiceDetail(
        service(row),
        row.getEmail(),
        row.getDeviceSerial(),
        row.getSubscriptionId(),
        assigned,
        JsonText.readTexts(row.getMetadata()),
        row.getCreatedAt());
  }

  static void publish(TenantScope scope, Transaction transaction, String type, ServiceRecord row) {
    scope.publish(
        transaction,
        type,
        row.getCustomerId(),
        Map.of(
            "service_id", row.getId(),
            "customer_id", row.getCustomerId(),
            "plan", row.getPlanCode(),
            "username", row.getUsername()));
  }
}
