package io.ispkit.netbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.ispkit.core.address.AddressAssignment;
import io.ispkit.core.address.Prefix;
import io.ispkit.core.change.Change;
import io.ispkit.core.drift.Drift;
import io.ispkit.core.drift.ExpectedService;
import io.ispkit.core.drift.ExpectedServices;
import io.ispkit.core.drift.FieldDrift;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.rate.BitRate;
import io.ispkit.netbox.Reconciled.State;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What we take NetBox to do, asked of a NetBox: the fake always, a real one on demand. */
abstract class NetBoxContract extends ContractSite {

  @Test
  void whatIsNeededIsMadeOnceAndThenFound() {
    NetBoxReport report = netBox().check().orElseThrow();
    assertThat(report.isReady()).as(report.toString()).isTrue();
    assertThat(report.version()).matches("\\d+\\.\\d+");
    assertThat(netBox().ensure().orElseThrow().made()).isEmpty();
    JsonNode made = site().get("/api/extras/custom-fields/?name=" + field).path("results").get(0);
    List<String> models = new ArrayList<>();
    made.path("object_types").forEach(model -> models.add(model.asText()));
    assertThat(models).containsExactlyInAnyOrder("ipam.ipaddress", "ipam.prefix", "ipam.vlan");
  }

  @Test
  void anAddressIsPlannedTakenFoundAndReleased() {
    Operation operation = Acme.operation("a");
    String planned = netBox().plan(any("A.Example.Net"), operation).orElseThrow().get(0).target();
    AddressAssignment got = netBox().allocate(any("A.Example.Net"), operation).orElseThrow();
    assertThat(planned).isEqualTo("ip-address " + got.address().getHostAddress() + "/28");
    assertThat(netBox().find(operation).orElseThrow()).contains(got);
    JsonNode object = site().get(ADDRESSES + got.externalId() + "/");
    assertThat(object.path("address").asText()).isEqualTo(net + ".1/28");
    assertThat(object.path("tenant").path("slug").asText()).isEqualTo(name);
    assertThat(object.path("dns_name").asText()).isEqualTo("a.example.net");
    assertThat(object.path("status").path("value").asText()).isEqualTo("active");
    assertThat(object.path("custom_fields").path(field).asText()).isEqualTo("acme/a");
    assertThat(netBox().release(operation).orElseThrow()).hasSize(1);
    assertThat(netBox().release(operation).orElseThrow()).isEmpty();
    assertThat(netBox().find(operation).orElseThrow()).isEmpty();
  }

  @Test
  void aFieldIsLookedUpExactlyHoweverNetBoxFilters() {
    netBox().allocate(any(null), Acme.operation("run-10.network")).orElseThrow();
    assertThat(netBox().find(Acme.operation("run-1")).orElseThrow()).isEmpty();
    assertThat(netBox().find(Acme.operation("RUN-10.network")).orElseThrow()).isEmpty();
  }

  @Test
  void aStaticAddressIsTakenOnceAndOnlyFromOurPrefixes() {
    assertThat(netBox().allocate(fixed(net + ".5"), Acme.operation("a")).isDone()).isTrue();
    assertThat(code(netBox().allocate(fixed(net + ".5"), Acme.operation("b"))))
        .isEqualTo("address_taken");
    assertThat(code(netBox().allocate(fixed(net + ".200"), Acme.operation("b"))))
        .isEqualTo("address_not_ours");
  }

  @Test
  void manyAreTakenTogetherFromWhereThereIsRoomForAll() {
    List<AddressOrder> orders = orders(0, 10);
    List<AddressAssignment> got = netBox().allocateAll(orders).orElseThrow();
    assertThat(got).extracting(AddressAssignment::address).doesNotHaveDuplicates().hasSize(10);
    assertThat(netBox().allocateAll(orders).orElseThrow()).isEqualTo(got);
    assertThat(netBox().find(orders.get(7).operation()).orElseThrow()).contains(got.get(7));
    // Four are left in the first prefix, two in the second: none has room for five.
    assertThat(code(netBox().allocateAll(orders(10, 15)))).isEqualTo("pool_exhausted");
    assertThat(netBox().find(Acme.operation("op-10")).orElseThrow()).isEmpty();
    for (int i = 10; i < 16; i++) {
      assertThat(netBox().allocate(any(null), Acme.operation("op-" + i)).isDone()).isTrue();
    }
    assertThat(code(netBox().allocate(any(null), Acme.operation("more"))))
        .isEqualTo("pool_exhausted");
  }

  @Test
  void aPrefixIsDelegatedFoundAndReleased() {
    DelegatedPrefixes delegated = netBox().delegatedPrefixes();
    DelegatedPrefixRequest request = new DelegatedPrefixRequest(JANE, "svc-1", 0);
    Operation a = Acme.operation("a");
    String planned = delegated.plan(request, a).orElseThrow().get(0).target();
    DelegatedPrefix got = delegated.take(request, a).orElseThrow();
    assertThat(planned).isEqualTo("prefix " + got.prefix());
    assertThat(got.prefix()).isEqualTo(Prefix.parse(net6 + "::/56"));
    assertThat(delegated.take(request, a).orElseThrow()).isEqualTo(got);
    DelegatedPrefixRequest large = new DelegatedPrefixRequest(JANE, "svc-2", 49);
    assertThat(delegated.take(large, Acme.operation("b")).orElseThrow().prefix())
        .isEqualTo(Prefix.parse(net6 + ":8000::/49"));
    assertThat(code(delegated.take(large, Acme.operation("c")))).isEqualTo("pool_exhausted");
    assertThat(delegated.release(a).orElseThrow()).hasSize(1);
    assertThat(delegated.find(a).orElseThrow()).isEmpty();
    assertThat(delegated.plan(request, a).orElseThrow().get(0).action())
        .isEqualTo(Change.Action.CREATE);
  }

  @Test
  void aVlanIsTakenFoundAndReleased() {
    Vlans vlans = netBox().vlans();
    Operation a = Acme.operation("a");
    VlanRequest request = new VlanRequest(JANE, "svc-1", "svc-1");
    assertThat(vlans.plan(request, a).orElseThrow().get(0).target())
        .isEqualTo("vlan 200 of " + name);
    Vlan got = vlans.take(request, a).orElseThrow();
    assertThat(got).isEqualTo(new Vlan(200, "svc-1", name, got.externalId()));
    assertThat(vlans.take(request, a).orElseThrow()).isEqualTo(got);
    assertThat(code(vlans.take(request, Acme.operation("b")))).isEqualTo("vlan_name_taken");
    assertThat(vlans.take(new VlanRequest(JANE, "svc-2", "svc-2"), Acme.operation("b")).isDone())
        .isTrue();
    VlanRequest third = new VlanRequest(JANE, "svc-3", "svc-3");
    assertThat(code(vlans.take(third, Acme.operation("c")))).isEqualTo("pool_exhausted");
    assertThat(code(vlans.plan(third, Acme.operation("c")))).isEqualTo("pool_exhausted");
    assertThat(vlans.release(a).orElseThrow()).hasSize(1);
    assertThat(vlans.find(a).orElseThrow()).isEmpty();
  }

  @Test
  void anAddressGivenInAnOutageIsBroughtInOrItsConflictTold() {
    AddressAssignment free = fallback("a");
    AddressAssignment taken = fallback("b");
    String other = taken.address().getHostAddress();
    make(ADDRESSES, "{'address':'" + other + "/32','status':'active'}");
    List<Reconciled> results = netBox().reconciliation().run(10);
    assertThat(results).extracting(Reconciled::state).containsExactly(State.POSTED, State.CONFLICT);
    assertThat(results.get(1).proposed()).isEqualTo(Prefix.address(net + ".1"));
    assertThat(acme().ledger.open(Acme.TENANT, 10)).hasSize(1);
    assertThat(netBox().find(Acme.operation("a")).orElseThrow()).contains(free);
    JsonNode posted =
        site().get(ADDRESSES + "?address=" + free.address().getHostAddress()).path("results");
    assertThat(posted.get(0).path("custom_fields").path(field).asText()).isEqualTo("acme/a");
    assertThat(netBox().reconciliation().run(10))
        .extracting(Reconciled::state)
        .containsExactly(State.CONFLICT);
    assertThat(netBox().release(Acme.operation("a")).isDone()).isTrue();
    assertThat(
            site()
                .get(ADDRESSES + "?address=" + free.address().getHostAddress())
                .path("count")
                .asInt())
        .isZero();
  }

  private AddressAssignment fallback(String id) {
    Operation operation = Acme.operation(id);
    AddressAssignment given = acme().pool.allocate(any(null), operation).orElseThrow();
    AddressAssignment fallen =
        new AddressAssignment(
            given.address(), given.subnet(), null, AddressAssignment.Method.FALLBACK, null, null);
    acme().ledger.record(operation, any(null), fallen, "test");
    return fallen;
  }

  @Test
  void whatDiffersIsFoundAndMendedUnlessItChangedSince() {
    AddressAssignment got =
        netBox().allocate(any("a.example.net"), Acme.operation("a")).orElseThrow();
    ExpectedService service = service(got, "a.example.net", true);
    assertThat(netBox().compare(service).orElseThrow()).isEmpty();
    String path = ADDRESSES + got.externalId() + "/";
    site().patch(path, "", "{\"dns_name\":\"b.example.net\",\"status\":\"deprecated\"}");
    Drift drift = netBox().compare(service).orElseThrow().get(0);
    assertThat(drift.fields())
        .extracting(FieldDrift::name, FieldDrift::wanted, FieldDrift::found)
        .containsExactly(
            tuple("dns_name", "a.example.net", "b.example.net"),
            tuple("status", "active", "deprecated"));
    site().patch(path, "", "{\"dns_name\":\"c.example.net\"}");
    assertThat(code(netBox().mend(drift, Acme.operation("m1")))).isEqualTo("changed_since");
    Drift now = netBox().compare(service).orElseThrow().get(0);
    assertThat(netBox().mend(now, Acme.operation("m2")).orElseThrow()).hasSize(1);
    assertThat(netBox().mend(now, Acme.operation("m2")).orElseThrow()).isEmpty();
    assertThat(netBox().compare(service).orElseThrow()).isEmpty();
  }

  /** Java writes IPv6 in full; before 4.6.4 NetBox's filter by address knew only the short form. */
  @Test
  void anIpv6AddressIsSeenThoughNetBoxWritesItAnotherWay() {
    make(ADDRESSES, "{'address':'" + net6 + "::5/64','tenant':{'slug':'%1$s'}}");
    assertThat(site().get(ADDRESSES + "?address=" + net6 + "::5").path("count").asInt())
        .isEqualTo(1);
    assertThat(site().get(ADDRESSES + "?parent=" + net6 + ":0:0:0:0:5").path("count").asInt())
        .isEqualTo(1);
    AddressAssignment there =
        new AddressAssignment(
            Prefix.address(net6 + "::5"),
            net6 + "::/64",
            null,
            AddressAssignment.Method.NETBOX,
            null,
            null);
    assertThat(netBox().compare(service(there, null, true)).orElseThrow()).isEmpty();
  }

  @Test
  void whatIsMissingIsMadeAndWhatNothingAccountsForIsTold() {
    AddressAssignment got = netBox().allocate(any(null), Acme.operation("a")).orElseThrow();
    make(ADDRESSES, "{'address':'" + net + ".9/28','tenant':{'slug':'%1$s'}}");
    List<Drift> strays = new ArrayList<>();
    assertThat(netBox().strays(services(Optional.empty()), strays::add).orElseThrow()).isEqualTo(2);
    assertThat(strays).extracting(Drift::kind).containsExactly(Drift.Kind.STRAY);
    // A person has to say.
    assertThat(netBox().mend(strays.get(0), Acme.operation("m0")).orElseThrow()).isEmpty();
    ExpectedService service = service(got, null, true);
    assertThat(netBox().release(Acme.operation("a")).isDone()).isTrue();
    Drift missing = netBox().compare(service).orElseThrow().get(0);
    assertThat(missing.kind()).isEqualTo(Drift.Kind.MISSING);
    assertThat(netBox().mend(missing, Acme.operation("m1")).orElseThrow()).hasSize(1);
    assertThat(netBox().mend(missing, Acme.operation("m1")).orElseThrow()).isEmpty();
    assertThat(netBox().compare(service).orElseThrow()).isEmpty();
    strays.clear();
    assertThat(netBox().strays(services(Optional.of(service)), strays::add).isDone()).isTrue();
    assertThat(strays).isEmpty();
  }

  @Test
  void netBoxIgnoresFiltersItDoesNotKnowAndRefusesValuesItDoesNot() {
    netBox().allocate(any(null), Acme.operation("a")).orElseThrow();
    assertThat(
            site().get(ADDRESSES + "?tenant=" + name + "&no_such_filter=x").path("count").asInt())
        .isEqualTo(1);
    assertThat(site().send("GET", ADDRESSES + "?status=no_such_status", "", "").statusCode())
        .isEqualTo(400);
    assertThat(site().send("GET", ADDRESSES + "?tenant=no-such-tenant", "", "").statusCode())
        .isEqualTo(400);
  }

  @Test
  void aStaleEtagIsRefusedSince46() {
    AddressAssignment got = netBox().allocate(any(null), Acme.operation("a")).orElseThrow();
    String path = ADDRESSES + got.externalId() + "/";
    Optional<String> etag = site().send("GET", path, "", "").headers().firstValue("etag");
    site().patch(path, "", "{\"description\":\"x\"}");
    if (NetBoxVersion.parse(netBox().version().orElseThrow())
        .orElseThrow()
        .isBefore(NetBoxVersion.WITH_ETAGS)) {
      assertThat(etag).isEmpty();
      return;
    }
    assertThat(site().patch(path, etag.orElseThrow(), "{\"description\":\"y\"}").statusCode())
        .isEqualTo(412);
    assertThat(site().send("DELETE", path, etag.orElseThrow(), "").statusCode()).isEqualTo(412);
  }

  @Test
  void aListIsReadByIdSince46() {
    for (String id : List.of("a", "b", "c")) {
      netBox().allocate(any(null), Acme.operation(id)).orElseThrow();
    }
    String list = ADDRESSES + "?tenant=" + name + "&limit=2&start=0";
    JsonNode first = site().get(list);
    boolean cursor =
        !NetBoxVersion.parse(netBox().version().orElseThrow())
            .orElseThrow()
            .isBefore(NetBoxVersion.WITH_ETAGS);
    assertThat(first.path("count").isNull()).isEqualTo(cursor);
    assertThat(first.path("next").asText()).contains(cursor ? "start=" : "offset=");
    assertThat(first.path("results")).hasSize(2);
    long last = first.path("results").get(1).path("id").asLong();
    if (cursor) {
      assertThat(first.path("results").get(0).path("id").asLong()).isLessThan(last);
      JsonNode rest = site().get(list.replace("start=0", "start=" + (last + 1)));
      assertThat(rest.path("results")).hasSize(1);
      assertThat(rest.path("next").isNull()).isTrue();
    }
  }

  @Test
  void aWriteThatNamesWhatDoesNotExistIsRefusedAsAWhole() {
    String body = "{\"address\":\"%s.3/28\",%s}";
    for (String wrong :
        List.of(
            "\"tags\":[{\"slug\":\"no-such-tag\"}]",
            "\"tenant\":\"acme\"",
            "\"dns_name\":\"not a name\"")) {
      assertThat(site().send("POST", ADDRESSES, "", body.formatted(net, wrong)).statusCode())
          .as(wrong)
          .isEqualTo(400);
    }
    assertThat(site().get(ADDRESSES + "?address=" + net + ".3").path("count").asInt()).isZero();
  }

  static ExpectedService service(AddressAssignment has, @Nullable String dnsName, boolean active) {
    return new ExpectedService(
        "svc-1",
        JANE,
        active,
        "jane",
        has.address(),
        dnsName,
        "home-100",
        BitRate.ofMbps(100),
        BitRate.ofMbps(20),
        "SN1");
  }

  static ExpectedServices services(Optional<ExpectedService> one) {
    return new ExpectedServices() {
      @Override
      public Optional<ExpectedService> byUsername(String username) {
        return one;
      }

      @Override
      public boolean cancelledByUsername(String username) {
        return false;
      }

      @Override
      public Optional<ExpectedService> byAddress(InetAddress address) {
        return one.filter(service -> address.equals(service.address()));
      }

      @Override
      public Optional<ExpectedService> byDevice(String serial) {
        return one;
      }
    };
  }
}
