package io.ispkit.netbox;

import static io.ispkit.netbox.Acme.any;
import static io.ispkit.netbox.Acme.fixed;
import static io.ispkit.netbox.Acme.operation;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.address.AddressAllocator;
import io.ispkit.core.address.AddressAssignment;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.testkit.http.Trouble;
import io.ispkit.testkit.netbox.AddressObject;
import io.ispkit.testkit.netbox.FakeNetBox;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What is reported when NetBox fails is always what is true there. */
class NetBoxTroublesTest {

  private final FakeNetBox netBox = new FakeNetBox();
  private final Acme acme = new Acme(netBox).with("fallback", "pool");

  @BeforeEach
  void prefix() {
    netBox.prefix("100.64.0.0/24", "acme");
  }

  /** Where a server hangs, nobody waits for it for long. */
  private AddressAllocator openFor(Trouble trouble, String patience) {
    boolean hangs = trouble == Trouble.HANG_BEFORE || trouble == Trouble.HANG_AFTER;
    return (hangs ? acme.with("answer_timeout", patience) : acme).open();
  }

  @AfterEach
  void close() {
    netBox.close();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void oneTroubleWithTheWriteEndsWithTheTruthAndOneAddress(Trouble trouble) {
    netBox.troubles().next(1, "POST", trouble);
    AddressAllocator allocator = openFor(trouble, "300ms");
    Outcome<AddressAssignment> outcome = allocator.allocate(any(), operation("a"));
    assertTrue(outcome);
    netBox.troubles().clear();
    AddressAssignment got = eventually(allocator, "a");
    assertThat(got.method()).isEqualTo(AddressAssignment.Method.NETBOX);
    assertThat(netBox.heldBy("acme/a")).hasSize(1);
    assertThat(acme.ledger.open(Acme.TENANT, 10)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void lastingTroubleWithWritesEndsWithTheTruth(Trouble trouble) {
    netBox.troubles().on(r -> r.method().equals("POST"), 100, trouble);
    AddressAllocator allocator = openFor(trouble, "300ms");
    assertTrue(allocator.allocate(any(), operation("a")));
    assertThat(acme.ledger.open(Acme.TENANT, 10)).isEmpty();
    assertThat(netBox.heldBy("acme/a").size()).isLessThanOrEqualTo(1);
    netBox.troubles().clear();
    eventually(allocator, "a");
    assertThat(netBox.heldBy("acme/a")).hasSize(1);
  }

  @Test
  void whatWasMadeWithoutOurMarkAndCannotBeTakenBackIsUnknown() {
    netBox.version("4.4.10").withoutEtags().withoutAddressField("isp_operation");
    netBox.troubles().on(r -> r.method().equals("DELETE"), 100, Trouble.BROKEN);
    NetBox allocator = acme.open();

    assertThat(allocator.allocate(any(), operation("a"))).isInstanceOf(Outcome.Unknown.class);
    assertThat(netBox.addresses()).hasSize(1);
    assertThat(acme.ledger.open(Acme.TENANT, 10)).isEmpty();

    netBox.troubles().clear();
    assertThat(allocator.allocate(any(), operation("a")))
        .isInstanceOfSatisfying(
            Outcome.Unknown.class,
            unknown -> assertThat(unknown.reason()).contains("misconfigured", "isp_operation"));
    assertThat(netBox.addresses()).as("no other is made").hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"DROP_AFTER", "HANG_AFTER", "BAD_GATEWAY_AFTER"})
  void whenTheLookUpAfterAnUnclearWriteFailsItIsUnknownAndNeverFallsBack(Trouble trouble) {
    AddressAllocator allocator = openFor(trouble, "2s");
    netBox.troubles().next(1, "POST", trouble);
    netBox.troubles().on(r -> !netBox.addresses().isEmpty(), 100, Trouble.UNAVAILABLE);
    assertThat(allocator.allocate(any(), operation("a"))).isInstanceOf(Outcome.Unknown.class);
    assertThat(allocator.allocate(any(), operation("a"))).isInstanceOf(Outcome.Unknown.class);
    netBox.down();
    assertThat(allocator.allocate(any(), operation("a"))).isInstanceOf(Outcome.Unknown.class);
    assertThat(acme.ledger.open(Acme.TENANT, 10)).isEmpty();
    netBox.up();
    netBox.troubles().clear();
    assertThat(eventually(allocator, "a").externalId())
        .isEqualTo(Integer.toString(netBox.heldBy("acme/a").get(0).id()));
  }

  @Test
  void anOutageFallsBackToThePoolAndIsRecorded() {
    netBox.down();
    AddressAllocator allocator = acme.open();
    AddressAssignment got = allocator.allocate(any(), operation("a")).orElseThrow();
    assertThat(got.method()).isEqualTo(AddressAssignment.Method.FALLBACK);
    assertThat(got.subnet()).isEqualTo("100.127.0.0/28");
    var entry = acme.ledger.open(Acme.TENANT, 10).get(0);
    assertThat(entry.operation()).isEqualTo("a");
    assertThat(entry.assignment()).isEqualTo(got);
    assertThat(entry.reason()).contains("netbox");
    // It keeps its address when NetBox is back.
    netBox.up();
    assertThat(allocator.allocate(any(), operation("a")).orElseThrow()).isEqualTo(got);
    assertThat(allocator.find(operation("a")).orElseThrow()).contains(got);
    assertThat(netBox.addresses()).isEmpty();
    assertThat(eventually(allocator, "b").method()).isEqualTo(AddressAssignment.Method.NETBOX);
  }

  @Test
  void aProxyThatSaysUnavailableIsAnOutageToo() {
    netBox.troubles().always(Trouble.UNAVAILABLE);
    assertThat(acme.open().allocate(any(), operation("a")).orElseThrow().method())
        .isEqualTo(AddressAssignment.Method.FALLBACK);
  }

  @ParameterizedTest
  @EnumSource(names = {"HANG_BEFORE", "DROP_BEFORE", "BROKEN", "LOGIN_PAGE"})
  void aNetBoxThatDoesNotAnswerWellIsNoOutage(Trouble trouble) {
    netBox.troubles().always(trouble);
    acme.with("retries", 0).with("breaker_failures", 2).with("breaker_calls", 2);
    AddressAllocator allocator = openFor(trouble, "300ms");
    for (int i = 0; i < 8; i++) {
      // Also with the circuit open.
      Outcome<AddressAssignment> outcome = allocator.allocate(any(), operation("op-" + i));
      assertThat(NetBoxAllocatorTest.refusal(outcome).isPermanent()).isFalse();
    }
    assertThat(acme.ledger.open(Acme.TENANT, 10)).isEmpty();
    assertThat(acme.pool.find(operation("op-0")).orElseThrow()).isEmpty();
  }

  @Test
  void aRefusalNeverFallsBack() {
    AddressAllocator allocator = acme.with("token", "nbt_wrong").open();
    assertThat(NetBoxAllocatorTest.refusal(allocator.allocate(any(), operation("a"))).isPermanent())
        .isTrue();
    assertThat(acme.ledger.open(Acme.TENANT, 10)).isEmpty();
  }

  @Test
  void aFullPrefixNeverFallsBack() {
    netBox.prefix("100.64.9.0/30", "acme");
    AddressAllocator allocator = acme.with("prefixes", List.of("100.64.9.0/30")).open();
    allocator.allocate(any(), operation("a")).orElseThrow();
    allocator.allocate(any(), operation("b")).orElseThrow();
    assertThat(NetBoxAllocatorTest.refusal(allocator.allocate(any(), operation("c"))).code())
        .isEqualTo("pool_exhausted");
    assertThat(acme.ledger.open(Acme.TENANT, 10)).isEmpty();
  }

  @Test
  void aStaticAddressWaitsForTheEndOfTheOutage() {
    netBox.down();
    var refusal =
        NetBoxAllocatorTest.refusal(acme.open().allocate(fixed("100.64.0.7"), operation("a")));
    assertThat(refusal.isPermanent()).isFalse();
  }

  @Test
  void withoutAFallbackAnOutageIsToBeRetried() {
    netBox.down();
    AddressAllocator allocator = acme.with("fallback", "none").open();
    assertThat(NetBoxAllocatorTest.refusal(allocator.allocate(any(), operation("a"))).isPermanent())
        .isFalse();
    assertThat(NetBoxAllocatorTest.refusal(allocator.find(operation("a"))).isPermanent()).isFalse();
  }

  @Test
  void aFallbackAddressIsReleasedToThePoolAndLeavesTheLedger() {
    netBox.down();
    AddressAllocator allocator = acme.open();
    allocator.allocate(any(), operation("a")).orElseThrow();
    // Whether an earlier try left an address in NetBox can only be said when it is back.
    assertThat(NetBoxAllocatorTest.refusal(allocator.release(operation("a"))).isPermanent())
        .isFalse();
    assertThat(acme.ledger.open(Acme.TENANT, 10)).isEmpty();
    netBox.up();
    eventuallyReleased(allocator, "a");
    assertThat(acme.pool.find(operation("a")).orElseThrow()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void troubleWithTheReleaseEndsWithTheTruth(Trouble trouble) {
    AddressAllocator allocator = openFor(trouble, "2s");
    allocator.allocate(any(), operation("a")).orElseThrow();
    netBox.troubles().next(1, "DELETE", trouble);
    Outcome<?> outcome = allocator.release(operation("a"));
    if (outcome.isDone()) {
      assertThat(netBox.addresses()).isEmpty();
    } else if (outcome instanceof Outcome.Refused) {
      assertThat(netBox.addresses()).hasSize(1);
    }
    netBox.troubles().clear();
    eventuallyReleased(allocator, "a");
    assertThat(netBox.addresses()).isEmpty();
  }

  @Test
  void manyThreadsWithDroppedAnswersLeakAndDoubleNothing() throws Exception {
    netBox.troubles().sometimes(0.2, 7, "POST", Trouble.DROP_AFTER);
    netBox.troubles().sometimes(0.2, 8, "POST", Trouble.DROP_BEFORE);
    netBox.troubles().sometimes(0.1, 9, "POST", Trouble.BAD_GATEWAY_AFTER);
    AddressAllocator allocator = acme.with("answer_timeout", "5s").with("fallback", "none").open();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Callable<AddressAssignment>> work = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String id = "op-" + i;
      work.add(() -> eventually(allocator, id));
    }
    List<String> given = new ArrayList<>();
    for (Future<AddressAssignment> done : threads.invokeAll(work)) {
      given.add(done.get().address().getHostAddress() + "/24");
    }
    threads.shutdown();
    assertThat(given).doesNotHaveDuplicates().hasSize(60);
    assertThat(netBox.addresses().stream().map(AddressObject::address))
        .containsExactlyInAnyOrderElementsOf(given);
    assertThat(acme.ledger.open(Acme.TENANT, 100)).isEmpty();
  }

  private void assertTrue(Outcome<AddressAssignment> outcome) {
    if (outcome instanceof Outcome.Done<AddressAssignment> done) {
      assertThat(netBox.heldBy("acme/a"))
          .hasSize(1)
          .allMatch(a -> a.address().startsWith(done.value().address().getHostAddress() + "/"));
    } else if (outcome instanceof Outcome.Refused) {
      assertThat(netBox.heldBy("acme/a")).isEmpty();
    }
  }

  private static AddressAssignment eventually(AddressAllocator allocator, String id) {
    Outcome<AddressAssignment> outcome = allocator.allocate(any(), operation(id));
    for (int i = 0; i < 200 && !outcome.isDone(); i++) {
      pause();
      outcome = allocator.allocate(any(), operation(id));
    }
    return outcome.orElseThrow();
  }

  private static void eventuallyReleased(AddressAllocator allocator, String id) {
    Outcome<?> outcome = allocator.release(operation(id));
    for (int i = 0; i < 200 && !outcome.isDone(); i++) {
      pause();
      outcome = allocator.release(operation(id));
    }
    assertThat(outcome.isDone()).isTrue();
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
