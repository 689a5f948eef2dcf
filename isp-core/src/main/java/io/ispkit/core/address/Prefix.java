package io.ispkit.core.address;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A range of addresses with a common beginning, in CIDR notation (RFC 4632, RFC 4291), IPv4 or
 * IPv6. Immutable.
 *
 * @param network the lowest address: all bits behind the length are zero
 * @param length 0 to 32, or to 128
 */
public record Prefix(InetAddress network, int length) {

  /** Only literals: a name would be looked up. */
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");

  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  public Prefix {
    int bits = network.getAddress().length * 8;
    if (length < 0 || length > bits) {
      throw new IllegalArgumentException("prefix length: expected 0 to " + bits);
    }
    if (number(network).getLowestSetBit() < bits - length && number(network).signum() != 0) {
      throw new IllegalArgumentException(
          "prefix " + network.getHostAddress() + "/" + length + ": expected no bits set after it");
    }
  }

  /**
   * Reads {@code 100.64.0.0/24} or {@code 2001:db8::/64}.
   *
   * @throws IllegalArgumentException it is no prefix, or has bits set behind its length
   */
  public static Prefix parse(String cidr) {
    int slash = cidr.indexOf('/');
    if (slash < 0 || !cidr.substring(slash + 1).matches("0|[1-9]\\d{0,2}")) {
      throw new IllegalArgumentException("expected a prefix such as 100.64.0.0/24, got " + cidr);
    }
    return new Prefix(
        address(cidr.substring(0, slash)), Integer.parseInt(cidr.substring(slash + 1)));
  }

  /** The prefix of {@code length} bits that {@code address} is in. */
  public static Prefix around(InetAddress address, int length) {
    int bits = address.getAddress().length * 8;
    BigInteger host = BigInteger.ONE.shiftLeft(bits - length).subtract(BigInteger.ONE);
    return new Prefix(address(number(address).andNot(host), bits / 8), length);
  }

  /**
   * Reads an address literal; never asks a name server.
   *
   * @throws IllegalArgumentException it is no literal
   */
  public static InetAddress address(String literal) {
    if (literal.length() > 45
        || !(IPV4.matcher(literal).matches() || IPV6.matcher(literal).matches())) {
      throw new IllegalArgumentException("expected an IP address");
    }
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException malformed) {
      throw new IllegalArgumentException("expected an IP address, got " + literal, malformed);
    }
  }

  /** Whether {@code address} is of the same family and in this range. */
  public boolean contains(InetAddress address) {
    return address.getAddress().length == network.getAddress().length
        && around(address, length).equals(this);
  }

  /** The address {@code offset} after the lowest; zero or more, less than the size. */
  public InetAddress at(BigInteger offset) {
    return address(number(network).add(offset), network.getAddress().length);
  }

  /** How many addresses it has. */
  public BigInteger size() {
    return BigInteger.ONE.shiftLeft(network.getAddress().length * 8 - length);
  }

  /**
   * Whether {@code address} may be given to a host: not the network and broadcast address of IPv4,
   * nor the subnet-router anycast address of IPv6 (RFC 4291 section 2.6.1); in prefixes of one or
   * two addresses all may (RFC 3021, RFC 6164).
   */
  public boolean isUsable(InetAddress address) {
    if (!contains(address)) {
      return false;
    }
    if (size().bitLength() <= 2) {
      return true;
    }
    return !address.equals(network)
        && (network.getAddress().length == 16
            || !address.equals(at(size().subtract(BigInteger.ONE))));
  }

  /** The lowest usable address; empty when there are not at least two addresses. */
  public Optional<InetAddress> first() {
    return switch (size().bitLength()) {
      case 1 -> Optional.empty();
      case 2 -> Optional.of(network);
      default -> Optional.of(at(BigInteger.ONE));
    };
  }

  /** The highest usable address; empty when there are not at least two addresses. */
  public Optional<InetAddress> last() {
    if (size().bitLength() == 1) {
      return Optional.empty();
    }
    InetAddress top = at(size().subtract(BigInteger.ONE));
    return Optional.of(isUsable(top) ? top : at(size().subtract(BigInteger.TWO)));
  }

  private static BigInteger number(InetAddress address) {
    return new BigInteger(1, address.getAddress());
  }

  private static InetAddress address(BigInteger number, int bytes) {
    byte[] raw = new byte[bytes];
    byte[] digits = number.toByteArray();
    for (int i = 1; i <= Math.min(bytes, digits.length); i++) {
      raw[bytes - i] = digits[digits.length - i];
    }
    try {
      return InetAddress.getByAddress(raw);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** In CIDR notation; IPv6 without compression, as Java writes it. */
  @Override
  public String toString() {
    return network.getHostAddress() + "/" + length;
  }
}
