package io.ispkit.runtime.plan;

import static io.ispkit.runtime.internal.jooq.Tables.BANDWIDTH_PLAN;

import io.ispkit.core.change.Change;
import io.ispkit.core.money.Money;
import io.ispkit.core.plan.BandwidthPlan;
import io.ispkit.core.rate.BitRate;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.internal.jooq.tables.records.BandwidthPlanRecord;
import io.ispkit.runtime.tenant.Fields;
import io.ispkit.runtime.tenant.TenantScope;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The bandwidth plans of one tenant. Thread-safe. A changed plan holds for services opened from
 * then on.
 */
public final class Plans {

  private final TenantScope scope;

  public Plans(TenantScope scope) {
    this.scope = scope;
  }

  /** {@link #save(Transaction, BandwidthPlan)} in a transaction of its own. */
  public Change save(BandwidthPlan plan) {
    return scope.database().transact(tx -> save(tx, plan));
  }

  /**
   * Creates the plan, or brings the one of the same code to this content.
   *
   * @return what was written; {@code NONE} when the plan stood there with equal content
   */
  public Change save(Transaction transaction, BandwidthPlan plan) {
    DSLContext jooq = scope.jooq(transaction);
    String target = "plan " + plan.code();
    if (row(jooq, plan.code(), true) == null && create(jooq, plan)) {
      return compare(null, plan).created(target);
    }
    BandwidthPlanRecord row = row(jooq, plan.code(), true);
    Fields fields = compare(row == null ? null : plan(row), plan);
    if (!fields.isEmpty() && row != null) {
      write(row, plan);
      row.setUpdatedAt(scope.now());
      row.update();
    }
    return fields.updated(target);
  }

  public Optional<BandwidthPlan> find(String code) {
    return scope.database().read(jooq -> find(jooq, code));
  }

  /** As {@link #find(String)}, seeing what {@code transaction} wrote. */
  public Optional<BandwidthPlan> find(Transaction transaction, String code) {
    return find(scope.jooq(transaction), code);
  }

  /** As {@link #find(String)}, through a connection that is open. */
  public Optional<BandwidthPlan> find(DSLContext jooq, String code) {
    return Optional.ofNullable(row(jooq, code, false)).map(Plans::plan);
  }

  /** All plans in the order of their codes. */
  public List<BandwidthPlan> all() {
    return scope
        .database()
        .read(
            jooq ->
                jooq.selectFrom(BANDWIDTH_PLAN)
                    .where(BANDWIDTH_PLAN.TENANT_ID.eq(scope.key()))
                    .orderBy(BANDWIDTH_PLAN.CODE)
                    .fetch(Plans::plan));
  }

  private boolean create(DSLContext jooq, BandwidthPlan plan) {
    Instant now = scope.now();
    BandwidthPlanRecord row = new BandwidthPlanRecord();
    row.setTenantId(scope.key());
    row.setCode(plan.code());
    write(row, plan);
    row.setCreatedAt(now);
    row.setUpdatedAt(now);
    return scope.insertIfAbsent(jooq, row);
  }

  private static void write(BandwidthPlanRecord row, BandwidthPlan plan) {
    row.setDownloadBps(plan.download().bitsPerSecond());
    row.setUploadBps(plan.upload().bitsPerSecond());
    row.setVlan(plan.vlan());
    row.setPrice(plan.price().amount());
    row.setCurrency(plan.price().currency().getCurrencyCode());
  }

  private static Fields compare(@Nullable BandwidthPlan before, BandwidthPlan after) {
    return new Fields()
        .compare("download", before == null ? null : before.download(), after.download())
        .compare("upload", before == null ? null : before.upload(), after.upload())
        .compare("vlan", before == null ? null : before.vlan(), after.vlan())
        .compare("price", before == null ? null : before.price(), after.price());
  }

  private @Nullable BandwidthPlanRecord row(DSLContext jooq, String code, boolean lock) {
    var query =
        jooq.selectFrom(BANDWIDTH_PLAN)
            .where(BANDWIDTH_PLAN.TENANT_ID.eq(scope.key()))
            .and(BANDWIDTH_PLAN.CODE.eq(code));
    return lock ? query.forUpdate().fetchOne() : query.fetchOne();
  }

  private static BandwidthPlan plan(BandwidthPlanRecord row) {
    return new BandwidthPlan(
        row.getCode(),
        new BitRate(row.getDownloadBps()),
        new BitRate(row.getUploadBps()),
        row.getVlan(),
        new Money(row.getPrice(), Currency.getInstance(row.getCurrency())));
  }
}
