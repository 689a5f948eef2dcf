package io.ispkit.radius.dynauth;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a client. Immutable.
 *
 * @param retransmission when requests are sent again
 * @param ports local UDP ports for each of IPv4 and IPv6, opened when they are needed, 1 to 256;
 *     each takes 256 requests in flight to one NAS
 * @param inFlight requests in flight in all, with those that wait for their turn, 1 to 100000
 * @param limits bulkhead and breaker of each NAS
 * @param ipv4Source the local address to send from, where a NAS knows its clients by address; null:
 *     as the operating system routes
 * @param ipv6Source the same for IPv6
 */
public record DynamicAuthorizationOptions(
    Retransmission retransmission,
    int ports,
    int inFlight,
    NasLimits limits,
    @Nullable Inet4Address ipv4Source,
    @Nullable Inet6Address ipv6Source) {

  /** Checks the ranges. */
  public DynamicAuthorizationOptions {
    Objects.requireNonNull(retransmission, "retransmission");
    Objects.requireNonNull(limits, "limits");
    if (ports < 1 || ports > 256) {
      throw new IllegalArgumentException("ports: expected 1 to 256, but was " + ports);
    }
    if (inFlight < 1 || inFlight > 100_000) {
      throw new IllegalArgumentException("in flight: expected 1 to 100000, but was " + inFlight);
    }
  }

  /**
   * Retransmission by the RFC, 16 ports, 16384 requests in all; {@link NasLimits#ofDefaults} for
   * each NAS.
   */
  public static DynamicAuthorizationOptions ofDefaults() {
    return new DynamicAuthorizationOptions(
        Retransmission.ofDefaults(), 16, 16_384, NasLimits.ofDefaults(), null, null);
  }

  /** The same with other times. */
  public DynamicAuthorizationOptions with(Retransmission other) {
    return new DynamicAuthorizationOptions(other, ports, inFlight, limits, ipv4Source, ipv6Source);
  }

  /** The same with other bounds for each NAS. */
  public DynamicAuthorizationOptions with(NasLimits other) {
    return new DynamicAuthorizationOptions(
        retransmission, ports, inFlight, other, ipv4Source, ipv6Source);
  }

  /** The same with other limits. */
  public DynamicAuthorizationOptions withLimits(int otherPorts, int otherInFlight) {
    return new DynamicAuthorizationOptions(
        retransmission, otherPorts, otherInFlight, limits, ipv4Source, ipv6Source);
  }
}
