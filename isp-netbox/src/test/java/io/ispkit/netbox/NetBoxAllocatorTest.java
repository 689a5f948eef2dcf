package io.ispkit.netbox;

import static io.ispkit.netbox.Acme.any;
import static io.ispkit.netbox.Acme.fixed;
import static io.ispkit.netbox.Acme.operation;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.address.AddressAllocator;
import io.ispkit.core.address.AddressAssignment;
import io.ispkit.core.address.Prefix;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.testkit.http.FakeRequest;
import io.ispkit.testkit.netbox.AddressObject;
import io.ispkit.testkit.netbox.FakeNetBox;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetBoxAllocatorTest {

  private final FakeNetBox netBox = new FakeNetBox();
  private final Acme acme = new Acme(netBox);

  @AfterEach
  void close() {
    netBox.close();
  }

  @Test
  void theAddressObjectSaysWhoseItIs() {
    netBox.prefix("100.64.0.0/24", "acme");
    AddressAssignment got = acme.open().allocate(any(), operation("run.network")).orElseThrow();
    AddressObject object = netBox.addresses().get(0);
    assertThat(object.address()).isEqualTo("100.64.0.1/24");
    assertThat(object.status()).isEqualTo("active");
    assertThat(object.tenant()).isEqualTo("acme");
    assertThat(object.dnsName()).isEqualTo("jane.example.net");
    assertThat(object.description()).isEqualTo("svc-1 (customer cust-1)");
    assertThat(object.customFields()).isEqualTo(Map.of("isp_operation", "acme/run.network"));
    assertThat(got.externalId()).isEqualTo(Integer.toString(object.id()));
    assertThat(got.method()).isEqualTo(AddressAssignment.Method.NETBOX);
  }

  @Test
  void everyCallIsToldToTheHostsMeters() {
    netBox.prefix("100.64.0.0/24", "acme");
    acme.open().allocate(any(), operation("run.network")).orElseThrow();
    assertThat(acme.calls).contains("netbox GET 200", "netbox POST 201");
  }

  @Test
  void theOldKindOfTokenIsSentByItsOwnScheme() {
    netBox.prefix("100.64.0.0/24", "acme");
    assertThat(
            acme.with("token", FakeNetBox.OLD_TOKEN)
                .open()
                .allocate(any(), operation("a"))
                .isDone())
        .isTrue();
  }

  @Test
  void aRefusedTokenIsForGoodAndToldInNetBoxsWords() {
    netBox.prefix("100.64.0.0/24", "acme");
    Refusal refusal =
        refusal(acme.with("token", "nbt_wrong").open().allocate(any(), operation("a")));
    assertThat(refusal.isPermanent()).isTrue();
    assertThat(refusal.message()).contains("403").contains("Invalid v2 token");
    assertThat(refusal.toString()).doesNotContain("nbt_wrong");
  }

  @Test
  void trailingSlashesAndApiInTheUrlDoNotMatter() {
    netBox.prefix("100.64.0.0/24", "acme");
    for (String end : List.of("/", "/api", "/api/", "//")) {
      AddressAllocator allocator = acme.with("url", netBox.uri() + end).open();
      assertThat(allocator.allocate(any(), operation("a")).isDone()).isTrue();
    }
    assertThat(netBox.requests()).allMatch(r -> r.path().startsWith("/api/ipam/"));
  }

  @Test
  void prefixesAreSelectedByFilters() {
    netBox.prefix("100.64.0.0/24", "acme");
    netBox.prefix("100.64.1.0/24", "acme").role("customers");
    netBox.prefix("100.64.2.0/24", "acme").role("customers").tag("fibre").tag("north");
    AddressAllocator allocator =
        acme.with("role", "customers").with("tag", List.of("fibre", "north")).open();
    assertThat(allocator.allocate(any(), operation("a")).orElseThrow().subnet())
        .isEqualTo("100.64.2.0/24");
  }

  @Test
  void aPrefixThatIsNotThereOrNotActiveOrNotOursIsNamed() {
    netBox.prefix("100.64.0.0/24", "acme").status("reserved");
    netBox.prefix("100.64.1.0/24", "beta");
    for (String prefix : List.of("100.64.0.0/24", "100.64.1.0/24", "100.64.2.0/24")) {
      Refusal refusal =
          refusal(acme.with("prefixes", List.of(prefix)).open().allocate(any(), operation("a")));
      assertThat(refusal.code()).isEqualTo("misconfigured");
      assertThat(refusal.message()).contains(prefix).contains("acme");
    }
  }

  @Test
  void anUnknownTenantIsRefusedInNetBoxsWords() {
    netBox.prefix("100.64.0.0/24", "other");
    Refusal refusal = refusal(acme.open().allocate(any(), operation("a")));
    assertThat(refusal.isPermanent()).isTrue();
    assertThat(refusal.message()).contains("tenant: Select a valid choice");
  }

  @Test
  void withoutTheCustomFieldNothingIsTaken() {
    netBox.prefix("100.64.0.0/24", "acme");
    netBox.withoutAddressField("isp_operation");
    AddressAllocator allocator = acme.open();
    Refusal refusal = refusal(allocator.allocate(any(), operation("a")));
    assertThat(refusal.code()).isEqualTo("misconfigured");
    assertThat(refusal.message()).contains("isp_operation");
    assertThat(netBox.addresses()).isEmpty();
    // With other addresses about, NetBox ignores the filter and lists them all.
    netBox.address("100.64.0.9/24", "acme", Map.of());
    assertThat(refusal(allocator.allocate(any(), operation("a"))).message())
        .contains("expected a text custom field isp_operation");
    assertThat(netBox.addresses()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"first", "last"})
  void theGatewayIsNeverGivenToACustomer(String rule) {
    netBox.prefix("100.64.0.0/29", "acme");
    AddressAllocator allocator = acme.with("gateway", rule).open();
    String gateway = rule.equals("first") ? "100.64.0.1" : "100.64.0.6";
    for (int i = 0; i < 5; i++) {
      AddressAssignment got = allocator.allocate(any(), operation("op-" + i)).orElseThrow();
      assertThat(got.gateway()).isEqualTo(Prefix.address(gateway));
      assertThat(got.address()).isNotEqualTo(got.gateway());
      assertThat(allocator.find(operation("op-" + i)).orElseThrow()).contains(got);
    }
    assertThat(refusal(allocator.allocate(any(), operation("more"))).code())
        .isEqualTo("pool_exhausted");
    assertThat(netBox.addresses())
        .filteredOn(a -> a.address().startsWith(gateway + "/"))
        .allMatch(a -> a.status().equals("reserved") && a.customFields().isEmpty());
    assertThat(refusal(allocator.allocate(fixed(gateway), operation("static"))).code())
        .isEqualTo("address_taken");
  }

  @Test
  void theGatewayMayStandInACustomFieldOfThePrefix() {
    netBox.prefix("100.64.0.0/24", "acme").customField("gw", "100.64.0.254/24");
    netBox.prefix("100.64.1.0/24", "acme");
    AddressAllocator allocator =
        acme.with("gateway", "custom_field:gw").with("prefixes", List.of("100.64.0.0/24")).open();
    assertThat(allocator.allocate(any(), operation("a")).orElseThrow().gateway())
        .isEqualTo(Prefix.address("100.64.0.254"));
    AddressAllocator without = acme.with("prefixes", List.of("100.64.1.0/24")).open();
    assertThat(refusal(without.allocate(any(), operation("b"))).message()).contains("gw");
  }

  @Test
  void ofTwoAddressesOfOneOperationTheFirstCountsAndBothAreReleased() {
    netBox.prefix("100.64.0.0/24", "acme");
    netBox.address("100.64.0.8/24", "acme", Map.of("isp_operation", "acme/a"));
    netBox.address("100.64.0.7/24", "acme", Map.of("isp_operation", "acme/a"));
    AddressAllocator allocator = acme.open();
    AddressAssignment got = held(allocator, "a");
    assertThat(got.address()).isEqualTo(Prefix.address("100.64.0.8"));
    assertThat(allocator.find(operation("a")).orElseThrow()).contains(got);
    // Which of them is in use nobody knows here: none is given back for another customer.
    assertThat(netBox.addresses()).hasSize(2);
    assertThat(allocator.release(operation("a")).orElseThrow()).hasSize(2);
    assertThat(netBox.addresses()).isEmpty();
  }

  @Test
  void onlyObjectsWithOurMarkAreReleased() {
    netBox.prefix("100.64.0.0/24", "acme");
    netBox.address("100.64.0.7/24", "acme", Map.of("isp_operation", "acme/a1"));
    netBox.address("100.64.0.8/24", "acme", Map.of("isp_operation", "beta/a"));
    assertThat(acme.open().release(operation("a")).orElseThrow()).isEmpty();
    assertThat(netBox.addresses()).hasSize(2);
  }

  @Test
  void aReleaseCarriesTheEtagAndLooksAgainWhenItIsStale() {
    netBox.prefix("100.64.0.0/24", "acme");
    AddressAllocator allocator = acme.open();
    int id = Integer.parseInt(held(allocator, "a").externalId());
    netBox
        .troubles()
        .on(
            request -> {
              if (request.method().equals("DELETE")
                  && netBox.addresses().get(0).description().startsWith("svc")) {
                netBox.change(id, "touched by an administrator");
              }
              return false;
            },
            1,
            io.ispkit.testkit.http.Trouble.NONE);
    assertThat(allocator.release(operation("a")).orElseThrow()).hasSize(1);
    assertThat(netBox.addresses()).isEmpty();
    assertThat(netBox.requests())
        .filteredOn(r -> r.method().equals("DELETE"))
        .hasSize(2)
        .allMatch(r -> r.header("if-match").isPresent());
  }

  @Test
  void aReleaseWorksWithoutEtagsToo() {
    netBox.withoutEtags().prefix("100.64.0.0/24", "acme");
    AddressAllocator allocator = acme.open();
    held(allocator, "a");
    assertThat(allocator.release(operation("a")).orElseThrow()).hasSize(1);
    assertThat(netBox.addresses()).isEmpty();
  }

  @Test
  void quarantineKeepsTheAddressFromTheNextCustomer() {
    netBox.prefix("100.64.0.0/29", "acme");
    AddressAllocator allocator = acme.with("release", "quarantine").open();
    AddressAssignment first = held(allocator, "a");
    assertThat(allocator.release(operation("a")).orElseThrow()).hasSize(1);
    assertThat(allocator.find(operation("a")).orElseThrow()).isEmpty();
    assertThat(netBox.addresses().get(0).status()).isEqualTo("deprecated");
    assertThat(held(allocator, "b").address()).isNotEqualTo(first.address());
  }

  @Test
  void aStaticAddressThatAnAdministratorRecordedIsTaken() {
    netBox.prefix("100.64.0.0/24", "acme");
    netBox.address("100.64.0.7/32", null, Map.of());
    assertThat(refusal(acme.open().allocate(fixed("100.64.0.7"), operation("a"))).code())
        .isEqualTo("address_taken");
  }

  @Test
  void ofManyPagesTheTokenGoesToTheConfiguredHostOnly() {
    netBox.prefix("100.64.0.0/24", "acme");
    for (int i = 0; i < 7; i++) {
      netBox.address("10.0.0." + i + "/24", "acme", Map.of("isp_operation", "acme/a" + i));
    }
    netBox.pageSize(2).innerName("netbox.internal:8080");
    AddressAllocator allocator = acme.open();
    held(allocator, "a");
    assertThat(allocator.find(operation("a")).orElseThrow()).isPresent();
    assertThat(netBox.requests())
        .anyMatch(r -> r.parameter("offset").equals(java.util.Optional.of("6")));
  }

  @Test
  void onlyFiltersThatNetBoxKnowsAreSent() {
    netBox.prefix("100.64.0.0/24", "acme").vrf("65000:1").role("r").site("s").tag("t");
    AddressAllocator allocator =
        acme.with("vrf", "65000:1")
            .with("role", "r")
            .with("site", "s")
            .with("tag", List.of("t"))
            .open();
    held(allocator, "a");
    assertThat(netBox.requests().stream().map(FakeRequest::query).flatMap(q -> q.keySet().stream()))
        .isSubsetOf(
            "tenant",
            "status",
            "prefix",
            "role",
            "tag",
            "vrf",
            "site",
            "cf_isp_operation",
            "address",
            "limit",
            "offset");
    AddressObject object = netBox.addresses().get(0);
    assertThat(object.vrf()).isEqualTo("65000:1");
    allocator.allocate(fixed("100.64.0.9"), operation("b")).orElseThrow();
    assertThat(netBox.heldBy("acme/b").get(0).vrf()).isEqualTo("65000:1");
  }

  private static AddressAssignment held(AddressAllocator allocator, String operation) {
    return allocator.allocate(any(), operation(operation)).orElseThrow();
  }

  static Refusal refusal(Outcome<?> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused<?>) outcome).refusal();
  }
}
