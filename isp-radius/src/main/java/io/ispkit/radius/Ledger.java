package io.ispkit.radius;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.left;
import static org.jooq.impl.DSL.name;

import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.id.OperationId;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.rate.BitRate;
import io.ispkit.core.subscriber.Subscriber;
import io.ispkit.core.subscriber.SubscriberSpec;
import io.ispkit.core.tenant.TenantId;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.SelectConditionStep;
import org.jooq.exception.DataAccessException;
import org.jooq.exception.SQLStateClass;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Our own table beside those of FreeRADIUS: which operation holds which user name, what it wrote
 * and what stood there before. A user name is held once in the whole directory, whatever the
 * tenant, because the tables of FreeRADIUS know no tenant.
 */
final class Ledger {

  static final String TABLE = "isp_subscriber";

  private static final Field<String> TENANT = field(name("tenant_id"), SQLDataType.VARCHAR);
  private static final Field<String> OPERATION = field(name("operation_id"), SQLDataType.VARCHAR);
  private static final Field<String> USERNAME = field(name("username"), SQLDataType.VARCHAR);
  private static final Field<String> CUSTOMER = field(name("customer_id"), SQLDataType.VARCHAR);
  private static final Field<String> PROFILE = field(name("profile"), SQLDataType.VARCHAR);
  private static final Field<Long> DOWNLOAD = field(name("download_bps"), SQLDataType.BIGINT);
  private static final Field<Long> UPLOAD = field(name("upload_bps"), SQLDataType.BIGINT);
  private static final Field<String> ADDRESS = field(name("static_address"), SQLDataType.VARCHAR);
  private static final Field<Long> CHECK_ID = field(name("check_id"), SQLDataType.BIGINT);
  private static final Field<String> REPLY_IDS = field(name("reply_ids"), SQLDataType.VARCHAR);
  private static final Field<String> BEFORE = field(name("before_image"), SQLDataType.VARCHAR);
  private static final Field<String> DESIRED = field(name("desired"), SQLDataType.VARCHAR);
  private static final Field<String> WRITTEN = field(name("written_hash"), SQLDataType.VARCHAR);

  private final DSLContext sql;
  private final Layout layout;

  Ledger(RadiusTables tables) {
    this.sql = tables.sql();
    this.layout = tables.layout();
  }

  Optional<LedgerEntry> find(Operation operation) {
    return select(operation).fetchOptional(this::entry);
  }

  /** As {@link #find}, and keeps others from changing the entry until the transaction ends. */
  Optional<LedgerEntry> lock(Operation operation) {
    return select(operation).forUpdate().fetchOptional(this::entry);
  }

  private SelectConditionStep<? extends Record> select(Operation operation) {
    return sql.select(
            USERNAME, PROFILE, DOWNLOAD, UPLOAD, ADDRESS, CHECK_ID, REPLY_IDS, BEFORE, WRITTEN)
        .from(layout.ledger())
        .where(is(operation));
  }

  /** Whether {@code operation}'s tenant holds {@code username}. */
  boolean holds(Operation operation, String username) {
    return sql.fetchExists(
        layout.ledger(), TENANT.eq(operation.tenant().value()).and(USERNAME.eq(username)));
  }

  /**
   * What the tenant's subscriber of this name should have now, as {@link BasisText} writes it;
   * empty when the tenant holds no such name.
   *
   * @param lock whether others are kept from changing the subscriber until the transaction ends
   */
  Optional<String> desired(TenantId tenant, String username, boolean lock) {
    var select =
        sql.select(DESIRED, CUSTOMER, USERNAME, PROFILE, DOWNLOAD, UPLOAD, ADDRESS)
            .from(layout.ledger())
            .where(TENANT.eq(tenant.value()).and(USERNAME.eq(username)));
    return (lock ? select.forUpdate() : select)
        .fetchOptional(row -> row.get(DESIRED).isEmpty() ? earlier(row) : row.get(DESIRED));
  }

  /** The column is empty in rows of a version that did not have it. */
  private String earlier(Record row) {
    SubscriberSpec known = known(row);
    List<StoredRow> rows = new UserRows(new RadiusTables(sql, layout)).read(known.username());
    return BasisText.encode(EarlierBasis.of(known, rows));
  }

  private static SubscriberSpec known(Record row) {
    String address = row.get(ADDRESS);
    return new SubscriberSpec(
        new CustomerId(row.get(CUSTOMER)),
        row.get(USERNAME),
        row.get(PROFILE),
        new BitRate(row.get(DOWNLOAD)),
        new BitRate(row.get(UPLOAD)),
        address == null ? null : literal(address),
        Duration.ZERO,
        Duration.ZERO);
  }

  /** By what the tenant holds this name; empty when it does not. */
  Optional<LedgerClaim> claimOn(TenantId tenant, String username) {
    return sql.select(
            OPERATION, CUSTOMER, USERNAME, PROFILE, DOWNLOAD, UPLOAD, ADDRESS, BEFORE, WRITTEN)
        .from(layout.ledger())
        .where(TENANT.eq(tenant.value()).and(USERNAME.eq(username)))
        .fetchOptional(
            row ->
                new LedgerClaim(row.get(OPERATION), known(row), row.get(BEFORE), row.get(WRITTEN)));
  }

  /**
   * Claims a name again that was {@linkplain #release released}. The ids of its rows are looked up
   * from now on, as after a bulk write.
   *
   * @return as {@link #claim}
   */
  boolean claimAgain(TenantId tenant, LedgerClaim claim, String desired) {
    Operation operation = Operation.of(tenant, new OperationId(claim.operation()));
    if (!claim(claim.spec(), operation)) {
      return false;
    }
    complete(operation, 0, List.of(), claim.before(), claim.written(), desired);
    return true;
  }

  /** Notes what the tenant's subscriber should have from now on. */
  void desire(TenantId tenant, String username, String desired) {
    sql.update(layout.ledger())
        .set(DESIRED, desired)
        .where(TENANT.eq(tenant.value()).and(USERNAME.eq(username)))
        .execute();
  }

  /** The tenant lets go of the name; its rows are the caller's to delete. */
  void release(TenantId tenant, String username) {
    sql.deleteFrom(layout.ledger())
        .where(TENANT.eq(tenant.value()).and(USERNAME.eq(username)))
        .execute();
  }

  /**
   * Who holds these names: the tenant's operation of each, or {@code ""} where another tenant does.
   */
  Map<String, String> holders(TenantId tenant, Collection<String> usernames) {
    Map<String, String> holders = new HashMap<>();
    for (Record row :
        sql.select(USERNAME, TENANT, OPERATION)
            .from(layout.ledger())
            .where(layout.among(USERNAME, usernames))) {
      boolean own = row.get(TENANT).equals(tenant.value());
      holders.put(row.get(USERNAME), own ? row.get(OPERATION) : "");
    }
    return holders;
  }

  /**
   * The next operations of the tenant that begin with {@code prefix}, behind {@code after}, in
   * their order, each with the user name that it holds.
   */
  Map<String, String> operations(TenantId tenant, String prefix, String after, int most) {
    return sql.select(OPERATION, USERNAME)
        .from(layout.ledger())
        .where(TENANT.eq(tenant.value()))
        .and(left(OPERATION, prefix.length()).eq(prefix))
        .and(OPERATION.gt(after))
        .orderBy(OPERATION)
        .limit(most)
        .fetchMap(OPERATION, USERNAME);
  }

  /** Which of the tenant's operations hold these static addresses. */
  Map<String, String> addressHolders(TenantId tenant, Collection<String> addresses) {
    Map<String, String> holders = new HashMap<>();
    for (Record row :
        sql.select(ADDRESS, OPERATION)
            .from(layout.ledger())
            .where(TENANT.eq(tenant.value()))
            .and(layout.among(ADDRESS, addresses))) {
      holders.put(row.get(ADDRESS), row.get(OPERATION));
    }
    return holders;
  }

  /** The next names that the tenant holds behind {@code after}, ascending; at most {@code most}. */
  List<String> names(TenantId tenant, String after, int most) {
    return sql.select(USERNAME)
        .from(layout.ledger())
        .where(TENANT.eq(tenant.value()).and(USERNAME.gt(after)))
        .orderBy(USERNAME)
        .limit(most)
        .fetch(USERNAME);
  }

  /**
   * Claims the user name for the operation, waiting for whoever is claiming the same name or the
   * same operation right now.
   *
   * @return false when the name or the operation is claimed already; the transaction goes on
   */
  boolean claim(SubscriberSpec spec, Operation operation) {
    InetAddress address = spec.staticAddress();
    return insert(
        operation, spec.username(), spec, address == null ? null : address.getHostAddress());
  }

  /**
   * Waits until no transaction of this operation is under way: a commit that was sent may still be
   * on its way when its sender has given up. Leaves nothing behind.
   */
  void settle(Operation operation) {
    // no user name begins with a tilde
    String probe = "~" + Fingerprint.of(List.of(RadiusRow.check("operation", "" + operation)));
    if (insert(operation, probe.substring(0, Username.MAX_BYTES), null, null)) {
      delete(operation);
    }
  }

  private boolean insert(
      Operation operation,
      String username,
      @Nullable SubscriberSpec spec,
      @Nullable String address) {
    var insert =
        sql.insertInto(layout.ledger())
            .set(TENANT, operation.tenant().value())
            .set(OPERATION, operation.id().value())
            .set(USERNAME, username)
            .set(CUSTOMER, spec == null ? "" : spec.customer().value())
            .set(PROFILE, spec == null ? "" : spec.profile())
            .set(DOWNLOAD, spec == null ? 0L : spec.download().bitsPerSecond())
            .set(UPLOAD, spec == null ? 0L : spec.upload().bitsPerSecond())
            .set(ADDRESS, address)
            .set(CHECK_ID, 0L)
            .set(REPLY_IDS, "")
            .set(BEFORE, "")
            .set(DESIRED, "")
            .set(WRITTEN, "");
    if (layout.dialect() == SQLDialect.POSTGRES) {
      // a failed statement would end the caller's transaction
      return insert.onConflictDoNothing().execute() == 1;
    }
    try {
      return insert.execute() == 1;
    } catch (DataAccessException e) {
      if (e.sqlStateClass() == SQLStateClass.C23_INTEGRITY_CONSTRAINT_VIOLATION) {
        return false;
      }
      throw e;
    }
  }

  /** Completes the claim once the rows are there. */
  void complete(
      Operation operation,
      long checkId,
      List<Long> replyIds,
      String before,
      String written,
      String desired) {
    sql.update(layout.ledger())
        .set(CHECK_ID, checkId)
        .set(REPLY_IDS, replyIds.stream().map(String::valueOf).collect(Collectors.joining(",")))
        .set(BEFORE, before)
        .set(WRITTEN, written)
        .set(DESIRED, desired)
        .where(is(operation))
        .execute();
  }

  void delete(Operation operation) {
    sql.deleteFrom(layout.ledger()).where(is(operation)).execute();
  }

  private static Condition is(Operation operation) {
    return TENANT.eq(operation.tenant().value()).and(OPERATION.eq(operation.id().value()));
  }

  private LedgerEntry entry(Record row) {
    String address = row.get(ADDRESS);
    long checkId = row.get(CHECK_ID);
    List<Long> replyIds =
        Arrays.stream(row.get(REPLY_IDS).split(",", -1))
            .filter(id -> !id.isEmpty())
            .map(Long::valueOf)
            .toList();
    if (checkId == 0) {
      // written in bulk, which does not ask for the ids of its rows
      List<StoredRow> rows = new UserRows(new RadiusTables(sql, layout)).read(row.get(USERNAME));
      checkId =
          rows.stream().filter(RowDifference::isPassword).findFirst().map(StoredRow::id).orElse(0L);
      replyIds =
          rows.stream()
              .filter(each -> each.table() == RadTable.RADREPLY)
              .map(StoredRow::id)
              .toList();
    }
    return new LedgerEntry(
        new Subscriber(
            row.get(USERNAME),
            row.get(PROFILE),
            new BitRate(row.get(DOWNLOAD)),
            new BitRate(row.get(UPLOAD)),
            address == null ? null : literal(address),
            checkId,
            replyIds),
        row.get(BEFORE),
        row.get(WRITTEN));
  }

  /** Never asks a name server: we wrote the text ourselves from an address. */
  private static InetAddress literal(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("no address in " + TABLE + ": " + address, e);
    }
  }
}
