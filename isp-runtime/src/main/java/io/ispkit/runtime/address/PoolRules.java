package io.ispkit.runtime.address;

import io.ispkit.core.address.Prefix;
import io.ispkit.core.config.Options;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.fault.Faults;
import io.ispkit.runtime.address.PoolPrefix.HostRange;
import java.math.BigInteger;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pool's options, read and checked together: all faults at once. */
record PoolRules(List<PoolPrefix> prefixes, Duration quarantine) {

  PoolRules {
    prefixes = List.copyOf(prefixes);
  }

  /**
   * Makes the rules.
   *
   * @throws PermanentException the options are no good: they did not go through {@link #judge}
   */
  static PoolRules of(Options options) {
    Faults faults = new Faults();
    PoolRules rules = new Reader(options, faults).read();
    if (!faults.isEmpty()) {
      throw new PermanentException(options.origin() + ":\n" + Faults.describe(faults.list()));
    }
    return rules;
  }

  /** Notes everything that is wrong with the options. */
  static void judge(Options options, Faults faults) {
    new Reader(options, faults).read();
  }

  /** The prefix that an address is from. */
  Optional<PoolPrefix> around(InetAddress address) {
    return prefixes.stream().filter(p -> p.prefix().contains(address)).findFirst();
  }

  Optional<PoolPrefix> named(String cidr) {
    return prefixes.stream().filter(p -> p.cidr().equals(cidr)).findFirst();
  }

  private static final class Reader {

    private final Options options;
    private final Faults faults;

    Reader(Options options, Faults faults) {
      this.options = options;
      this.faults = faults;
    }

    PoolRules read() {
      List<Prefix> prefixes = prefixes();
      List<InetAddress[]> reserved = reserved(prefixes);
      String rule = options.text(PoolProvider.GATEWAY);
      InetAddress gateway = gateway(rule, prefixes);
      Duration quarantine = options.duration(PoolProvider.QUARANTINE);
      if (quarantine.isNegative()) {
        faults.add(PoolProvider.QUARANTINE, quarantine.toString(), "zero or more");
      }
      List<PoolPrefix> pool = new ArrayList<>();
      for (Prefix prefix : prefixes) {
        pool.add(new PoolPrefix(prefix, gateway(rule, gateway, prefix), ranges(prefix, reserved)));
      }
      return new PoolRules(pool, quarantine);
    }

    private List<Prefix> prefixes() {
      List<Prefix> found = new ArrayList<>();
      for (String text : options.list(PoolProvider.PREFIXES)) {
        try {
          Prefix prefix = Prefix.parse(text.strip());
          for (Prefix other : found) {
            if (other.contains(prefix.network()) || prefix.contains(other.network())) {
              faults.add(
                  PoolProvider.PREFIXES, text, "prefixes apart from each other: see " + other);
            }
          }
          found.add(prefix);
        } catch (IllegalArgumentException e) {
          faults.add(
              PoolProvider.PREFIXES, text, "a prefix such as 100.64.0.0/24 or 2001:db8::/64");
        }
      }
      if (options.list(PoolProvider.PREFIXES).isEmpty()) {
        faults.add(PoolProvider.PREFIXES, "", "at least one prefix");
      }
      return found;
    }

    private @Nullable InetAddress gateway(String rule, List<Prefix> prefixes) {
      if (List.of("first", "last", "none").contains(rule)) {
        return null;
      }
      String expected = "first, last, none or an address of one of the prefixes";
      try {
        InetAddress address = Prefix.address(rule);
        if (!prefixes.isEmpty() && prefixes.stream().noneMatch(p -> p.contains(address))) {
          faults.add(PoolProvider.GATEWAY, rule, expected);
        }
        return address;
      } catch (IllegalArgumentException e) {
        faults.add(PoolProvider.GATEWAY, rule, expected);
        return null;
      }
    }

    private static @Nullable InetAddress gateway(
        String rule, @Nullable InetAddress named, Prefix prefix) {
      return switch (rule) {
        case "none" -> null;
        case "first" -> prefix.first().orElse(null);
        case "last" -> prefix.last().orElse(null);
        default -> named != null && prefix.contains(named) ? named : null;
      };
    }

    private List<InetAddress[]> reserved(List<Prefix> prefixes) {
      List<InetAddress[]> ranges = new ArrayList<>();
      for (String text : options.list(PoolProvider.RESERVED)) {
        String[] ends = text.strip().split("\\s*-\\s*", 2);
        try {
          InetAddress first = Prefix.address(ends[0]);
          InetAddress last = Prefix.address(ends[ends.length - 1]);
          boolean inside =
              prefixes.stream().anyMatch(p -> p.contains(first) && p.contains(last))
                  && PoolPrefix.number(first).compareTo(PoolPrefix.number(last)) <= 0;
          if (inside) {
            ranges.add(new InetAddress[] {first, last});
          } else if (!prefixes.isEmpty()) { // nothing can be inside of prefixes that are faulty
            faults.add(
                PoolProvider.RESERVED, text, "a range within one of the prefixes, lowest first");
          }
        } catch (IllegalArgumentException e) {
          faults.add(
              PoolProvider.RESERVED, text, "an address, or a range such as 10.0.0.2-10.0.0.9");
        }
      }
      return ranges;
    }

    private static List<HostRange> ranges(Prefix prefix, List<InetAddress[]> reserved) {
      BigInteger base = PoolPrefix.number(prefix.network());
      return reserved.stream()
          .filter(ends -> prefix.contains(ends[0]))
          .map(
              ends ->
                  new HostRange(
                      PoolPrefix.number(ends[0]).subtract(base),
                      PoolPrefix.number(ends[1]).subtract(base)))
          .toList();
    }
  }
}
