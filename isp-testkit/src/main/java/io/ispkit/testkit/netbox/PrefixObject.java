package io.ispkit.testkit.netbox;

import io.ispkit.core.address.Prefix;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A prefix in a {@link FakeNetBox}; shaped by its setters before the server is asked. */
public final class PrefixObject implements AddressParent {

  final int id;
  final Prefix prefix;
  final @Nullable String tenant;
  final Set<String> tags = new LinkedHashSet<>();
  final Map<String, String> customFields = new LinkedHashMap<>();
  @Nullable String role;
  @Nullable String site;
  @Nullable String vrf;
  String status = "active";
  String description = "";
  boolean pool;
  int version;
  private @Nullable List<InetAddress> hosts;

  PrefixObject(int id, Prefix prefix, @Nullable String tenant) {
    this.id = id;
    this.prefix = prefix;
    this.tenant = tenant;
  }

  /** The role's slug. */
  public PrefixObject role(String slug) {
    role = slug;
    return this;
  }

  /** The site's slug. */
  public PrefixObject site(String slug) {
    site = slug;
    return this;
  }

  /** The route distinguisher of its VRF. */
  public PrefixObject vrf(String routeDistinguisher) {
    vrf = routeDistinguisher;
    return this;
  }

  /** One of container, active, reserved, deprecated. */
  public PrefixObject status(String value) {
    status = value;
    return this;
  }

  /** Makes network and broadcast address usable. */
  public PrefixObject pool() {
    pool = true;
    hosts = null;
    return this;
  }

  /** Adds a tag's slug. */
  public PrefixObject tag(String slug) {
    tags.add(slug);
    return this;
  }

  /** Sets a custom field. */
  public PrefixObject customField(String name, String value) {
    customFields.put(name, value);
    return this;
  }

  /** In CIDR form. */
  public String cidr() {
    return prefix.toString();
  }

  /** Its status now. */
  public String status() {
    return status;
  }

  /** Its custom fields now. */
  public Map<String, String> customFields() {
    return Map.copyOf(customFields);
  }

  @Override
  public @Nullable String vrf() {
    return vrf;
  }

  @Override
  public int mask() {
    return prefix.length();
  }

  @Override
  public Stream<InetAddress> hosts() {
    if (prefix.size().bitLength() > 17) {
      return all();
    }
    if (hosts == null) {
      hosts = all().toList();
    }
    return hosts.stream();
  }

  private Stream<InetAddress> all() {
    return Stream.iterate(
            BigInteger.ZERO, n -> n.compareTo(prefix.size()) < 0, n -> n.add(BigInteger.ONE))
        .map(prefix::at)
        .filter(a -> pool || prefix.isUsable(a));
  }
}
