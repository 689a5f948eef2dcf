package io.ispkit.netbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.address.AddressRequest;
import io.ispkit.core.address.Prefix;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.outcome.Outcome;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * A place in a NetBox, fake or real, to ask it things: a tenant, prefixes, a VLAN group and a
 * custom field of its own, which it takes away again.
 */
abstract class ContractSite {

  static final String ADDRESSES = "/api/ipam/ip-addresses/";
  static final CustomerId JANE = new CustomerId("cust-1");

  private final Random random = new Random();
  final String name = "ispkit-" + HexFormat.of().toHexDigits(random.nextInt());
  final String field = name.replace('-', '_');
  String net = "";
  final String net6 = "2001:db8:" + Integer.toHexString(1 + random.nextInt(0xfffe));
  private @Nullable Site site;
  private @Nullable Acme acme;
  private @Nullable NetBox netBox;

  /** Where the NetBox is. */
  abstract URI url();

  abstract String token();

  /** What time it is there. */
  abstract InstantSource clock();

  @BeforeEach
  void setUp() {
    site = new Site(url(), token());
    net = free();
    make("/api/tenancy/tenants/", "{'name':'%1$s','slug':'%1$s'}");
    prefix(net + ".0/28", "active");
    prefix(net + ".16/30", "active");
    prefix(net6 + "::/48", "container");
    make("/api/ipam/vlan-groups/", "{'name':'%1$s','slug':'%1$s','vid_ranges':[[200,201]]}");
    acme = settings();
    netBox = acme.open();
    assertThat(netBox().ensure().orElseThrow().isReady()).isTrue();
  }

  /** A network for measurements (RFC 2544) of which nothing is in this NetBox. */
  private String free() {
    for (int i = 0; i < 100; i++) {
      String chosen = "198." + (18 + random.nextInt(2)) + "." + random.nextInt(256);
      if (site().get("/api/ipam/prefixes/?within_include=" + chosen + ".0/24").path("count").asInt()
              == 0
          && site().get(ADDRESSES + "?parent=" + chosen + ".0/24").path("count").asInt() == 0) {
        return chosen;
      }
    }
    throw new IllegalStateException("no network of 198.18.0.0/15 is free");
  }

  /** The configuration of a tenant that works here. */
  Acme settings() {
    return new Acme(url(), token(), clock())
        .with("tenant", name)
        .with("operation_field", field)
        .with("prefixes", List.of(net + ".0/28", net + ".16/30"))
        .with("delegated_from", List.of(net6 + "::/48"))
        .with("vlan_group", name)
        .with("fallback", "pool")
        .with("drift_grace", "0s")
        .with("answer_timeout", "30s");
  }

  void prefix(String prefix, String status) {
    make(
        "/api/ipam/prefixes/",
        "{'prefix':'%s','status':'%s','tenant':{'slug':'%%1$s'}}".formatted(prefix, status));
  }

  long make(String list, String body) {
    return site().make(list, body.replace('\'', '"').formatted(name));
  }

  @AfterEach
  void takeAway() {
    String ours = "?tenant=" + name;
    site().clear(ADDRESSES, ours);
    site().clear("/api/ipam/vlans/", ours);
    site().clear("/api/ipam/prefixes/", ours);
    site().clear("/api/extras/custom-fields/", "?name=" + field);
    site().close();
    netBox().close();
  }

  List<AddressOrder> orders(int from, int to) {
    List<AddressOrder> orders = new ArrayList<>();
    for (int i = from; i < to; i++) {
      orders.add(new AddressOrder(any(null), Acme.operation("op-" + i)));
    }
    return orders;
  }

  static AddressRequest any(@Nullable String dnsName) {
    return new AddressRequest(JANE, "svc-1", null, dnsName);
  }

  static AddressRequest fixed(String address) {
    return new AddressRequest(JANE, "svc-1", Prefix.address(address), null);
  }

  static String code(Outcome<?> outcome) {
    return NetBoxAllocatorTest.refusal(outcome).code();
  }

  Site site() {
    return Objects.requireNonNull(site);
  }

  Acme acme() {
    return Objects.requireNonNull(acme);
  }

  NetBox netBox() {
    return Objects.requireNonNull(netBox);
  }
}
