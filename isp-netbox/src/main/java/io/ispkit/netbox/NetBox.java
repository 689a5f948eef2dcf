package io.ispkit.netbox;

import io.ispkit.core.address.AddressAllocator;
import io.ispkit.core.address.AddressAssignment;
import io.ispkit.core.address.AddressRequest;
import io.ispkit.core.change.Change;
import io.ispkit.core.drift.Drift;
import io.ispkit.core.drift.DriftCheck;
import io.ispkit.core.drift.ExpectedService;
import io.ispkit.core.drift.ExpectedServices;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.plugin.AdapterContext;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One tenant's NetBox: the address allocator that {@link NetBoxProvider} opens, and what NetBox
 * gives beyond the port. A host that wants more than addresses casts:
 *
 * <pre>{@code
 * NetBox netBox = (NetBox) isp.tenant("acme").get(AddressAllocator.class);
 * }</pre>
 *
 * <p>Thread-safe. All methods but {@link #reach}, {@link #version} and those that return a part
 * block for calls to NetBox, within the configured time-outs. Those that take an operation, here
 * and of the parts, throw {@code IllegalStateException} when it carries an open transaction. The
 * others cannot see one: {@link #check}, {@link #ensure}, {@link #compare}, {@link #strays}, {@link
 * Reconciliation#run} and {@link Quarantine#end}. Call them outside any transaction, whose
 * connection would be held meanwhile.
 */
public final class NetBox implements AddressAllocator, DriftCheck, AutoCloseable {

  private static final int MOST_AT_ONCE = 100;

  private final NetBoxApi api;
  private final OperationLocks locks = new OperationLocks();
  private final NetBoxAllocator allocator;
  private final BulkTaking bulk;
  private final DelegatedPrefixes delegatedPrefixes;
  private final Vlans vlans;
  private final Reconciliation reconciliation;
  private final Quarantine quarantine;
  private final AddressDrift drifts;
  private final Mending mending;
  private final Needs needs;
  private final @Nullable StartCheck startCheck;

  private NetBox(NetBoxSettings settings, AdapterContext context) {
    Fallback fallback = Fallback.of(settings, context);
    Verdict verdict = new Verdict();
    api = new NetBoxApi(settings, verdict, context.calls());
    AddressParts parts = new AddressParts(api, verdict, settings, context.clock());
    allocator = new NetBoxAllocator(parts, fallback, locks);
    bulk = new BulkTaking(parts, allocator, fallback);
    delegatedPrefixes = new DelegatedPrefixes(api, verdict, settings);
    vlans = new Vlans(api, verdict, settings);
    reconciliation = new Reconciliation(context.tenant(), parts, fallback, locks);
    quarantine = new Quarantine(context.tenant(), api, verdict, settings, context.clock());
    drifts = new AddressDrift(context.tenant(), parts, settings, context.clock());
    MarkedTaking<NetBoxAddress> taking =
        new MarkedTaking<>(parts.marks(), parts.release(), allocator.holdings(), locks);
    mending = new Mending(parts, drifts, settings, reconciliation, taking);
    needs = new Needs(api, verdict, settings, parts.sources());
    startCheck =
        switch (settings.onStart()) {
          case NOTHING -> null;
          case CHECK -> new StartCheck(this::check, settings.http().target().breaker().pause());
          case ENSURE -> new StartCheck(this::ensure, settings.http().target().breaker().pause());
        };
  }

  static NetBox open(AdapterContext context) {
    return new NetBox(NetBoxSettings.of(context), context);
  }

  @Override
  public Reach reach() {
    return Reach.REMOTE;
  }

  @Override
  public Outcome<List<Change>> plan(AddressRequest request, Operation operation) {
    return allocator.plan(request, operation);
  }

  @Override
  public Outcome<AddressAssignment> allocate(AddressRequest request, Operation operation) {
    return allocator.allocate(request, operation);
  }

  @Override
  public Outcome<List<Change>> release(Operation operation) {
    return allocator.release(operation);
  }

  @Override
  public Outcome<Optional<AddressAssignment>> find(Operation operation) {
    return allocator.find(operation);
  }

  /**
   * Takes many addresses by one request to NetBox, from one prefix or range that has room for all
   * of them. Each is held by its own operation, and found and released by that; what an operation
   * holds already is left as it is. It does not fall back: in an outage take them one by one.
   *
   * @param orders 1 to 100, each with an operation of its own
   * @return done with the assignments in the order of the orders; refused, and then nothing was
   *     taken that was not there before: as {@link #allocate} is, with {@code pool_exhausted} when
   *     no prefix has room for all; unknown, to be repeated with the same operations
   */
  public Outcome<List<AddressAssignment>> allocateAll(List<AddressOrder> orders) {
    List<Operation> operations = orders.stream().map(AddressOrder::operation).toList();
    Set<String> names = new HashSet<>();
    operations.forEach(operation -> names.add(operation.toString()));
    if (orders.isEmpty() || orders.size() > MOST_AT_ONCE || names.size() != orders.size()) {
      throw new IllegalArgumentException(
          "expected 1 to " + MOST_AT_ONCE + " orders of different operations");
    }
    List<AddressOrder> copy = List.copyOf(orders);
    return locks.hold(operations, () -> bulk.take(copy));
  }

  /** Prefixes for customers' own networks. */
  public DelegatedPrefixes delegatedPrefixes() {
    return delegatedPrefixes;
  }

  /** VLANs for customers. */
  public Vlans vlans() {
    return vlans;
  }

  /** What brings addresses that were given in outages into NetBox. */
  public Reconciliation reconciliation() {
    return reconciliation;
  }

  /** What deletes released objects when they have been kept long enough. */
  public Quarantine quarantine() {
    return quarantine;
  }

  /** The version that NetBox told last, such as {@code 4.6}; empty before its first answer. */
  public Optional<String> version() {
    return api.version().map(NetBoxVersion::toString);
  }

  /**
   * Looks for all that this adapter needs: version, tenant, custom field, tags, prefixes, ranges,
   * parents to delegate from, VLAN group, permission to write. Reads only.
   *
   * @return done with what is missing; refused with retry when NetBox is away. Never unknown
   */
  public Outcome<NetBoxReport> check() {
    return needs.check();
  }

  /**
   * The same, and makes the custom field and the tags that are missing, if the token may. All else
   * is for a person to make. May be repeated.
   *
   * @return done with what was made and what is still missing; refused with retry when NetBox is
   *     away: repeat it
   */
  public Outcome<NetBoxReport> ensure() {
    return needs.ensure();
  }

  @Override
  public String system() {
    return AddressDrift.SYSTEM;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Compares tenant, DNS name and status of the address. A service without an address has
   * nothing to compare. The address objects of other VRFs than those of the configured prefixes or
   * ranges are others' addresses.
   */
  @Override
  public Outcome<List<Drift>> compare(ExpectedService service) {
    try {
      return Outcome.done(drifts.compare(service));
    } catch (CallFailed failed) {
      return Outcome.refused(failed.refusal());
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Only addresses with our mark are told of: what people recorded is theirs. One that was
   * written within the option {@code drift_grace} is left out, for its service may be on the way.
   * Before NetBox 4.6 pages are read by offset: what is deleted meanwhile can make an object be
   * passed over, until the next run.
   */
  @Override
  public Outcome<Long> strays(ExpectedServices services, Consumer<Drift> found) {
    try {
      return Outcome.done(drifts.strays(services, found));
    } catch (CallFailed failed) {
      return Outcome.refused(failed.refusal());
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Since NetBox 4.6 a write is conditional (If-Match), so that nobody's change is lost between
   * our look and our write; before, the last one wins. What is made for a missing address carries
   * the mark of the operation of its service, so that a release of that finds it; or of {@code
   * operation} where the first is not known, or holds another address, and is released by that
   * only. An address of the fallback pool is reconciled instead.
   */
  @Override
  public Outcome<List<Change>> mend(Drift drift, Operation operation) {
    if (!drift.system().equals(system())) {
      throw new IllegalArgumentException(
          "expected a drift of netbox, got one of " + drift.system());
    }
    // Without a lock: what is written under one here takes it, and two at once could wait in a
    // ring.
    return mending.mend(drift, OperationLocks.outside(operation));
  }

  @Override
  public void close() {
    if (startCheck != null) {
      startCheck.close();
    }
    api.close();
  }
}
