package io.ispkit.netbox;

import static io.ispkit.netbox.Acme.any;
import static io.ispkit.netbox.Acme.fixed;
import static io.ispkit.netbox.Acme.operation;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.address.AddressAssignment;
import io.ispkit.core.address.AddressRequest;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.drift.Drift;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.netbox.Reconciled.State;
import io.ispkit.testkit.http.FakeRequest;
import io.ispkit.testkit.http.Trouble;
import io.ispkit.testkit.netbox.AddressObject;
import io.ispkit.testkit.netbox.FakeNetBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A write that nobody waits for any more lands, beside its repeat. */
class LateWritesTest {

  private static final CustomerId JANE = new CustomerId("cust-1");

  private final FakeNetBox fake = new FakeNetBox();
  private final Acme acme =
      new Acme(fake).with("answer_timeout", "400ms").with("prefixes", List.of("100.64.0.0/24"));

  @AfterEach
  void close() {
    fake.close();
  }

  /** The first POST lands when the second is there, and so has looked up; then the second does. */
  private void firstLandsBeforeTheRepeat(BooleanSupplier landed) {
    AtomicInteger posts = new AtomicInteger();
    fake.troubles()
        .late(request -> isPost(request) && posts.incrementAndGet() == 1, () -> posts.get() > 1)
        .late(request -> isPost(request) && posts.get() == 2, landed);
  }

  private static boolean isPost(FakeRequest request) {
    return request.method().equals("POST");
  }

  private static <T> T eventually(Supplier<Outcome<T>> verb) {
    Outcome<T> outcome = verb.get();
    for (int i = 0; i < 50 && outcome instanceof Outcome.Unknown; i++) {
      outcome = verb.get();
    }
    return outcome.orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"none, 100.64.0.1", "first, 100.64.0.2"})
  void ofTwoAddressesTheFirstIsToldAndTheOtherGivenBack(String gateway, String told) {
    fake.prefix("100.64.0.0/24", "acme");
    if (gateway.equals("first")) {
      fake.address("100.64.0.1/24", "acme", Map.of());
    }
    NetBox netBox = acme.with("gateway", gateway).open();
    firstLandsBeforeTheRepeat(() -> !fake.heldBy("acme/a").isEmpty());
    AddressRequest request = any();
    AddressAssignment got = eventually(() -> netBox.allocate(request, operation("a")));
    assertThat(got.address().getHostAddress()).isEqualTo(told);
    assertThat(fake.heldBy("acme/a"))
        .extracting(AddressObject::address)
        .containsExactly(told + "/24");
    assertThat(posts()).isGreaterThan(1);
    assertThat(netBox.allocate(request, operation("a")).orElseThrow()).isEqualTo(got);
  }

  @Test
  void anAddressThatOurOwnLateWriteTookIsNotRefused() {
    fake.prefix("100.64.0.0/24", "acme");
    NetBox netBox = acme.open();
    firstLandsBeforeTheRepeat(() -> !fake.heldBy("acme/a").isEmpty());
    AddressAssignment got = eventually(() -> netBox.allocate(fixed("100.64.0.7"), operation("a")));
    assertThat(got.externalId()).isEqualTo("" + fake.heldBy("acme/a").get(0).id());
    assertThat(posts()).isGreaterThan(1);
  }

  @Test
  void theLastFreeAddressThatOurOwnLateWriteTookIsNotRefused() {
    fake.prefix("100.64.9.0/30", "acme");
    fake.address("100.64.9.1/30", "acme", Map.of());
    NetBox netBox = acme.with("prefixes", List.of("100.64.9.0/30")).open();
    firstLandsBeforeTheRepeat(() -> !fake.heldBy("acme/a").isEmpty());
    AddressAssignment got = eventually(() -> netBox.allocate(any(), operation("a")));
    assertThat(got.address().getHostAddress()).isEqualTo("100.64.9.2");
    assertThat(posts()).isGreaterThan(1);
  }

  @ParameterizedTest
  @CsvSource({"29, 4", "24, 3"})
  void ofManyTakenTwiceEachKeepsOneAndNoneIsRefused(int length, int wanted) {
    fake.prefix("100.64.9.0/" + length, "acme");
    NetBox netBox = acme.with("prefixes", List.of("100.64.9.0/" + length)).open();
    List<AddressOrder> orders = new ArrayList<>();
    for (int i = 0; i < wanted; i++) {
      orders.add(new AddressOrder(any(), operation("op-" + i)));
    }
    firstLandsBeforeTheRepeat(() -> !fake.addresses().isEmpty());
    List<AddressAssignment> got = eventually(() -> netBox.allocateAll(orders));
    assertThat(got).extracting(AddressAssignment::address).doesNotHaveDuplicates().hasSize(wanted);
    assertThat(fake.addresses())
        .extracting(address -> Integer.toString(address.id()))
        .containsExactlyInAnyOrderElementsOf(
            got.stream().map(AddressAssignment::externalId).toList());
    assertThat(posts()).isGreaterThan(1);
  }

  @Test
  void ofTwoPrefixesOneIsKeptAndAVlanThatTookItsOwnNameIsNotRefused() {
    fake.prefix("2001:db8::/48", "acme").status("container");
    fake.vlanGroup("homes", 100, 199);
    NetBox netBox =
        acme.with("delegated_from", List.of("2001:db8::/48")).with("vlan_group", "homes").open();
    firstLandsBeforeTheRepeat(() -> fake.prefixes().size() == 2);
    DelegatedPrefixRequest prefix = new DelegatedPrefixRequest(JANE, "svc-1", 56);
    eventually(() -> netBox.delegatedPrefixes().take(prefix, operation("a")));
    assertThat(fake.prefixes()).hasSize(2);
    assertThat(posts()).isGreaterThan(1);
    fake.troubles().clear();
    firstLandsBeforeTheRepeat(() -> !fake.vlans().isEmpty());
    VlanRequest vlan = new VlanRequest(JANE, "svc-1", "svc-1");
    eventually(() -> netBox.vlans().take(vlan, operation("a")));
    assertThat(fake.vlans()).hasSize(1);
  }

  @Test
  void whatLandsAfterTheRepeatWasToldChangesNothingAndIsToldByTheDriftCheck() {
    fake.prefix("100.64.0.0/24", "acme");
    NetBox netBox = acme.with("drift_grace", "0s").open();
    fake.troubles().next(1, "POST", Trouble.HANG_BEFORE);
    AddressAssignment told = eventually(() -> netBox.allocate(any(), operation("a")));
    fake.address("100.64.0.2/24", "acme", Map.of("isp_operation", "acme/a"));
    assertThat(netBox.allocate(any(), operation("a")).orElseThrow()).isEqualTo(told);
    assertThat(netBox.find(operation("a")).orElseThrow()).contains(told);
    List<Drift> strays = new ArrayList<>();
    netBox
        .strays(
            NetBoxContract.services(Optional.of(NetBoxContract.service(told, null, true))),
            strays::add)
        .orElseThrow();
    assertThat(strays).extracting(Drift::kind).containsExactly(Drift.Kind.STRAY);
    assertThat(netBox.release(operation("a")).orElseThrow()).hasSize(2);
    assertThat(fake.addresses()).isEmpty();
  }

  @Test
  void aFallbackAddressThatOurOwnLateWriteBroughtInIsNoConflict() {
    fake.prefix("100.64.0.0/24", "acme");
    NetBox netBox = acme.with("fallback", "pool").open();
    AddressAssignment given = acme.pool.allocate(any(), operation("a")).orElseThrow();
    acme.ledger.record(operation("a"), any(), given, "test");
    firstLandsBeforeTheRepeat(() -> !fake.heldBy("acme/a").isEmpty());
    List<State> states = new ArrayList<>();
    for (int i = 0; i < 50 && !acme.ledger.open(Acme.TENANT, 1).isEmpty(); i++) {
      netBox.reconciliation().run(10).forEach(result -> states.add(result.state()));
    }
    assertThat(states).doesNotContain(State.CONFLICT).contains(State.FOUND);
    assertThat(posts()).isGreaterThan(1);
  }

  @Test
  void aReleaseWhoseRepeatIsRefusedIsUnknown() {
    fake.prefix("100.64.0.0/24", "acme");
    NetBox netBox = new Acme(fake).open();
    netBox.allocate(any(), operation("a")).orElseThrow();
    AtomicInteger deletions = new AtomicInteger();
    fake.troubles()
        .on(
            request -> {
              boolean delete = request.method().equals("DELETE");
              if (delete && deletions.getAndIncrement() == 1) {
                fake.withoutPermission("ipam.delete_ipaddress");
              }
              return delete && deletions.get() == 1;
            },
            Integer.MAX_VALUE,
            Trouble.DROP_BEFORE);
    assertThat(netBox.release(operation("a"))).isInstanceOf(Outcome.Unknown.class);
    assertThat(deletions).hasValue(2);
    assertThat(netBox.release(operation("a"))).isInstanceOf(Outcome.Refused.class);
  }

  private long posts() {
    return fake.requests().stream().filter(LateWritesTest::isPost).count();
  }
}
