package io.ispkit.testkit.netbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.testkit.http.FakeReply;
import io.ispkit.testkit.http.FakeRequest;
import io.ispkit.testkit.netbox.NetBoxApi.Call;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Prefixes, ranges, addresses, VLAN groups and VLANs. */
final class IpamRoutes {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final FakeNetBox box;
  private final Pages pages;
  private final AddressWrites addresses;
  private final PrefixWrites prefixes;
  private final VlanWrites vlans;

  IpamRoutes(FakeNetBox box) {
    this.box = box;
    this.pages = new Pages(box);
    this.addresses = new AddressWrites(box);
    this.prefixes = new PrefixWrites(box);
    this.vlans = new VlanWrites(box);
  }

  FakeReply serve(Call call) {
    return switch (call.list()) {
      case "/api/ipam/prefixes/" -> prefixes(call);
      case "/api/ipam/ip-ranges/" -> ranges(call);
      case "/api/ipam/ip-addresses/" -> addresses(call);
      case "/api/ipam/vlan-groups/" -> vlanGroups(call);
      default -> vlans(call);
    };
  }

  private FakeReply prefixes(Call call) {
    if (call.id().isEmpty()) {
      return call.is("POST")
          ? prefixes.create(call.request().json())
          : list(
              call, box.prefixes, new NetBoxFilters(box, call.request())::accepts, prefixes::shown);
    }
    PrefixObject one = found(box.prefixes, p -> p.id == call.id().get(), "Prefix");
    return switch (call.available().orElse("")) {
      case "available-ips" -> available(call, one);
      case "available-prefixes" ->
          call.is("POST")
              ? prefixes.allocate(one, call.request().json())
              : FakeReply.json(200, prefixes.available(one));
      case "" ->
          one(
              call,
              one.version,
              prefixes.shown(one),
              () -> prefixes.patch(one, call.request().json()),
              () -> box.prefixes.remove(one));
      default -> FakeReply.html(404, "Page Not Found");
    };
  }

  private FakeReply ranges(Call call) {
    if (call.id().isEmpty()) {
      return list(call, box.ranges, new NetBoxFilters(box, call.request())::accepts, this::shown);
    }
    RangeObject one = found(box.ranges, r -> r.id == call.id().get(), "IPRange");
    return call.available().equals(Optional.of("available-ips"))
        ? available(call, one)
        : FakeReply.json(200, shown(one));
  }

  private FakeReply available(Call call, AddressParent parent) {
    FakeRequest request = call.request();
    if (call.is("POST")) {
      return addresses.allocate(parent, request.json());
    }
    int limit = Math.min(1000, request.parameter("limit").map(Integer::parseInt).orElse(50));
    ArrayNode list = JSON.arrayNode();
    addresses
        .free(parent)
        .limit(limit)
        .forEach(
            address ->
                list.addObject()
                    .put("family", address.getAddress().length == 4 ? 4 : 6)
                    .put("address", address.getHostAddress() + "/" + parent.mask())
                    .set("vrf", CommonFields.brief("rd", parent.vrf())));
    return FakeReply.json(200, list);
  }

  private FakeReply addresses(Call call) {
    if (call.id().isEmpty()) {
      return call.is("POST")
          ? addresses.create(call.request().json())
          : list(
              call,
              box.addresses.values(),
              new NetBoxFilters(box, call.request())::accepts,
              addresses::shown);
    }
    AddressObject one = found(box.addresses.values(), a -> a.id() == call.id().get(), "IPAddress");
    return one(
        call,
        one.version(),
        addresses.shown(one),
        () -> addresses.patch(one, call.request().json()),
        () -> box.addresses.remove(one.id()));
  }

  private FakeReply vlanGroups(Call call) {
    if (call.id().isEmpty()) {
      NetBoxFilters filters = new NetBoxFilters(box, call.request());
      return call.is("POST")
          ? FakeReply.json(201, shown(box.vlanGroup(call.request().json())))
          : list(call, box.vlanGroups, g -> filters.accepts("slug", g.slug()), this::shown);
    }
    VlanGroupObject one = found(box.vlanGroups, g -> g.id() == call.id().get(), "VLANGroup");
    if (call.available().equals(Optional.of("available-vlans"))) {
      return call.is("POST")
          ? vlans.allocate(one, call.request().json())
          : FakeReply.json(200, freeVlans(one));
    }
    return one(call, 0, shown(one), call::notAllowed, () -> box.vlanGroups.remove(one));
  }

  private ArrayNode freeVlans(VlanGroupObject group) {
    ArrayNode list = JSON.arrayNode();
    vlans
        .free(group)
        .forEach(
            vid ->
                list.addObject()
                    .put("vid", vid)
                    .putObject("group")
                    .put("id", group.id())
                    .put("slug", group.slug()));
    return list;
  }

  private FakeReply vlans(Call call) {
    if (call.id().isEmpty()) {
      return list(
          call, box.vlans.values(), new NetBoxFilters(box, call.request())::accepts, vlans::shown);
    }
    VlanObject one = found(box.vlans.values(), v -> v.id() == call.id().get(), "VLAN");
    return one(
        call,
        one.version(),
        vlans.shown(one),
        () -> vlans.patch(one, call.request().json()),
        () -> {
          if (box.isReferredTo(one)) {
            throw Invalid.detail(
                409, "Unable to delete object. 1 dependent objects were found: a prefix");
          }
          box.vlans.remove(one.id());
        });
  }

  private <T> FakeReply list(
      Call call, Collection<T> all, Predicate<T> filter, Function<T, ObjectNode> shown) {
    return call.is("GET")
        ? pages.of(call.request(), all.stream().filter(filter).map(shown).toList())
        : call.notAllowed();
  }

  private FakeReply one(
      Call call, int version, ObjectNode shown, Supplier<FakeReply> patch, Runnable delete) {
    String match = call.request().header("if-match").orElse("");
    if (box.hasEtags() && !match.isEmpty() && !match.equals(FakeNetBox.etag(version))) {
      return box.tagged(NetBoxApi.detail(412, "Precondition failed."), version);
    }
    return switch (call.request().method()) {
      case "GET" -> box.tagged(FakeReply.json(200, shown), version);
      case "PATCH" -> patch.get();
      case "DELETE" -> {
        delete.run();
        yield FakeReply.text(204, "");
      }
      default -> call.notAllowed();
    };
  }

  private static <T> T found(Collection<T> all, Predicate<T> is, String model) {
    return all.stream()
        .filter(is)
        .findFirst()
        .orElseThrow(() -> Invalid.detail(404, "No " + model + " matches the given query."));
  }

  private ObjectNode shown(RangeObject range) {
    ObjectNode node = JSON.objectNode().put("id", range.id);
    node.put("start_address", range.start.getHostAddress() + "/" + range.mask());
    node.put("end_address", range.end.getHostAddress() + "/" + range.mask());
    node.put("size", range.hosts().count());
    node.set("status", CommonFields.choice(range.status));
    node.set("tenant", CommonFields.brief("slug", range.tenant));
    node.set("role", CommonFields.brief("slug", range.role));
    node.set("vrf", CommonFields.brief("rd", range.vrf));
    return node;
  }

  private ObjectNode shown(VlanGroupObject group) {
    ObjectNode node = JSON.objectNode().put("id", group.id());
    node.put("name", group.slug()).put("slug", group.slug());
    node.putArray("vid_ranges").addArray().add(group.first()).add(group.last());
    return node;
  }
}
