package io.ispkit.runtime.address;

import io.ispkit.core.address.Prefix;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One prefix of the pool with its rules. Addresses are counted from the prefix's first: host 0.
 *
 * @param gateway or null
 * @param reserved host ranges that are not given out unless asked for
 */
record PoolPrefix(Prefix prefix, @Nullable InetAddress gateway, List<HostRange> reserved) {

  /** From one host number to another, both included. */
  record HostRange(BigInteger first, BigInteger last) {
    boolean contains(BigInteger host) {
      return host.compareTo(first) >= 0 && host.compareTo(last) <= 0;
    }
  }

  PoolPrefix {
    reserved = List.copyOf(reserved);
  }

  /** The same prefix, which keeps further addresses back. */
  PoolPrefix without(Set<InetAddress> kept) {
    List<HostRange> ranges = new ArrayList<>(reserved);
    kept.stream()
        .filter(prefix::contains)
        .map(this::host)
        .forEach(host -> ranges.add(new HostRange(host, host)));
    return new PoolPrefix(prefix, gateway, ranges);
  }

  String cidr() {
    return prefix.toString();
  }

  static BigInteger number(InetAddress address) {
    return new BigInteger(1, address.getAddress());
  }

  BigInteger host(InetAddress address) {
    return number(address).subtract(number(prefix.network()));
  }

  /** Whether the address belongs to a customer when it is asked for by name. */
  boolean mayBeAsked(InetAddress address) {
    return prefix.isUsable(address) && !address.equals(gateway);
  }

  /** Whether the pool may give the host to anybody. */
  boolean mayBeGiven(BigInteger host) {
    return mayBeAsked(prefix.at(host)) && reserved.stream().noneMatch(r -> r.contains(host));
  }

  /** The first host from {@code host} on that may be given; the prefix's size when none is left. */
  BigInteger next(BigInteger host) {
    BigInteger at = host;
    while (at.compareTo(prefix.size()) < 0 && !mayBeGiven(at)) {
      at = behind(at);
    }
    return at.min(prefix.size());
  }

  private BigInteger behind(BigInteger host) {
    for (HostRange range : reserved) {
      if (range.contains(host)) {
        return range.last().add(BigInteger.ONE);
      }
    }
    return host.add(BigInteger.ONE);
  }

  /**
   * What decides which addresses may be given: when it changes, the prefix is looked through anew.
   */
  String rules() {
    return "gateway=" + (gateway == null ? "none" : gateway.getHostAddress()) + " " + reserved;
  }
}
