package io.ispkit.runtime.survey;

import static io.ispkit.runtime.internal.jooq.Tables.LEAD;

import io.ispkit.core.change.Change;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.internal.jooq.tables.records.LeadRecord;
import io.ispkit.runtime.tenant.Fields;
import io.ispkit.runtime.tenant.TenantScope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The leads of one tenant. Thread-safe. */
public final class Leads {

  private final TenantScope scope;

  public Leads(TenantScope scope) {
    this.scope = scope;
  }

  /**
   * Creates the lead, or brings the one of the same id to this content.
   *
   * @return what was written; {@code NONE} when the lead stood there with equal content
   */
  public Change save(Transaction transaction, Lead lead) {
    DSLContext jooq = scope.jooq(transaction);
    String target = "lead " + lead.id();
    if (row(jooq, lead.id(), true) == null && create(jooq, lead)) {
      return compare(null, lead).created(target);
    }
    LeadRecord row = row(jooq, lead.id(), true);
    Fields fields = compare(row == null ? null : lead(row), lead);
    if (!fields.isEmpty() && row != null) {
      write(row, lead);
      row.setUpdatedAt(scope.now());
      row.update();
    }
    return fields.updated(target);
  }

  /**
   * Records that the lead became {@code customer}. A repeat changes nothing.
   *
   * @throws PermanentException there is no such lead, or it became somebody else
   */
  public Lead convert(Transaction transaction, String id, CustomerId customer) {
    LeadRecord row = row(scope.jooq(transaction), id, true);
    if (row == null) {
      throw new PermanentException("lead " + id + " of tenant " + scope.id() + " is unknown");
    }
    if (row.getCustomerId() != null && !row.getCustomerId().equals(customer.value())) {
      throw new PermanentException("lead " + id + " became customer " + row.getCustomerId());
    }
    row.setStatus(Lead.Status.CONVERTED.name());
    row.setCustomerId(customer.value());
    row.setUpdatedAt(scope.now());
    row.update();
    return lead(row);
  }

  public Optional<Lead> find(String id) {
    return scope
        .database()
        .read(jooq -> Optional.ofNullable(row(jooq, id, false)))
        .map(Leads::lead);
  }

  /**
   * A page of leads in the order of their ids.
   *
   * @param after the last id of the page before, or null for the first page
   * @param limit 1 to 10,000
   */
  public List<Lead> page(@Nullable String after, int limit) {
    return scope
        .database()
        .read(
            jooq ->
                jooq.selectFrom(LEAD)
                    .where(LEAD.TENANT_ID.eq(scope.key()))
                    .and(LEAD.ID.gt(after == null ? "" : after))
                    .orderBy(LEAD.ID)
                    .limit(Math.min(Math.max(limit, 1), 10_000))
                    .fetch(Leads::lead));
  }

  private boolean create(DSLContext jooq, Lead lead) {
    Instant now = scope.now();
    LeadRecord row = new LeadRecord();
    row.setTenantId(scope.key());
    row.setId(lead.id());
    write(row, lead);
    row.setCreatedAt(now);
    row.setUpdatedAt(now);
    return scope.insertIfAbsent(jooq, row);
  }

  private static void write(LeadRecord row, Lead lead) {
    CustomerId customer = lead.customer();
    row.setName(lead.name());
    row.setEmail(lead.email());
    row.setPhone(lead.phone());
    row.setAddress(lead.address());
    row.setStatus(lead.status().name());
    row.setNotes(lead.notes());
    row.setCustomerId(customer == null ? null : customer.value());
  }

  private static Fields compare(@Nullable Lead before, Lead after) {
    return new Fields()
        .compare("name", before == null ? null : before.name(), after.name())
        .compare("email", before == null ? null : before.email(), after.email())
        .compare("phone", before == null ? null : before.phone(), after.phone())
        .compare("address", before == null ? null : before.address(), after.address())
        .compare("status", before == null ? null : before.status(), after.status())
        .compare("notes", before == null ? null : before.notes(), after.notes())
        .compare("customer", before == null ? null : before.customer(), after.customer());
  }

  private @Nullable LeadRecord row(DSLContext jooq, String id, boolean lock) {
    var query = jooq.selectFrom(LEAD).where(LEAD.TENANT_ID.eq(scope.key())).and(LEAD.ID.eq(id));
    return lock ? query.forUpdate().fetchOne() : query.fetchOne();
  }

  private static Lead lead(LeadRecord row) {
    String customer = row.getCustomerId();
    return new Lead(
        row.getId(),
        row.getName(),
        row.getEmail(),
        row.getPhone(),
        row.getAddress(),
        Lead.Status.valueOf(row.getStatus()),
        row.getNotes(),
        customer == null ? null : new CustomerId(customer));
  }
}
