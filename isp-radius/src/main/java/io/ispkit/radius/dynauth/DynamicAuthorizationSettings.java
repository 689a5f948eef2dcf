package io.ispkit.radius.dynauth;

import io.ispkit.core.address.Prefix;
import io.ispkit.core.config.Option;
import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.config.Options;
import io.ispkit.core.connection.TargetOptions;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.fault.Faults;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The limits of a client as options of a configuration. */
public final class DynamicAuthorizationSettings {

  private static final String PREFIX = "coa_";
  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private DynamicAuthorizationSettings() {}

  /**
   * Adds {@code coa_first_wait}, {@code coa_longest_wait}, {@code coa_transmissions}, {@code
   * coa_duration}, {@code coa_ports}, {@code coa_in_flight}, {@code coa_ipv4_source}, {@code
   * coa_ipv6_source}, and for each NAS, with the meaning that they have for every {@linkplain
   * TargetOptions target}, {@code coa_max_concurrent}, {@code coa_wait_timeout}, {@code
   * coa_breaker_failures}, {@code coa_breaker_calls} and {@code coa_breaker_pause}; the defaults
   * are those of {@link DynamicAuthorizationOptions#ofDefaults}.
   */
  public static OptionSpec.Builder addTo(OptionSpec.Builder spec) {
    return TargetOptions.datagrams().with("wait_timeout", "1m").named(PREFIX).addTo(own(spec));
  }

  private static OptionSpec.Builder own(OptionSpec.Builder spec) {
    return spec.duration(
            "coa_first_wait",
            SHORTEST,
            Duration.ofMinutes(1),
            "2s",
            "Until a CoA or Disconnect is sent again for the first time; 10ms to 1m.")
        .duration(
            "coa_longest_wait",
            SHORTEST,
            LONGEST,
            "16s",
            "The longest wait between two transmissions; coa_first_wait to 5m.")
        .integer("coa_transmissions", 1, 100, "5", "How often one is sent at most; 1 to 100.")
        .duration(
            "coa_duration",
            SHORTEST,
            LONGEST,
            "30s",
            "After which one is given up, its outcome unknown; 10ms to 5m.")
        .integer(
            "coa_ports",
            1,
            256,
            "16",
            "Local UDP ports for each of IPv4 and IPv6; each takes 256 requests in flight to one"
                + " NAS; 1 to 256.")
        .integer(
            "coa_in_flight",
            1,
            100_000,
            "16384",
            "Requests in flight in all, with those that wait for their turn; 1 to 100000.")
        .optional(
            "coa_ipv4_source",
            Option.Type.TEXT,
            "Local IPv4 address that NAS know us by; absent: as the operating system routes.")
        .optional(
            "coa_ipv6_source",
            Option.Type.TEXT,
            "Local IPv6 address that NAS know us by; absent: as the operating system routes.");
  }

  /**
   * Reads what {@link #addTo} declared.
   *
   * @throws PermanentException names everything that does not go together
   */
  public static DynamicAuthorizationOptions read(Options options) {
    Faults faults = new Faults();
    Duration first = options.duration("coa_first_wait");
    Duration longest = options.duration("coa_longest_wait");
    if (longest.compareTo(first) < 0) {
      faults.add("coa_longest_wait", longest.toString(), "at least coa_first_wait, " + first);
    }
    Inet4Address ipv4 = source(options, "coa_ipv4_source", Inet4Address.class, faults);
    Inet6Address ipv6 = source(options, "coa_ipv6_source", Inet6Address.class, faults);
    if (!faults.isEmpty()) {
      throw new PermanentException(options.origin() + ":\n" + Faults.describe(faults.list()));
    }
    return new DynamicAuthorizationOptions(
        new Retransmission(
            first,
            longest,
            Math.toIntExact(options.integer("coa_transmissions")),
            options.duration("coa_duration")),
        Math.toIntExact(options.integer("coa_ports")),
        Math.toIntExact(options.integer("coa_in_flight")),
        new NasLimits(
            Math.toIntExact(options.integer("coa_max_concurrent")),
            options.duration("coa_wait_timeout"),
            TargetOptions.breaker(options, PREFIX)),
        ipv4,
        ipv6);
  }

  private static <A extends InetAddress> @Nullable A source(
      Options options, String name, Class<A> family, Faults faults) {
    String literal = options.optionalText(name).orElse("");
    if (literal.isEmpty()) {
      return null;
    }
    try {
      InetAddress address = Prefix.address(literal);
      if (family.isInstance(address) && !address.isMulticastAddress()) {
        return family.cast(address);
      }
    } catch (IllegalArgumentException noAddress) {
      // The same fault as for an address of the other family.
    }
    String words = family == Inet4Address.class ? "an IPv4 address" : "an IPv6 address";
    faults.add(name, literal, words + " of this machine");
    return null;
  }
}
