package io.ispkit.radius.accounting;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * The counters of one session over time: known at its start, at its last packet and wherever a
 * sample was taken; a straight line between. So the shares of neighbouring periods sum up to the
 * whole, to the byte. Not thread-safe.
 */
final class CounterCurve {

  private final TreeMap<Instant, Traffic> known = new TreeMap<>();

  CounterCurve(Instant start, Instant end, Traffic total) {
    known.put(start, Traffic.NONE);
    known.merge(end, total, (none, all) -> all);
  }

  /** A sample counts more than the straight line. */
  void add(Instant at, Traffic counters) {
    known.put(at, counters);
  }

  boolean knows(Instant at) {
    return known.containsKey(at) || !at.isAfter(known.firstKey()) || !at.isBefore(known.lastKey());
  }

  /** What the counters were. */
  Traffic at(Instant at) {
    Map.Entry<Instant, Traffic> before = known.floorEntry(at);
    Map.Entry<Instant, Traffic> after = known.ceilingEntry(at);
    if (before == null) {
      return Traffic.NONE;
    }
    if (after == null || after.getKey().equals(before.getKey())) {
      return before.getValue();
    }
    BigInteger part = nanos(Duration.between(before.getKey(), at));
    BigInteger whole = nanos(Duration.between(before.getKey(), after.getKey()));
    Traffic from = before.getValue();
    Traffic grown = after.getValue().since(from);
    return from.plus(
        new Traffic(share(grown.upload(), part, whole), share(grown.download(), part, whole)));
  }

  private static long share(long bytes, BigInteger part, BigInteger whole) {
    return BigInteger.valueOf(bytes).multiply(part).divide(whole).longValueExact();
  }

  private static BigInteger nanos(Duration duration) {
    return BigInteger.valueOf(duration.getSeconds())
        .multiply(BigInteger.valueOf(1_000_000_000))
        .add(BigInteger.valueOf(duration.getNano()));
  }
}
