package io.ispkit.runtime.device;

import static io.ispkit.runtime.internal.jooq.Tables.DEVICE_CONFIGURATION;

import io.ispkit.core.device.DeviceConfigurations;
import io.ispkit.core.device.DeviceReport;
import io.ispkit.core.device.DeviceSpec;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.runtime.internal.JsonText;
import io.ispkit.runtime.internal.jooq.tables.records.DeviceConfigurationRecord;
import io.ispkit.runtime.tenant.TenantScope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** The desired configurations of one tenant's devices, in our own database. */
public final class StoredConfigurations implements DeviceConfigurations {

  private final TenantScope scope;

  public StoredConfigurations(TenantScope scope) {
    this.scope = scope;
  }

  @Override
  public void keep(
      Operation operation, DeviceSpec spec, DeviceReport report, Map<String, String> memo) {
    scope.write(
        operation,
        tx -> {
          DSLContext jooq = scope.lock(tx);
          DeviceConfigurationRecord old =
              jooq.selectFrom(DEVICE_CONFIGURATION).where(mine(operation)).fetchOne();
          Instant now = scope.now();
          long last =
              jooq.select(DSL.coalesce(DSL.max(DEVICE_CONFIGURATION.TRY_NO), 0L))
                  .from(DEVICE_CONFIGURATION)
                  .where(mine())
                  .and(DEVICE_CONFIGURATION.SERIAL.eq(spec.serial()))
                  .fetchSingle()
                  .value1();
          DeviceConfigurationRecord row =
              new DeviceConfigurationRecord(
                  scope.key(),
                  operation.id().value(),
                  spec.serial(),
                  spec.serviceId(),
                  StoredSpec.VERSION,
                  JsonText.write(StoredSpec.of(spec)),
                  JsonText.write(report),
                  JsonText.write(memo),
                  report.status().name(),
                  old == null ? now : old.getKeptAt(),
                  now,
                  old == null ? last + 1 : old.getTryNo());
          return old == null
              ? jooq.insertInto(DEVICE_CONFIGURATION).set(row).execute()
              : jooq.update(DEVICE_CONFIGURATION).set(row).where(mine(operation)).execute();
        });
  }

  @Override
  public Optional<Kept> find(Operation operation) {
    return scope.read(
        operation,
        jooq ->
            jooq.selectFrom(DEVICE_CONFIGURATION)
                .where(mine(operation))
                .fetchOptional()
                .map(StoredConfigurations::kept));
  }

  @Override
  public Optional<Kept> findBySerial(TenantId tenant, String serial) {
    scope.mine(tenant);
    return scope.database().read(jooq -> findBySerial(jooq, serial));
  }

  /** As {@link #findBySerial(TenantId, String)}, through a connection that is open. */
  Optional<Kept> findBySerial(DSLContext jooq, String serial) {
    return jooq.selectFrom(DEVICE_CONFIGURATION)
        .where(mine())
        .and(DEVICE_CONFIGURATION.SERIAL.eq(serial))
        .orderBy(DEVICE_CONFIGURATION.TRY_NO.desc())
        .limit(1)
        .fetchOptional()
        .map(StoredConfigurations::kept);
  }

  @Override
  public List<Kept> pending(TenantId tenant, int limit) {
    scope.mine(tenant);
    return scope
        .database()
        .read(
            jooq ->
                jooq.selectFrom(DEVICE_CONFIGURATION)
                    .where(mine())
                    .and(DEVICE_CONFIGURATION.STATUS.eq(DeviceReport.Status.PENDING.name()))
                    .orderBy(DEVICE_CONFIGURATION.TRIED_AT, DEVICE_CONFIGURATION.OPERATION_ID)
                    .limit(limit)
                    .fetch(StoredConfigurations::kept));
  }

  @Override
  public boolean withdraw(Operation operation) {
    return scope.write(
        operation,
        tx -> scope.jooq(tx).deleteFrom(DEVICE_CONFIGURATION).where(mine(operation)).execute() > 0);
  }

  private Condition mine() {
    return DEVICE_CONFIGURATION.TENANT_ID.eq(scope.key());
  }

  private Condition mine(Operation operation) {
    return mine().and(DEVICE_CONFIGURATION.OPERATION_ID.eq(operation.id().value()));
  }

  private static Kept kept(DeviceConfigurationRecord row) {
    return new Kept(
        row.getOperationId(),
        JsonText.read(row.getDesired(), StoredSpec.class).spec(),
        JsonText.read(row.getReport(), DeviceReport.class),
        JsonText.readTexts(row.getMemo()));
  }
}
