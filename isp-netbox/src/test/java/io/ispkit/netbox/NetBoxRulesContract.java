package io.ispkit.netbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ispkit.core.address.AddressAssignment;
import io.ispkit.core.address.Prefix;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How NetBox refuses, keeps, deletes and makes things: the fake always, a real one on demand. */
abstract class NetBoxRulesContract extends ContractSite {

  private static final String NO_SUCH_TAG =
      "tags: Related object not found using the provided attributes";

  /** Of several objects NetBox tells the faults as a list, which is empty for those without. */
  @Test
  void aRefusalIsToldInNetBoxsWordsHoweverManyAreAskedFor() {
    try (NetBox untagged = settings().with("write_tags", List.of("no-such-tag")).open()) {
      List<Outcome<?>> outcomes =
          List.of(
              untagged.allocate(any(null), Acme.operation("a")),
              untagged.allocate(fixed(net + ".5"), Acme.operation("b")),
              untagged.allocateAll(orders(0, 3)),
              untagged
                  .delegatedPrefixes()
                  .take(new DelegatedPrefixRequest(JANE, "svc-1", 0), Acme.operation("c")),
              untagged.vlans().take(new VlanRequest(JANE, "svc-1", "x"), Acme.operation("d")));
      for (Outcome<?> outcome : outcomes) {
        Refusal refusal = NetBoxAllocatorTest.refusal(outcome);
        assertThat(refusal.isPermanent()).isTrue();
        assertThat(refusal.message()).contains("400").contains(NO_SUCH_TAG);
      }
    }
    assertThat(site().get(ADDRESSES + "?tenant=" + name).path("count").asInt()).isZero();
  }

  @Test
  void faultsComeInTheFormsThatAreRead() {
    String takeIp = "/api/ipam/prefixes/" + id("prefixes", "prefix=" + net + ".0/28");
    String takePrefix = "/api/ipam/prefixes/" + id("prefixes", "prefix=" + net6 + "::/48");
    String takeVlan = "/api/ipam/vlan-groups/" + id("vlan-groups", "slug=" + name);
    takeIp += "/available-ips/";
    takePrefix += "/available-prefixes/";
    takeVlan += "/available-vlans/";
    String dns =
        "{'dns_name':['Only alphanumeric characters, asterisks, hyphens, periods, and underscores"
            + " are allowed in DNS names']}";
    says(400, dns, takeIp, "{'dns_name':'not a name'}");
    says(400, "[{}," + dns + "]", takeIp, "[{},{'dns_name':'not a name'}]");
    if (isFrom(4, 5, 8)) {
      says(
          400,
          "{'custom_fields':{'nope':\"Custom field 'nope' does not exist for this object"
              + " type.\"}}",
          takeIp,
          "{'custom_fields':{'nope':'x'}}");
    } else if (!isFrom(4, 4, 10)) {
      says(
          400,
          "{'__all__':[\"Unknown field name 'nope' in custom field data.\"]}",
          takeIp,
          "{'custom_fields':{'nope':'x'}}");
    }
    says(400, "[{'prefix_length':'this field can not be missing'}]", takePrefix, "{}");
    says(
        400,
        "[{'prefix_length':'Invalid prefix length (129) for IPv6'}]",
        takePrefix,
        "{'prefix_length':129}");
    says(400, "[{'name':['This field is required.']}]", takeVlan, "{}");
    assertThat(site().send("POST", takeVlan, "", "{\"name\":\"x\"}").statusCode()).isEqualTo(201);
    says(
        400,
        "{'__all__':['VLAN with this Group and Name already exists.']}",
        takeVlan,
        "{'name':'x'}");
    assertThat(site().send("POST", takeVlan, "", "{\"name\":\"y\"}").statusCode()).isEqualTo(201);
    String full = "{'detail':'Insufficient resources are available to satisfy the request'}";
    says(409, full, takeVlan, "{'name':'z'}");
    says(409, full, takePrefix, "{'prefix_length':47}");
    says(409, full, takeIp, "[" + "{},".repeat(14) + "{}]");
    says(
        404,
        "{'detail':'No Prefix matches the given query.'}",
        "/api/ipam/prefixes/999999999/available-ips/",
        "{}");
    JsonNode left = site().get("/api/ipam/vlans/?group=" + name).path("results");
    left.forEach(
        vlan -> site().send("DELETE", "/api/ipam/vlans/" + vlan.path("id").asLong() + "/", "", ""));
  }

  private long id(String list, String query) {
    JsonNode found = site().get("/api/ipam/" + list + "/?" + query).path("results");
    assertThat(found).hasSize(1);
    return found.get(0).path("id").asLong();
  }

  private void says(int status, String body, String path, String sent) {
    HttpResponse<String> answer = site().send("POST", path, "", sent.replace('\'', '"'));
    assertThat(answer.statusCode()).as(sent).isEqualTo(status);
    assertThat(answer.body().replace('"', '\'').replaceAll(", '", ",'"))
        .as(sent)
        .isEqualTo(body.replace('"', '\''));
  }

  @Test
  void addressesOfPagesBeyondTheirEndAndMixedPagingAreToldApart() {
    assertThat(site().get(ADDRESSES + "?tenant=" + name + "&offset=10").path("results")).isEmpty();
    if (hasEtags()) {
      assertThat(site().send("GET", ADDRESSES + "?start=0&offset=1", "", "").statusCode())
          .isEqualTo(400);
    }
  }

  @Test
  void whatFiltersNothingInNetBoxIsRefusedThere() {
    for (String query :
        List.of(
            "prefixes/?role=no-such", "prefixes/?site=no-such",
            "prefixes/?vrf=no-such", "prefixes/?tag=no-such",
            "ip-ranges/?role=no-such", "vlans/?group=no-such")) {
      assertThat(site().send("GET", "/api/ipam/" + query, "", "").statusCode())
          .as(query)
          .isEqualTo(400);
    }
  }

  @Test
  void fieldAndTagsAreMadeAndWritten() {
    String tag = name + "-tag";
    try (NetBox tagged = settings().with("write_tags", List.of(tag)).open()) {
      assertThat(tagged.check().orElseThrow().isReady()).isFalse();
      assertThat(tagged.ensure().orElseThrow().made())
          .extracting("target")
          .containsExactly("tag " + tag);
      assertThat(tagged.ensure().orElseThrow().made()).isEmpty();
      AddressAssignment got = tagged.allocate(any(null), Acme.operation("a")).orElseThrow();
      JsonNode object = site().get(ADDRESSES + got.externalId() + "/");
      assertThat(object.path("tags").path(0).path("slug").asText()).isEqualTo(tag);
      assertThat(tagged.release(Acme.operation("a")).isDone()).isTrue();
    } finally {
      site().clear("/api/extras/tags/", "?slug=" + tag);
    }
  }

  @Test
  void theGatewayThatNetBoxGivesIsSetAside() {
    try (NetBox gated = settings().with("gateway", "first").open()) {
      AddressAssignment got = gated.allocate(any(null), Acme.operation("a")).orElseThrow();
      assertThat(got.address()).isEqualTo(Prefix.address(net + ".2"));
      assertThat(got.gateway()).isEqualTo(Prefix.address(net + ".1"));
      JsonNode gateway = site().get(ADDRESSES + "?address=" + net + ".1").path("results").get(0);
      assertThat(gateway.path("status").path("value").asText()).isEqualTo("reserved");
    }
  }

  @Test
  void whatIsInQuarantineIsKeptFromTheNextAndThenDeleted() {
    List<String> kept = new ArrayList<>();
    try (NetBox slow = settings().with("release", "quarantine").open()) {
      Operation a = Acme.operation("a");
      AddressAssignment got = slow.allocate(any(null), a).orElseThrow();
      DelegatedPrefixRequest prefix = new DelegatedPrefixRequest(JANE, "svc-1", 0);
      DelegatedPrefix first = slow.delegatedPrefixes().take(prefix, a).orElseThrow();
      VlanRequest vlan = new VlanRequest(JANE, "svc-1", "svc-1");
      assertThat(slow.vlans().take(vlan, a).orElseThrow().vid()).isEqualTo(200);
      assertThat(slow.release(a).orElseThrow()).hasSize(1);
      assertThat(slow.delegatedPrefixes().release(a).orElseThrow()).hasSize(1);
      assertThat(slow.vlans().release(a).orElseThrow()).hasSize(1);
      JsonNode object = site().get(ADDRESSES + got.externalId() + "/");
      assertThat(object.path("status").path("value").asText()).isEqualTo("deprecated");
      assertThat(object.path("custom_fields").path(field).asText("")).isIn("", "null");
      assertThat(slow.find(a).orElseThrow()).isEmpty();

      Operation b = Acme.operation("b");
      assertThat(slow.allocate(any(null), b).orElseThrow().address()).isNotEqualTo(got.address());
      assertThat(slow.delegatedPrefixes().take(prefix, b).orElseThrow().prefix())
          .isNotEqualTo(first.prefix());
      assertThat(slow.vlans().take(vlan, b).orElseThrow().vid()).isEqualTo(201);

      assertThat(slow.quarantine().end(Duration.ofDays(3650), kept::add))
          .isEqualTo(Outcome.done(0L));
      assertThat(slow.quarantine().end(Duration.ZERO, kept::add)).isEqualTo(Outcome.done(3L));
      assertThat(kept).isEmpty();
      assertThat(slow.find(b).orElseThrow()).isPresent();
      assertThat(slow.allocate(any(null), Acme.operation("c")).orElseThrow().address())
          .isEqualTo(got.address());
    }
  }

  @Test
  void ofManyOperationsTheLookUpsFitTheLineThatNetBoxsServerTakesAndFollowItsPages() {
    prefix(net + ".128/25", "active");
    try (NetBox many = settings().with("prefixes", List.of(net + ".128/25")).open()) {
      List<AddressOrder> orders = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        // Of the short ones one look-up names more than the 50 that a page has.
        String id = "run-" + i + (i < 40 ? "." + "n".repeat(40) : "");
        orders.add(new AddressOrder(any(null), Acme.operation(id)));
      }
      List<AddressAssignment> got = many.allocateAll(orders).orElseThrow();
      assertThat(got).extracting(AddressAssignment::address).doesNotHaveDuplicates().hasSize(100);
      assertThat(many.allocateAll(orders).orElseThrow()).isEqualTo(got);
    }
  }

  @Test
  void theVersionOfEachAnswerIsThatOfTheStatusPage() {
    String told = site().get("/api/status/").path("netbox-version").asText();
    assertThat(told).startsWith(netBox().version().orElseThrow() + ".");
  }

  /** NetBox 4.4.10 to 4.5.7 make an object without the field; nobody would find that again. */
  @Test
  void whereTheFieldIsNotDefinedNothingIsTaken() {
    try (NetBox blind = settings().with("operation_field", field + "_not").open()) {
      List<Outcome<?>> outcomes =
          List.of(
              blind.allocate(any(null), Acme.operation("a")),
              blind.allocate(fixed(net + ".5"), Acme.operation("b")),
              blind.allocateAll(orders(0, 3)),
              blind
                  .delegatedPrefixes()
                  .take(new DelegatedPrefixRequest(JANE, "svc-1", 0), Acme.operation("c")),
              blind.vlans().take(new VlanRequest(JANE, "svc-1", "x"), Acme.operation("d")));
      for (Outcome<?> outcome : outcomes) {
        assertThat(code(outcome)).isEqualTo("misconfigured");
        assertThat(NetBoxAllocatorTest.refusal(outcome).message()).contains(field + "_not");
      }
    }
    for (String list : List.of("ip-addresses", "vlans")) {
      assertThat(site().get("/api/ipam/" + list + "/?tenant=" + name).path("count").asInt())
          .isZero();
    }
    assertThat(site().get("/api/ipam/prefixes/?tenant=" + name).path("count").asInt()).isEqualTo(3);
  }

  private boolean hasEtags() {
    return isFrom(4, 6, 0);
  }

  private boolean isFrom(int... wanted) {
    String told = site().get("/api/status/").path("netbox-version").asText();
    int[] parts = Stream.of(told.split("[.-]")).limit(3).mapToInt(Integer::parseInt).toArray();
    return Arrays.compare(parts, wanted) >= 0;
  }
}
