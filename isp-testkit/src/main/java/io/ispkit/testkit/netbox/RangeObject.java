package io.ispkit.testkit.netbox;

import io.ispkit.core.address.Prefix;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An IP range in a {@link FakeNetBox}; shaped by its setters before the server is asked. */
public final class RangeObject implements AddressParent {

  final int id;
  final InetAddress start;
  final InetAddress end;
  final Prefix around;
  final @Nullable String tenant;
  final Set<String> tags = new LinkedHashSet<>();
  @Nullable String role;
  @Nullable String vrf;
  String status = "active";

  RangeObject(int id, String start, String end, int mask, @Nullable String tenant) {
    this.id = id;
    this.start = Prefix.address(start);
    this.end = Prefix.address(end);
    this.around = Prefix.around(this.start, mask);
    this.tenant = tenant;
  }

  /** The role's slug. */
  public RangeObject role(String slug) {
    role = slug;
    return this;
  }

  /** The route distinguisher of its VRF. */
  public RangeObject vrf(String routeDistinguisher) {
    vrf = routeDistinguisher;
    return this;
  }

  /** One of active, reserved, deprecated. */
  public RangeObject status(String value) {
    status = value;
    return this;
  }

  /** Adds a tag's slug. */
  public RangeObject tag(String slug) {
    tags.add(slug);
    return this;
  }

  @Override
  public @Nullable String vrf() {
    return vrf;
  }

  @Override
  public int mask() {
    return around.length();
  }

  @Override
  public Stream<InetAddress> hosts() {
    BigInteger first = offset(start);
    BigInteger last = offset(end);
    return Stream.iterate(first, n -> n.compareTo(last) <= 0, n -> n.add(BigInteger.ONE))
        .map(around::at);
  }

  private BigInteger offset(InetAddress address) {
    return new BigInteger(1, address.getAddress())
        .subtract(new BigInteger(1, around.network().getAddress()));
  }
}
