package io.ispkit.testkit.netbox;

import io.ispkit.core.address.Prefix;
import io.ispkit.testkit.http.FakeRequest;
import io.ispkit.testkit.http.LoopbackServer;
import io.ispkit.testkit.http.Troubles;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A NetBox 4.6 on loopback, as far as prefixes and IP addresses go: permissions, trailing slashes,
 * filters (unknown names are ignored, custom fields match loosely, as NetBox defaults to), paging,
 * available-ips (exclusive, lowest free first, 409 when full), duplicates, tags and custom fields
 * that must exist, ETag and If-Match. Its state can be inspected, and it can be made to misbehave.
 * Thread-safe.
 *
 * <p>Modelled after the documentation and the API views of netbox-community/netbox 4.6.8.
 */
public final class FakeNetBox implements AutoCloseable {

  /** The v2 token that is accepted. */
  public static final String TOKEN = "nbt_fake.0123456789abcdef0123456789abcdef";

  /** The v1 token that is accepted. */
  public static final String OLD_TOKEN = "0123456789abcdef0123456789abcdef01234567";

  final List<PrefixObject> prefixes = new ArrayList<>();
  final Map<Integer, AddressObject> addresses = new LinkedHashMap<>();
  final Set<String> tenants = new LinkedHashSet<>();
  final Set<String> tags = new LinkedHashSet<>();
  final Set<String> addressFields = new LinkedHashSet<>();
  boolean etags = true;
  boolean exactFilters;
  int pageSize = 50;
  @Nullable String innerName;
  private int lastId = 100;
  private int lastVersion;
  private final LoopbackServer server;

  /** Starts a NetBox that knows the custom field {@code isp_operation} for IP addresses. */
  public FakeNetBox() {
    addressFields.add("isp_operation");
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

  /** Defines a tag. */
  public synchronized FakeNetBox tag(String slug) {
    tags.add(slug);
    return this;
  }

  /** Defines a custom field of IP addresses. */
  public synchronized FakeNetBox addressField(String name) {
    addressFields.add(name);
    return this;
  }

  /** Takes the definition of a custom field of IP addresses away. */
  public synchronized FakeNetBox withoutAddressField(String name) {
    addressFields.remove(name);
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
