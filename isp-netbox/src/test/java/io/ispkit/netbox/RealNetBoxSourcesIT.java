package io.ispkit.netbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ispkit.core.address.AddressAssignment;
import io.ispkit.core.address.Prefix;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From where a real NetBox gives, and what it keeps from being given back. */
@OnRealNetBox
class RealNetBoxSourcesIT extends RealSite {

  @Test
  void prefixesAreSelectedByRoleTagsAndSite() {
    make("/api/ipam/roles/", "{'name':'%1$s','slug':'%1$s'}");
    make("/api/extras/tags/", "{'name':'%1$s-a','slug':'%1$s-a'}");
    make("/api/extras/tags/", "{'name':'%1$s-b','slug':'%1$s-b'}");
    long site = make("/api/dcim/sites/", "{'name':'%1$s','slug':'%1$s','status':'active'}");
    String role = "'role':{'slug':'" + name + "'}";
    prefixWith(net + ".32/28", role + ",'tags':[{'slug':'" + name + "-a'}]");
    prefixWith(
        net + ".48/28", role + ",'tags':[{'slug':'" + name + "-a'},{'slug':'" + name + "-b'}]");
    prefixWith(net + ".64/28", "'scope_type':'dcim.site','scope_id':" + site);
    assertThat(subnet(choosing().with("role", name).with("tag", tags("-a", "-b")), "a"))
        .isEqualTo(net + ".48/28");
    assertThat(subnet(choosing().with("site", name), "b")).isEqualTo(net + ".64/28");
    assertThat(subnet(choosing().with("role", name).with("order", "fullest_first"), "c"))
        .isEqualTo(net + ".48/28");
    assertThat(subnet(choosing().with("tag", tags("-a")).with("order", "emptiest_first"), "d"))
        .isEqualTo(net + ".32/28");
  }

  private List<String> tags(String... ends) {
    return List.of(ends).stream().map(end -> name + end).toList();
  }

  private static String subnet(Acme acme, String operation) {
    try (NetBox netBox = acme.open()) {
      return netBox.allocate(any(null), Acme.operation(operation)).orElseThrow().subnet();
    }
  }

  @Test
  void inAVrfAddressesAreItsOwn() {
    String rd = "65000:" + (1 + Math.abs(name.hashCode() % 60_000));
    make(
        "/api/ipam/vrfs/",
        "{'name':'%1$s','rd':'" + rd + "','tenant':{'slug':'%1$s'},'enforce_unique':true}");
    prefixWith(net + ".96/29", "'vrf':{'rd':'" + rd + "'}");
    make(ADDRESSES, "{'address':'" + net + ".97/29','tenant':{'slug':'%1$s'}}");
    try (NetBox inside = choosing().with("vrf", rd).open()) {
      AddressAssignment got = inside.allocate(any(null), Acme.operation("a")).orElseThrow();
      assertThat(got.address()).isEqualTo(Prefix.address(net + ".97"));
      JsonNode object = site().get(ADDRESSES + got.externalId() + "/");
      assertThat(object.path("vrf").path("rd").asText()).isEqualTo(rd);
      assertThat(inside.allocate(fixed(net + ".98"), Acme.operation("b")).isDone()).isTrue();
      assertThat(code(inside.allocate(fixed(net + ".98"), Acme.operation("c"))))
          .isEqualTo("address_taken");
      assertThat(inside.compare(NetBoxContract.service(got, null, true)).orElseThrow()).isEmpty();
      assertThat(inside.release(Acme.operation("a")).orElseThrow()).hasSize(1);
      assertThat(inside.release(Acme.operation("b")).orElseThrow()).hasSize(1);
    }
    assertThat(site().get(ADDRESSES + "?tenant=" + name).path("count").asInt()).isEqualTo(1);
  }

  @Test
  void addressesComeFromRangesToo() {
    range(100, 101);
    range(110, 111);
    List<String> got = new ArrayList<>();
    Acme ranges = choosing().with("take_from", "ranges");
    try (NetBox netBox = ranges.open()) {
      assertThat(netBox.check().orElseThrow().isReady()).isTrue();
      for (int i = 0; i < 3; i++) {
        AddressAssignment one = netBox.allocate(any(null), Acme.operation("op-" + i)).orElseThrow();
        assertThat(one.subnet()).isEqualTo(net + ".0/24");
        got.add(one.address().getHostAddress());
      }
      assertThat(netBox.allocate(fixed(net + ".111"), Acme.operation("s")).isDone()).isTrue();
      assertThat(code(netBox.allocate(any(null), Acme.operation("t")))).isEqualTo("pool_exhausted");
      assertThat(code(netBox.allocateAll(orders(5, 7)))).isEqualTo("pool_exhausted");
    }
    assertThat(got).containsExactly(net + ".100", net + ".101", net + ".110");
    site().clear(ADDRESSES, "?tenant=" + name);
  }

  private void range(int first, int last) {
    make(
        "/api/ipam/ip-ranges/",
        "{'start_address':'%s.%d/24','end_address':'%s.%d/24','tenant':{'slug':'%%1$s'}}"
            .formatted(net, first, net, last));
  }

  /** NetBox's own default: any part, in any case. */
  @Test
  void aLooseFieldIsReadExactlyToo() {
    JsonNode made = site().get("/api/extras/custom-fields/?name=" + field).path("results").get(0);
    assertThat(made.path("filter_logic").path("value").asText()).isEqualTo("exact");
    site()
        .patch(
            "/api/extras/custom-fields/" + made.path("id").asLong() + "/",
            "",
            "{\"filter_logic\":\"loose\"}");
    netBox().allocate(any(null), Acme.operation("run-10.network")).orElseThrow();
    String query = ADDRESSES + "?tenant=" + name + "&cf_" + field + "=";
    assertThat(site().get(query + "RUN-1").path("count").asInt()).isEqualTo(1);
    assertThat(site().get(query + "un-10.netw").path("count").asInt()).isEqualTo(1);
    assertThat(site().get(query + "run-11").path("count").asInt()).isZero();
    assertThat(netBox().find(Acme.operation("run-1")).orElseThrow()).isEmpty();
    assertThat(netBox().find(Acme.operation("run-10.network")).orElseThrow()).isPresent();
    assertThat(netBox().allocate(any(null), Acme.operation("run-1")).isDone()).isTrue();
  }

  @Test
  void aVlanThatSomethingRefersToIsNotReleasedInNetBoxsWords() {
    Operation a = Acme.operation("a");
    Vlan vlan = netBox().vlans().take(new VlanRequest(JANE, "svc-1", "v"), a).orElseThrow();
    prefixWith(net + ".48/28", "'vlan':" + vlan.externalId());
    Refusal refusal = NetBoxAllocatorTest.refusal(netBox().vlans().release(a));
    assertThat(refusal.isPermanent()).isTrue();
    assertThat(refusal.message()).contains("409").contains("dependent objects were found");
    assertThat(netBox().vlans().find(a).orElseThrow()).contains(vlan);
    site().clear("/api/ipam/prefixes/", "?prefix=" + net + ".48/28");
    assertThat(netBox().vlans().release(a).orElseThrow()).hasSize(1);
  }
}
