package io.ispkit.testkit.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.ispkit.core.address.AddressAllocator;
import io.ispkit.core.address.AddressAssignment;
import io.ispkit.core.address.AddressRequest;
import io.ispkit.core.address.Prefix;
import io.ispkit.core.change.Change;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.id.OperationId;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transactions;
import io.ispkit.testkit.backend.MemoryTransactions;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The contract of {@link AddressAllocator}. Extend it, say how an allocator is opened, and run it
 * as an ordinary JUnit test. Every test asks for fresh allocators over prefixes that are all free.
 */
public abstract class AddressAllocatorKit {

  /** Eight addresses, six of them usable. */
  protected static final String SMALL = "100.64.7.0/29";

  private static final AtomicInteger COUNT = new AtomicInteger();

  /** A tenant that no other test uses. */
  protected final TenantId acme = new TenantId("acme-" + COUNT.incrementAndGet());

  /** Another one. */
  protected final TenantId beta = new TenantId("beta-" + COUNT.get());

  /**
   * Opens an allocator for a tenant that owns exactly {@code prefixes}, in this order, without a
   * gateway and without quarantine. Called several times in one test it opens further allocators
   * over the same state, as another process would; two tenants may own equal prefixes.
   */
  protected abstract AddressAllocator open(TenantId tenant, String... prefixes);

  /** The transactions that a {@link Reach#TRANSACTION} allocator joins; unused by remote ones. */
  protected Transactions transactions() {
    return new MemoryTransactions();
  }

  protected final Operation operation(String id) {
    return Operation.of(acme, new OperationId(id));
  }

  protected static AddressRequest request() {
    return request(null);
  }

  protected static AddressRequest request(@Nullable String address) {
    return new AddressRequest(
        new CustomerId("cust-1"),
        "svc-1",
        address == null ? null : Prefix.address(address),
        "jane.customers.example.net");
  }

  @Test
  void anAllocatedAddressIsUsableAndFromThePrefix() {
    AddressAssignment got = open(acme, SMALL).allocate(request(), operation("a")).orElseThrow();
    assertThat(Prefix.parse(SMALL).isUsable(got.address())).isTrue();
    assertThat(got.subnet()).isEqualTo(SMALL);
    assertThat(got.dnsName()).isEqualTo("jane.customers.example.net");
    assertThat(got.gateway()).isNull();
  }

  @Test
  void aRepeatUnderTheSameOperationGetsTheSameAddress() {
    AddressAllocator allocator = open(acme, SMALL);
    AddressAssignment first = allocator.allocate(request(), operation("a")).orElseThrow();
    assertThat(allocator.allocate(request(), operation("a")).orElseThrow()).isEqualTo(first);
    assertThat(allocator.allocate(request("100.64.7.5"), operation("a")).orElseThrow())
        .isEqualTo(first);
    assertThat(open(acme, SMALL).allocate(request(), operation("a")).orElseThrow())
        .isEqualTo(first);
  }

  @Test
  void theLookUpSeesWhatAnotherProcessAllocated() {
    AddressAssignment got = open(acme, SMALL).allocate(request(), operation("a")).orElseThrow();
    AddressAllocator other = open(acme, SMALL);
    assertThat(other.find(operation("a")).orElseThrow()).contains(got);
    assertThat(other.find(operation("b")).orElseThrow()).isEmpty();
  }

  @Test
  void anOperationIsNotFoundByAPartOfItsId() {
    AddressAllocator allocator = open(acme, SMALL);
    allocator.allocate(request(), operation("run-10.network")).orElseThrow();
    assertThat(allocator.find(operation("run-1")).orElseThrow()).isEmpty();
    assertThat(allocator.find(operation("RUN-10.NETWORK")).orElseThrow()).isEmpty();
    assertThat(allocator.release(operation("10.network")).orElseThrow()).isEmpty();
    assertThat(allocator.find(operation("run-10.network")).orElseThrow()).isPresent();
  }

  @Test
  void concurrentOperationsGetAddressesOfTheirOwnUntilThePoolIsEmpty() throws Exception {
    AddressAllocator one = open(acme, SMALL);
    AddressAllocator two = open(acme, SMALL);
    List<Callable<Outcome<AddressAssignment>>> work = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Operation operation = operation("op-" + i);
      AddressAllocator allocator = i % 2 == 0 ? one : two;
      work.add(() -> allocator.allocate(request(), operation));
    }
    Set<InetAddress> addresses = new HashSet<>();
    int refused = 0;
    for (Outcome<AddressAssignment> outcome : together(work)) {
      if (outcome instanceof Outcome.Done<AddressAssignment> done) {
        assertThat(addresses.add(done.value().address())).isTrue();
      } else {
        assertRefused(outcome, "pool_exhausted");
        refused++;
      }
    }
    assertThat(addresses).hasSize(6);
    assertThat(refused).isEqualTo(4);
  }

  @Test
  void oneOperationCalledManyTimesAtOnceHoldsOneAddress() throws Exception {
    AddressAllocator allocator = open(acme, SMALL);
    List<Callable<Outcome<AddressAssignment>>> work = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      work.add(() -> allocator.allocate(request(), operation("same")));
    }
    Set<AddressAssignment> got = new HashSet<>();
    for (Outcome<AddressAssignment> outcome : together(work)) {
      got.add(outcome.orElseThrow());
    }
    assertThat(got).hasSize(1);
    assertThat(capacityLeft(allocator)).isEqualTo(5);
  }

  @Test
  void aFullPrefixIsFollowedByTheNext() {
    AddressAllocator allocator = open(acme, "100.64.8.0/30", "100.64.9.0/30");
    List<String> subnets = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      subnets.add(allocator.allocate(request(), operation("op-" + i)).orElseThrow().subnet());
    }
    assertThat(subnets)
        .containsExactly("100.64.8.0/30", "100.64.8.0/30", "100.64.9.0/30", "100.64.9.0/30");
    assertRefused(allocator.allocate(request(), operation("more")), "pool_exhausted");
    assertRefused(allocator.plan(request(), operation("more")), "pool_exhausted");
  }

  @Test
  void anAddressOfSixteenBytesIsAllocatedToo() {
    AddressAssignment got =
        open(acme, "2001:db8:7::/64").allocate(request(), operation("a")).orElseThrow();
    assertThat(Prefix.parse("2001:db8:7::/64").isUsable(got.address())).isTrue();
  }

  @Test
  void aStaticAddressIsGivenToOneOperationOnly() {
    AddressAllocator allocator = open(acme, SMALL);
    AddressAssignment got = allocator.allocate(request("100.64.7.5"), operation("a")).orElseThrow();
    assertThat(got.address()).isEqualTo(Prefix.address("100.64.7.5"));
    assertThat(got.subnet()).isEqualTo(SMALL);
    assertThat(allocator.allocate(request("100.64.7.5"), operation("a")).orElseThrow())
        .isEqualTo(got);
    assertRefused(allocator.allocate(request("100.64.7.5"), operation("b")), "address_taken");
    assertRefused(allocator.plan(request("100.64.7.5"), operation("b")), "address_taken");
    assertThat(allocator.find(operation("b")).orElseThrow()).isEmpty();
  }

  @Test
  void aStaticAddressOutsideThePrefixesOrNotForHostsIsRefused() {
    AddressAllocator allocator = open(acme, SMALL);
    for (String address : List.of("100.64.7.9", "2001:db8::1")) {
      assertRefused(allocator.allocate(request(address), operation("a")), "address_not_ours");
      assertRefused(allocator.plan(request(address), operation("a")), "address_not_ours");
    }
    // Network and broadcast address: in the prefix, but nobody's to have. Either word will do.
    for (String address : List.of("100.64.7.0", "100.64.7.7")) {
      assertThat(
              ((Outcome.Refused<?>) allocator.allocate(request(address), operation("a"))).refusal())
          .matches(Refusal::isPermanent)
          .satisfies(r -> assertThat(r.code()).isIn("address_not_ours", "address_taken"));
    }
    assertThat(capacityLeft(allocator)).isEqualTo(6);
  }

  @Test
  void aStaticAddressIsNotGivenOutAsAFreeOne() {
    AddressAllocator allocator = open(acme, SMALL);
    allocator.allocate(request("100.64.7.1"), operation("static")).orElseThrow();
    assertThat(capacityLeft(allocator)).isEqualTo(5);
  }

  @Test
  void releaseGivesBackWhatTheOperationHoldsAndMayBeRepeated() {
    AddressAllocator allocator = open(acme, SMALL);
    allocator.allocate(request(), operation("a")).orElseThrow();
    AddressAssignment other = allocator.allocate(request(), operation("b")).orElseThrow();
    assertThat(open(acme, SMALL).release(operation("a")).orElseThrow()).isNotEmpty();
    assertThat(allocator.release(operation("a")).orElseThrow()).isEmpty();
    assertThat(allocator.find(operation("a")).orElseThrow()).isEmpty();
    assertThat(allocator.find(operation("b")).orElseThrow()).contains(other);
    assertThat(capacityLeft(allocator)).isEqualTo(5);
  }

  @Test
  void releasingNothingIsDone() {
    assertThat(open(acme, SMALL).release(operation("never")).orElseThrow()).isEmpty();
  }

  @Test
  void aPlanLeavesOutWhatOtherPlansAreAboutToTake() {
    AddressAllocator allocator = open(acme, SMALL);
    allocator.allocate(request("100.64.7.3"), operation("a")).orElseThrow();
    Set<InetAddress> planned = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      AddressRequest beside = request().beside(planned);
      String target =
          allocator.plan(beside, operation("op-" + i)).orElseThrow().stream()
              .map(Change::target)
              .filter(t -> t.startsWith("ip-address "))
              .findFirst()
              .orElseThrow();
      planned.add(Prefix.address(target.split("[ /]", -1)[1]));
    }
    assertThat(planned).hasSize(5).doesNotContain(Prefix.address("100.64.7.3"));
    assertRefused(allocator.plan(request().beside(planned), operation("b")), "pool_exhausted");
    assertRefused(
        allocator.plan(request("100.64.7.4").beside(planned), operation("b")), "address_taken");
    assertThat(allocator.allocate(request().beside(planned), operation("b")).isDone()).isTrue();
  }

  @Test
  void aPlanReservesNothing() {
    AddressAllocator allocator = open(acme, SMALL);
    for (int i = 0; i < 10; i++) {
      List<Change> changes = allocator.plan(request(), operation("op-" + i)).orElseThrow();
      assertThat(changes).isNotEmpty();
      assertThat(changes.get(0).action()).isEqualTo(Change.Action.CREATE);
    }
    assertThat(allocator.find(operation("op-0")).orElseThrow()).isEmpty();
    assertThat(capacityLeft(allocator)).isEqualTo(6);
  }

  @Test
  void aPlanOfWhatIsHeldAlreadyChangesNothing() {
    AddressAllocator allocator = open(acme, SMALL);
    allocator.allocate(request(), operation("a")).orElseThrow();
    assertThat(allocator.plan(request(), operation("a")).orElseThrow())
        .allMatch(change -> change.action() == Change.Action.NONE);
  }

  @Test
  void tenantsWithTheSameOperationIdsStayApart() {
    AddressAllocator ours = open(acme, SMALL);
    AddressAllocator theirs = open(beta, "100.64.17.0/29");
    Operation inBeta = Operation.of(beta, new OperationId("a"));
    AddressAssignment acmes = ours.allocate(request(), operation("a")).orElseThrow();
    AddressAssignment betas = theirs.allocate(request(), inBeta).orElseThrow();
    assertThat(betas.subnet()).isEqualTo("100.64.17.0/29");
    assertThat(theirs.release(inBeta).orElseThrow()).isNotEmpty();
    assertThat(ours.find(operation("a")).orElseThrow()).contains(acmes);
  }

  @Test
  void aTransactionIsJoinedOrRefused() {
    AddressAllocator allocator = open(acme, SMALL);
    Transactions transactions = transactions();
    if (allocator.reach() == Reach.REMOTE) {
      transactions.transact(
          tx -> {
            Operation inside = operation("a").within(tx);
            assertThatIllegalStateException()
                .isThrownBy(() -> allocator.allocate(request(), inside));
            assertThatIllegalStateException().isThrownBy(() -> allocator.release(inside));
            return Optional.empty();
          });
      return;
    }
    class Undo extends RuntimeException {}
    try {
      transactions.transact(
          tx -> {
            allocator.allocate(request(), operation("a").within(tx)).orElseThrow();
            throw new Undo();
          });
    } catch (Undo expected) {
      assertThat(allocator.find(operation("a")).orElseThrow()).isEmpty();
    }
    AddressAssignment kept =
        transactions.transact(
            tx -> allocator.allocate(request(), operation("b").within(tx)).orElseThrow());
    assertThat(allocator.find(operation("b")).orElseThrow()).contains(kept);
  }

  /** Counts by taking all that is left. */
  protected final int capacityLeft(AddressAllocator allocator) {
    int left = 0;
    while (allocator.allocate(request(), operation("rest-" + left)).isDone()) {
      left++;
    }
    return left;
  }

  protected static void assertRefused(Outcome<?> outcome, String code) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    var refusal = ((Outcome.Refused<?>) outcome).refusal();
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.isPermanent()).isTrue();
  }

  private static <T> List<T> together(List<Callable<T>> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(work.size());
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(work)) {
        results.add(future.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
