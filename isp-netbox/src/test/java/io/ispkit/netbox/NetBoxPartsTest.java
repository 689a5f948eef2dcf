package io.ispkit.netbox;

import static io.ispkit.netbox.Acme.any;
import static io.ispkit.netbox.Acme.fixed;
import static io.ispkit.netbox.Acme.operation;
import static io.ispkit.netbox.NetBoxAllocatorTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ispkit.core.address.AddressAssignment;
import io.ispkit.core.address.AddressRequest;
import io.ispkit.core.address.Prefix;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.drift.Drift;
import io.ispkit.core.drift.ExpectedService;
import io.ispkit.core.drift.FieldDrift;
import io.ispkit.core.drift.Winner;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.netbox.Reconciled.State;
import io.ispkit.testkit.backend.MemoryTransactions;
import io.ispkit.testkit.http.Trouble;
import io.ispkit.testkit.netbox.AddressObject;
import io.ispkit.testkit.netbox.FakeNetBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes beyond the port, and what the contract cannot ask of a real NetBox. */
class NetBoxPartsTest {

  private static final CustomerId JANE = new CustomerId("cust-1");

  private final FakeNetBox fake = new FakeNetBox();
  private final Acme acme = new Acme(fake);

  @AfterEach
  void close() {
    fake.close();
  }

  @ParameterizedTest
  @CsvSource({
    "in_order, 100.64.0.0/29",
    "fullest_first, 100.64.1.0/29",
    "emptiest_first, 100.64.2.0/29"
  })
  void prefixesAreTriedByPolicyAndAFullOneIsFollowedByTheNext(String order, String first) {
    fake.prefix("100.64.0.0/29", "acme");
    fake.prefix("100.64.1.0/29", "acme");
    fake.prefix("100.64.2.0/29", "acme");
    for (String taken : List.of("100.64.0.1", "100.64.1.1", "100.64.1.2")) {
      fake.address(taken + "/29", "acme", Map.of());
    }
    NetBox netBox = acme.with("order", order).open();
    assertThat(netBox.allocate(any(), operation("a")).orElseThrow().subnet()).isEqualTo(first);
    for (int i = 0; i < 14; i++) {
      assertThat(netBox.allocate(any(), operation("op-" + i)).isDone()).isTrue();
    }
    assertThat(refusal(netBox.allocate(any(), operation("more"))).code())
        .isEqualTo("pool_exhausted");
  }

  @Test
  void addressesAreTakenFromRangesToo() {
    fake.prefix("100.64.0.0/24", "acme").customField("gw", "100.64.0.254");
    fake.range("100.64.0.10", "100.64.0.11", 24, "acme").role("customers");
    fake.range("100.64.0.20", "100.64.0.21", 24, "acme").role("customers");
    fake.range("100.64.0.30", "100.64.0.31", 24, "acme");
    NetBox netBox =
        acme.with("take_from", "ranges")
            .with("role", "customers")
            .with("order", "emptiest_first")
            .with("gateway", "custom_field:gw")
            .open();
    List<String> got = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      AddressAssignment one = netBox.allocate(any(), operation("op-" + i)).orElseThrow();
      assertThat(one.subnet()).isEqualTo("100.64.0.0/24");
      assertThat(one.gateway()).isEqualTo(Prefix.address("100.64.0.254"));
      got.add(one.address().getHostAddress());
    }
    assertThat(got).containsExactly("100.64.0.10", "100.64.0.11", "100.64.0.20");
    assertThat(netBox.allocate(fixed("100.64.0.21"), operation("s")).isDone()).isTrue();
    assertThat(refusal(netBox.allocate(fixed("100.64.0.30"), operation("t"))).code())
        .isEqualTo("address_not_ours");
    assertThat(refusal(netBox.plan(any(), operation("u"))).code()).isEqualTo("pool_exhausted");
  }

  @Test
  void optionsThatDoNotGoTogetherAreToldTogether() {
    assertThatThrownBy(
            () ->
                acme.with("take_from", "ranges")
                    .with("prefixes", List.of("100.64.0.0/24"))
                    .with("site", "x")
                    .with("ranges", List.of("100.64.0.9-100.64.0.1"))
                    .with("delegated_from", List.of("2001:db8::1/48"))
                    .with("drift_winners", Map.of("status", "us", "colour", "ours"))
                    .open())
        .hasMessageContaining("only with take_from: prefixes")
        .hasMessageContaining("an IP range has no site")
        .hasMessageContaining("100.64.0.10-100.64.0.99")
        .hasMessageContaining("2001:db8::/64")
        .hasMessageContaining("ours, theirs or person")
        .hasMessageContaining("dns_name, missing, status, stray, tenant");
  }

  @ParameterizedTest
  @EnumSource(names = {"DROP_AFTER", "DROP_BEFORE", "BAD_GATEWAY_AFTER", "LOGIN_PAGE"})
  void anUnclearAnswerLeavesOneOfEachKind(Trouble trouble) {
    fake.prefix("100.64.0.0/24", "acme");
    fake.prefix("2001:db8::/48", "acme").status("container");
    fake.vlanGroup("homes", 100, 199);
    NetBox netBox =
        acme.with("prefixes", List.of("100.64.0.0/24"))
            .with("delegated_from", List.of("2001:db8::/48"))
            .with("vlan_group", "homes")
            .with("gateway", "first")
            .open();
    DelegatedPrefixRequest prefix = new DelegatedPrefixRequest(JANE, "svc-1", 56);
    VlanRequest vlan = new VlanRequest(JANE, "svc-1", "svc-1");
    once(trouble, () -> netBox.delegatedPrefixes().take(prefix, operation("a")));
    once(trouble, () -> netBox.vlans().take(vlan, operation("a")));
    List<AddressOrder> orders =
        List.of(new AddressOrder(any(), operation("a")), new AddressOrder(any(), operation("b")));
    once(trouble, () -> netBox.allocateAll(orders));
    assertThat(fake.prefixes()).filteredOn(p -> p.cidr().endsWith("/56")).hasSize(1);
    assertThat(fake.vlans()).hasSize(1);
    // The gateway, which NetBox gave first, and the two.
    assertThat(fake.addresses())
        .extracting(AddressObject::address)
        .containsExactlyInAnyOrder("100.64.0.1/24", "100.64.0.2/24", "100.64.0.3/24");
    fake.troubles().next(1, "DELETE", trouble);
    until(() -> netBox.delegatedPrefixes().release(operation("a")));
    fake.troubles().next(1, "DELETE", trouble);
    until(() -> netBox.vlans().release(operation("a")));
    assertThat(fake.prefixes()).filteredOn(p -> p.cidr().endsWith("/56")).isEmpty();
    assertThat(fake.vlans()).isEmpty();
  }

  private <T> void once(Trouble trouble, Supplier<Outcome<T>> take) {
    fake.troubles().next(1, "POST", trouble);
    Outcome<T> first = until(take);
    assertThat(take.get().orElseThrow()).isEqualTo(first.orElseThrow());
  }

  private static <T> Outcome<T> until(Supplier<Outcome<T>> verb) {
    Outcome<T> outcome = verb.get();
    for (int i = 0; i < 20 && !outcome.isDone(); i++) {
      outcome = verb.get();
    }
    return outcome;
  }

  @Test
  void ofManyOperationsNoLookUpIsLongerThanWhatNetBoxsServerTakes() {
    fake.prefix("100.64.0.0/24", "acme");
    NetBox netBox = acme.open();
    List<AddressOrder> orders = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      String run = "01JD8Z3Q4R5S6T7V8W9X0Y1Z%02d".formatted(i);
      orders.add(new AddressOrder(any(), operation(run + ".network")));
    }
    List<AddressAssignment> got = netBox.allocateAll(orders).orElseThrow();
    assertThat(netBox.allocateAll(orders).orElseThrow()).isEqualTo(got);
    assertThat(fake.addresses()).hasSize(100);
    assertThat(fake.requests()).allMatch(request -> request.lineLength() <= 4094);
    String marks = "&cf_isp_operation=acme/x".repeat(200);
    try (Site site = new Site(fake.uri(), FakeNetBox.TOKEN)) {
      assertThat(site.send("GET", "/api/ipam/ip-addresses/?limit=1" + marks, "", "").statusCode())
          .isEqualTo(400);
    }
  }

  @Test
  void inQuarantineAPrefixAndAVlanAreKeptFromTheNext() {
    fake.prefix("2001:db8::/55", "acme").status("container");
    fake.vlanGroup("homes", 100, 101);
    NetBox netBox =
        acme.with("release", "quarantine")
            .with("delegated_from", List.of("2001:db8::/55"))
            .with("vlan_group", "homes")
            .open();
    DelegatedPrefixRequest prefix = new DelegatedPrefixRequest(JANE, "svc-1", 0);
    VlanRequest vlan = new VlanRequest(JANE, "svc-1", "svc-1");
    DelegatedPrefix first = netBox.delegatedPrefixes().take(prefix, operation("a")).orElseThrow();
    netBox.vlans().take(vlan, operation("a")).orElseThrow();
    assertThat(netBox.delegatedPrefixes().release(operation("a")).orElseThrow()).hasSize(1);
    assertThat(netBox.vlans().release(operation("a")).orElseThrow()).hasSize(1);
    assertThat(netBox.vlans().find(operation("a")).orElseThrow()).isEmpty();
    assertThat(netBox.delegatedPrefixes().take(prefix, operation("b")).orElseThrow())
        .isNotEqualTo(first);
    assertThat(netBox.vlans().take(vlan, operation("b")).orElseThrow().vid()).isEqualTo(101);
    assertThat(fake.vlans().get(0).status()).isEqualTo("deprecated");
  }

  @Test
  void partsThatAreNotConfiguredSayWhichOptionIsMissing() {
    NetBox netBox = acme.open();
    DelegatedPrefixRequest prefix = new DelegatedPrefixRequest(JANE, "svc-1", 56);
    assertThat(refusal(netBox.delegatedPrefixes().take(prefix, operation("a"))).message())
        .contains("delegated_from");
    VlanRequest vlan = new VlanRequest(JANE, "svc-1", "svc-1");
    assertThat(refusal(netBox.vlans().take(vlan, operation("a"))).message()).contains("vlan_group");
    assertThatIllegalArgumentException().isThrownBy(() -> netBox.allocateAll(List.of()));
  }

  @Test
  void aNameThatIsNoneIsRefusedBeforeAnythingIsWritten() {
    fake.prefix("100.64.0.0/24", "acme");
    NetBox netBox = acme.open();
    for (String name : List.of("a b", "a..b", ".a", "x".repeat(64) + ".net", "ä.net", "a.*")) {
      AddressRequest request = new AddressRequest(JANE, "svc-1", null, name);
      assertThat(refusal(netBox.allocate(request, operation("a"))).code())
          .as(name)
          .isEqualTo("dns_name_invalid");
      assertThat(refusal(netBox.plan(request, operation("a"))).code())
          .isEqualTo("dns_name_invalid");
    }
    assertThat(fake.requests()).noneMatch(r -> r.method().equals("POST"));
    AddressRequest request = new AddressRequest(JANE, "svc-1", null, "*.Jane_1.Example.net.");
    assertThat(netBox.allocate(request, operation("a")).orElseThrow().dnsName())
        .isEqualTo("*.jane_1.example.net.");
  }

  @Test
  void ifMatchIsSentOnlyWhereNetBoxHonoursIt() {
    fake.version("4.5.2").prefix("100.64.0.0/24", "acme");
    NetBox netBox = acme.open();
    netBox.allocate(any(), operation("a")).orElseThrow();
    assertThat(netBox.version()).contains("4.5");
    // A proxy that puts ETags on: they are not NetBox's.
    assertThat(netBox.release(operation("a")).orElseThrow()).hasSize(1);
    assertThat(fake.requests()).noneMatch(r -> r.header("if-match").isPresent());
  }

  @Test
  void onlyFiltersThatFilterCanBeAskedFor() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Listing.of(NetBoxApi.ADDRESSES).with("tenent", "acme"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Listing.of(NetBoxApi.RANGES).with("site", "x"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Listing.of(NetBoxApi.TAGS).with("tenant", "x"));
  }

  @Test
  void whatANetBoxLacksIsToldWithWhatToDo() {
    fake.customField("isp_operation", "integer", "ipam.ipaddress");
    fake.version("4.1.0").withoutPermission("ipam.add_ipaddress");
    fake.withoutPermission("tenancy.view_tenant");
    NetBoxReport report =
        acme.with("write_tags", List.of("isp"))
            .with("vlan_group", "homes")
            .open()
            .check()
            .orElseThrow();
    assertThat(report.isReady()).isFalse();
    assertThat(report.toString())
        .contains("NetBox 4.1: not ready")
        .contains("it is of type integer: set the option operation_field to another")
        .contains("lacks tag isp: make a tag with the slug isp")
        .contains("permission ipam.add_ipaddress")
        .contains("advice: permission tenancy.view_tenant")
        .contains("VLAN group homes")
        .contains("expected 4.2 or later")
        .contains("addresses to take");
  }

  @Test
  void fieldAndTagsAreMadeWhereTheTokenMayAndReportedWhereNot() {
    fake.customField("isp_operation", "text", "ipam.device");
    fake.withoutPermission("extras.add_tag").prefix("100.64.0.0/24", "acme");
    NetBox netBox = acme.with("write_tags", List.of("isp")).open();
    // The answer is lost, and the second look tells what was made.
    fake.troubles().next(1, "PATCH", Trouble.DROP_AFTER);
    NetBoxReport report = netBox.ensure().orElseThrow();
    assertThat(report.made()).hasSize(1);
    assertThat(report.toString())
        .contains("made custom field isp_operation on ipam.ipaddress")
        .contains("tag isp could not be made")
        .contains("lacks tag isp");
    assertThat(fake.hasCustomField("isp_operation", "ipam.device")).isTrue();
    assertThat(fake.hasCustomField("isp_operation", "ipam.ipaddress")).isTrue();
    fake.tag("isp");
    assertThat(netBox.ensure().orElseThrow().isReady()).isTrue();
    netBox.allocate(any(), operation("a")).orElseThrow();
    assertThat(fake.addresses().get(0).tags()).containsExactly("isp");
  }

  @Test
  void aStartDoesNotWaitForANetBoxThatIsAway() throws Exception {
    fake.withoutAddressField("isp_operation").prefix("100.64.0.0/24", "acme");
    fake.down();
    try (NetBox netBox = acme.with("on_start", "ensure").open()) {
      assertThat(refusal(netBox.check()).isPermanent()).isFalse();
      fake.up();
      for (int i = 0; i < 600 && !fake.hasCustomField("isp_operation", "ipam.ipaddress"); i++) {
        Thread.sleep(50);
      }
      assertThat(fake.hasCustomField("isp_operation", "ipam.ipaddress")).isTrue();
    }
  }

  @Test
  void anEntryIsPostedOnceWhateverHappensToTheAnswer() {
    fake.prefix("100.64.0.0/24", "acme");
    NetBox netBox = acme.with("fallback", "pool").open();
    fake.down();
    for (String id : List.of("a", "b", "c")) {
      assertThat(netBox.allocate(any(), operation(id)).orElseThrow().method())
          .isEqualTo(AddressAssignment.Method.FALLBACK);
    }
    assertThat(netBox.reconciliation().run(10))
        .extracting(Reconciled::state)
        .containsExactly(State.AWAY);
    fake.up();
    pause();
    // One was given up meanwhile, behind our back; of another an earlier try left an address.
    acme.pool.release(operation("b"));
    fake.address("100.64.0.77/24", "acme", Map.of("isp_operation", "acme/c"));
    fake.troubles().next(1, "POST", Trouble.DROP_AFTER);
    List<Reconciled> all = new ArrayList<>();
    for (int i = 0; i < 20 && !acme.ledger.open(Acme.TENANT, 1).isEmpty(); i++) {
      all.addAll(netBox.reconciliation().run(10));
    }
    assertThat(all.stream().filter(r -> r.state().isSettled()).map(Reconciled::operation))
        .containsExactly("a", "b", "c");
    assertThat(all)
        .filteredOn(r -> r.operation().equals("b"))
        .extracting(Reconciled::state)
        .containsExactly(State.RELEASED);
    assertThat(fake.addresses()).hasSize(2);
    for (String id : List.of("a", "c")) {
      assertThat(fake.heldBy("acme/" + id)).hasSize(1);
      String host =
          netBox.find(operation(id)).orElseThrow().orElseThrow().address().getHostAddress();
      assertThat(fake.heldBy("acme/" + id).get(0).address()).isEqualTo(host + "/28");
    }
  }

  private static void pause() {
    try {
      Thread.sleep(150);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  @Test
  void whoseAnAddressIsAndWhetherAStrayGoesIsForAPersonUnlessConfigured() {
    fake.prefix("100.64.0.0/24", "acme");
    fake.tenant("other");
    AddressObject wrong = fake.address("100.64.0.9/24", "other", Map.of("isp_operation", "acme/x"));
    NetBox netBox = acme.with("drift_grace", "0s").open();
    Function<NetBox, Drift> found = of -> of.compare(service(wrong)).orElseThrow().get(0);
    assertThat(found.apply(netBox).fields())
        .containsExactly(new FieldDrift("tenant", "acme", "other", Winner.PERSON));
    assertThat(netBox.mend(found.apply(netBox), operation("m")).orElseThrow()).isEmpty();
    NetBox ours = acme.with("drift_winners", Map.of("tenant", "ours", "stray", "ours")).open();
    fake.troubles().next(1, "PATCH", Trouble.DROP_AFTER);
    assertThat(ours.mend(found.apply(ours), operation("m")).orElseThrow()).hasSize(1);
    assertThat(fake.requests())
        .filteredOn(r -> r.method().equals("PATCH"))
        .allMatch(r -> r.header("if-match").isPresent());
    List<Drift> strays = new ArrayList<>();
    ours.strays(NetBoxContract.services(Optional.empty()), strays::add).orElseThrow();
    AddressObject now = fake.heldBy("acme/x").get(0);
    // Somebody else's by now: it stays.
    fake.replace(marked(now, "beta/y"));
    assertThat(refusal(ours.mend(strays.get(0), operation("n"))).code()).isEqualTo("changed_since");
    fake.replace(marked(now, "acme/x"));
    assertThat(ours.mend(strays.get(0), operation("n")).orElseThrow()).hasSize(1);
    assertThat(ours.mend(strays.get(0), operation("n")).orElseThrow()).isEmpty();
    assertThat(fake.addresses()).isEmpty();
  }

  @Test
  void anAddressWrittenLatelyAndTheHoldingsOfOthersAreNoStrays() {
    fake.prefix("100.64.0.0/24", "acme");
    fake.address("100.64.0.9/24", "acme", Map.of("isp_operation", "acme/x"));
    fake.address("100.64.0.10/24", "acme", Map.of("isp_operation", "acme-2/x"));
    fake.address("100.64.0.11/24", "acme", Map.of());
    List<Drift> strays = new ArrayList<>();
    Outcome<Long> looked =
        acme.with("drift_grace", "365d")
            .open()
            .strays(NetBoxContract.services(Optional.empty()), strays::add);
    assertThat(looked.orElseThrow()).isEqualTo(3);
    assertThat(strays).isEmpty();
    acme.with("drift_grace", "1h")
        .open()
        .strays(NetBoxContract.services(Optional.empty()), strays::add)
        .orElseThrow();
    assertThat(strays).hasSize(1);
  }

  @Test
  void aMissingAddressOfTheFallbackPoolIsReconciledUnderItsOwnOperation() {
    fake.prefix("100.64.0.0/24", "acme");
    NetBox netBox = acme.with("fallback", "pool").open();
    fake.down();
    AddressAssignment got = netBox.allocate(any(), operation("a")).orElseThrow();
    fake.up();
    pause();
    Drift missing =
        until(() -> netBox.compare(NetBoxContract.service(got, null, true))).orElseThrow().get(0);
    assertThat(until(() -> netBox.mend(missing, operation("m"))).orElseThrow()).hasSize(1);
    assertThat(fake.heldBy("acme/a")).hasSize(1);
    assertThat(acme.ledger.open(Acme.TENANT, 10)).isEmpty();
  }

  private static ExpectedService service(AddressObject object) {
    String host = object.address().replaceFirst("/.*", "");
    return NetBoxContract.service(
        new AddressAssignment(
            Prefix.address(host),
            "100.64.0.0/24",
            null,
            AddressAssignment.Method.NETBOX,
            null,
            null),
        null,
        true);
  }

  private static AddressObject marked(AddressObject old, String mark) {
    return new AddressObject(
        old.id(),
        old.address(),
        old.vrf(),
        old.tenant(),
        old.status(),
        old.dnsName(),
        old.description(),
        old.tags(),
        Map.of("isp_operation", mark),
        old.version());
  }

  @Test
  void nothingIsCalledInsideATransaction() {
    NetBox netBox = acme.open();
    new MemoryTransactions()
        .transact(
            transaction -> {
              Operation inside = operation("a").within(transaction);
              VlanRequest vlan = new VlanRequest(JANE, "svc-1", "svc-1");
              assertThatThrownBy(() -> netBox.vlans().take(vlan, inside))
                  .isInstanceOf(IllegalStateException.class);
              assertThatThrownBy(() -> netBox.delegatedPrefixes().release(inside))
                  .isInstanceOf(IllegalStateException.class);
              return true;
            });
    assertThat(fake.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"4.6.8, 6", "4.5.2, 4"})
  void aListIsReadByIdWhereNetBoxKnowsThatSoThatDeletionsHideNothing(String version, int told) {
    fake.version(version).prefix("100.64.0.0/24", "acme");
    NetBox netBox = acme.open();
    for (int i = 0; i < 6; i++) {
      netBox.allocate(any(), operation("op-" + i)).orElseThrow();
    }
    fake.pageSize(2);
    List<Drift> strays = new ArrayList<>();
    netBox
        .strays(
            NetBoxContract.services(Optional.empty()),
            stray -> {
              strays.add(stray);
              netBox.release(operation("op-" + (strays.size() - 1))).orElseThrow();
            })
        .orElseThrow();
    assertThat(strays).hasSize(told);
  }
}
