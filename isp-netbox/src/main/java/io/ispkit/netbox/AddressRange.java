package io.ispkit.netbox;

import io.ispkit.core.address.Prefix;
import java.math.BigInteger;
import java.net.InetAddress;

/** Consecutive addresses of one family, both ends included. */
record AddressRange(InetAddress first, InetAddress last) {

  AddressRange {
    if (first.getAddress().length != last.getAddress().length
        || number(first).compareTo(number(last)) > 0) {
      throw new IllegalArgumentException("expected a first address that is not behind the last");
    }
  }

  /**
   * Reads {@code 100.64.0.10-100.64.0.99}.
   *
   * @throws IllegalArgumentException it is none
   */
  static AddressRange parse(String text) {
    int at = text.indexOf('-');
    if (at < 0) {
      throw new IllegalArgumentException("expected first-last");
    }
    return new AddressRange(
        Prefix.address(text.substring(0, at).strip()),
        Prefix.address(text.substring(at + 1).strip()));
  }

  boolean contains(InetAddress address) {
    return address.getAddress().length == first.getAddress().length
        && number(address).compareTo(number(first)) >= 0
        && number(address).compareTo(number(last)) <= 0;
  }

  BigInteger size() {
    return number(last).subtract(number(first)).add(BigInteger.ONE);
  }

  private static BigInteger number(InetAddress address) {
    return new BigInteger(1, address.getAddress());
  }

  @Override
  public String toString() {
    return first.getHostAddress() + "-" + last.getHostAddress();
  }
}
