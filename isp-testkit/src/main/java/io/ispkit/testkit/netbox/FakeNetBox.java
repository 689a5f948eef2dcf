package io.ispkit.testkit.netbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.ispkit.core.address.Prefix;
import io.ispkit.testkit.http.FakeReply;
import io.ispkit.testkit.http.FakeRequest;
import io.ispkit.testkit.http.LoopbackServer;
import io.ispkit.testkit.http.Troubles;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A NetBox 4.6 on loopback, as far as prefixes, IP ranges, IP addresses and VLANs go: permissions,
 * trailing slashes, filters (unknown names are ignored, custom fields match loosely, as NetBox
 * defaults to), paging, available-ips, available-prefixes and available-vlans (exclusive, lowest
 * free first, all or nothing, 409 when full), duplicates, tenants, tags and custom fields that must
 * exist and can be made, ETag and If-Match; and of the Gunicorn around it the longest request line.
 * Its state can be inspected, and it can be made to misbehave. Thread-safe.
 *
 * <p>Modelled after the documentation and the API views of netbox-community/netbox 4.6.8, and
 * compared with one: the contract tests of isp-netbox run against both.
 */
public final class FakeNetBox implements AutoCloseable {

  /** The v2 token that is accepted. */
  public static final String TOKEN = "nbt_fake.0123456789abcdef0123456789abcdef";

  /** The v1 token that is accepted. */
  public static final String OLD_TOKEN = "0123456789abcdef0123456789abcdef01234567";

  static final String ADDRESS = "ipam.ipaddress";
  static final String PREFIX = "ipam.prefix";
  static final String VLAN = "ipam.vlan";

  /** Which model each list is of. */
  static final Map<String, String> MODELS =
      Map.of(
          "/api/ipam/prefixes/", PREFIX,
          "/api/ipam/ip-ranges/", "ipam.iprange",
          "/api/ipam/ip-addresses/", ADDRESS,
          "/api/ipam/vlan-groups/", "ipam.vlangroup",
          "/api/ipam/vlans/", VLAN,
          "/api/tenancy/tenants/", "tenancy.tenant",
          "/api/extras/tags/", "extras.tag",
          "/api/extras/custom-fields/", "extras.customfield");

  /** Which model is made of what is available. */
  static final Map<String, String> AVAILABLE =
      Map.of("available-ips", ADDRESS, "available-prefixes", PREFIX, "available-vlans", VLAN);

  /** The definition of a custom field, and the models that it applies to. */
  record CustomField(String name, String type, Set<String> models) {}

  final List<PrefixObject> prefixes = new ArrayList<>();
  final List<RangeObject> ranges = new ArrayList<>();
  final List<VlanGroupObject> vlanGroups = new ArrayList<>();
  final Map<Integer, VlanObject> vlans = new LinkedHashMap<>();
  final Map<String, CustomField> customFields = new LinkedHashMap<>();
  final Set<String> forbidden = new LinkedHashSet<>();
  String version = "4.6.8";
  final Map<Integer, AddressObject> addresses = new LinkedHashMap<>();
  final Set<String> tenants = new LinkedHashSet<>();
  final Set<String> tags = new LinkedHashSet<>();
  private boolean etags = true;
  boolean exactFilters;
  int pageSize = 50;
  @Nullable String innerName;
  private int lastId = 100;
  private int lastVersion;
  private final Set<Integer> referredTo = new HashSet<>();
  private final LoopbackServer server;

  /**
   * Starts a NetBox that knows the custom field {@code isp_operation} for IP addresses, prefixes
   * and VLANs.
   */
  public FakeNetBox() {
    customField("isp_operation", "text", ADDRESS, PREFIX, VLAN);
    server = new LoopbackServer(new NetBoxApi(this)::answer);
  }

  /** Where it listens, without path. */
  public URI uri() {
    return server.uri();
  }

  /** How it misbehaves. */
  public Troubles troubles() {
    return server.troubles();
  }

  /** All requests so far. */
  public List<FakeRequest> requests() {
    return server.requests();
  }

  /** Refuses connections. */
  public void down() {
    server.down();
  }

  /** Accepts connections again. */
  public void up() {
    server.up();
  }

  /** Adds a tenant without prefixes. */
  public synchronized FakeNetBox tenant(String slug) {
    tenants.add(slug);
    return this;
  }

  /** Adds an active prefix, and its tenant. */
  public synchronized PrefixObject prefix(String cidr, String tenant) {
    tenants.add(tenant);
    PrefixObject added = new PrefixObject(++lastId, Prefix.parse(cidr), tenant);
    prefixes.add(added);
    return added;
  }

  /** Adds an active IP range, and its tenant. */
  public synchronized RangeObject range(String start, String end, int mask, String tenant) {
    tenants.add(tenant);
    RangeObject added = new RangeObject(++lastId, start, end, mask, tenant);
    ranges.add(added);
    return added;
  }

  /** Adds a VLAN group with one range of VLAN ids, both ends included. */
  public synchronized FakeNetBox vlanGroup(String slug, int first, int last) {
    vlanGroups.add(new VlanGroupObject(++lastId, slug, first, last));
    return this;
  }

  VlanGroupObject vlanGroup(JsonNode body) {
    String slug = body.path("slug").asText("");
    JsonNode range = body.path("vid_ranges").path(0);
    vlanGroup(slug, range.path(0).asInt(1), range.path(1).asInt(4094));
    return vlanGroup(slug);
  }

  VlanGroupObject vlanGroup(String slug) {
    return vlanGroups.stream().filter(g -> g.slug().equals(slug)).findFirst().orElseThrow();
  }

  /** Defines a tag. */
  public synchronized FakeNetBox tag(String slug) {
    tags.add(slug);
    return this;
  }

  /** Defines a custom field, in place of any of that name, for models such as ipam.vlan. */
  public synchronized FakeNetBox customField(String name, String type, String... models) {
    customFields.put(name, new CustomField(name, type, Set.of(models)));
    return this;
  }

  /** Defines a text custom field of IP addresses. */
  public synchronized FakeNetBox addressField(String name) {
    return customField(name, "text", ADDRESS);
  }

  /** Takes the definition of a custom field away. */
  public synchronized FakeNetBox withoutAddressField(String name) {
    customFields.remove(name);
    return this;
  }

  /** Whether a custom field of that name is defined for a model such as ipam.vlan. */
  public synchronized boolean hasCustomField(String name, String model) {
    return fieldsOf(model).contains(name);
  }

  /** Whether the tag is defined. */
  public synchronized boolean hasTag(String slug) {
    return tags.contains(slug);
  }

  /** Takes a permission such as {@code ipam.add_ipaddress} from the tokens. */
  public synchronized FakeNetBox withoutPermission(String permission) {
    forbidden.add(permission);
    return this;
  }

  /** Passes for another version, such as 4.5.2. */
  public synchronized FakeNetBox version(String text) {
    version = text;
    return this;
  }

  /** Gives no ETags and takes no If-Match, as before 4.6. */
  public synchronized FakeNetBox withoutEtags() {
    etags = false;
    return this;
  }

  /** Makes custom field filters exact, as an administrator can. */
  public synchronized FakeNetBox withExactFilters() {
    exactFilters = true;
    return this;
  }

  /** The largest page that it gives; 50 otherwise. */
  public synchronized FakeNetBox pageSize(int objects) {
    pageSize = objects;
    return this;
  }

  /** Writes links to further pages with another host, as behind a proxy. */
  public synchronized FakeNetBox innerName(String hostAndPort) {
    innerName = hostAndPort;
    return this;
  }

  /** Puts an IP address object there, as an administrator would. */
  public synchronized AddressObject address(
      String cidr, @Nullable String tenant, Map<String, String> customFields) {
    return put(
        new AddressObject(
            ++lastId, cidr, null, tenant, "active", "", "", Set.of(), customFields, nextVersion()));
  }

  /** Changes an IP address object behind the back of its user. */
  public synchronized AddressObject change(int id, String description) {
    AddressObject old = addresses.get(id);
    if (old == null) {
      throw new IllegalArgumentException("no address object " + id);
    }
    return put(
        new AddressObject(
            id,
            old.address(),
            old.vrf(),
            old.tenant(),
            old.status(),
            old.dnsName(),
            description,
            old.tags(),
            old.customFields(),
            nextVersion()));
  }

  /** All IP address objects, oldest first. */
  public synchronized List<AddressObject> addresses() {
    return List.copyOf(addresses.values());
  }

  /** The IP address objects whose custom field {@code isp_operation} holds {@code value}. */
  public synchronized List<AddressObject> heldBy(String value) {
    return addresses.values().stream()
        .filter(a -> value.equals(a.customFields().get("isp_operation")))
        .toList();
  }

  /** All VLANs, oldest first. */
  public synchronized List<VlanObject> vlans() {
    return List.copyOf(vlans.values());
  }

  /** Lets a prefix refer to the VLANs with this id, so that they cannot be deleted. */
  public synchronized FakeNetBox referTo(int vid) {
    referredTo.add(vid);
    return this;
  }

  /** Whether lists can be read by id: since 4.6. */
  boolean hasCursors() {
    return isFrom(4, 6, 0);
  }

  /** What becomes of a write with an unknown custom field. */
  enum UnknownFields {
    REFUSED_AS_A_WHOLE,
    PASSED_OVER,
    REFUSED_BY_NAME
  }

  /** Which changed with 4.4.10 and with 4.5.8. */
  UnknownFields unknownFields() {
    if (isFrom(4, 5, 8)) {
      return UnknownFields.REFUSED_BY_NAME;
    }
    return isFrom(4, 4, 10) ? UnknownFields.PASSED_OVER : UnknownFields.REFUSED_AS_A_WHOLE;
  }

  private boolean isFrom(int... wanted) {
    int[] parts = Stream.of(version.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
    return Arrays.compare(parts, wanted) >= 0;
  }

  boolean isReferredTo(VlanObject vlan) {
    return referredTo.contains(vlan.vid());
  }

  /** All prefixes, oldest first. */
  public synchronized List<PrefixObject> prefixes() {
    return List.copyOf(prefixes);
  }

  /** Puts an IP address object there as it is, under its id. */
  public synchronized AddressObject replace(AddressObject object) {
    return put(object);
  }

  List<String> fieldsOf(String model) {
    return customFields.values().stream()
        .filter(field -> field.models().contains(model))
        .map(CustomField::name)
        .toList();
  }

  boolean may(String permission) {
    return !forbidden.contains(permission);
  }

  boolean hasEtags() {
    return etags;
  }

  /** All VRFs that anything is in, by route distinguisher. */
  Set<String> vrfs() {
    return named(prefix -> prefix.vrf, range -> range.vrf);
  }

  /** The slugs of all roles that anything has. */
  Set<String> roles() {
    return named(prefix -> prefix.role, range -> range.role);
  }

  /** The slugs of all sites that anything is at. */
  Set<String> sites() {
    return named(prefix -> prefix.site, range -> null);
  }

  /** The slugs of all tags that are defined or that anything has. */
  Set<String> knownTags() {
    Set<String> all = new LinkedHashSet<>(tags);
    prefixes.forEach(prefix -> all.addAll(prefix.tags));
    ranges.forEach(range -> all.addAll(range.tags));
    return all;
  }

  private Set<String> named(
      Function<PrefixObject, @Nullable String> ofPrefix,
      Function<RangeObject, @Nullable String> ofRange) {
    return Stream.concat(prefixes.stream().map(ofPrefix), ranges.stream().map(ofRange))
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  static String instant(int version) {
    return "2026-05-01T17:42:11.%06d+00:00".formatted(version);
  }

  static String etag(int version) {
    return "W/\"" + instant(version) + "\"";
  }

  FakeReply tagged(FakeReply reply, int version) {
    return etags ? reply.with("ETag", etag(version)) : reply;
  }

  VlanObject put(VlanObject object) {
    vlans.put(object.id(), object);
    return object;
  }

  synchronized int nextId() {
    return ++lastId;
  }

  synchronized int nextVersion() {
    return ++lastVersion;
  }

  synchronized AddressObject put(AddressObject object) {
    addresses.put(object.id(), object);
    return object;
  }

  @Override
  public void close() {
    server.close();
  }
}
