package io.ispkit.netbox;

import io.ispkit.core.address.Prefix;
import java.util.List;
import java.util.Map;

/**
 * Which prefixes or ranges addresses are taken from, and in which order they are tried.
 *
 * @param prefixes the prefixes; empty for all that the filters leave
 * @param ranges the IP ranges; empty for all that the filters leave
 * @param filters by name; a name may have several values
 */
record SourceChoice(
    Kind kind,
    List<Prefix> prefixes,
    List<AddressRange> ranges,
    Map<String, List<String>> filters,
    Order order) {

  /** What addresses are taken from. */
  enum Kind {
    PREFIXES,
    RANGES
  }

  /** Which source is tried first. */
  enum Order {
    /** As configured; by address where none is named. */
    IN_ORDER,
    /** The one in use most, to keep others free as a whole. */
    FULLEST_FIRST,
    /** The one in use least, to spread the load. */
    EMPTIEST_FIRST
  }

  SourceChoice {
    prefixes = List.copyOf(prefixes);
    ranges = List.copyOf(ranges);
    filters = Map.copyOf(filters);
  }
}
