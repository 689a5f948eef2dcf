package io.ispkit.radius.explain;

import io.ispkit.radius.dictionary.AttributeFact;
import io.ispkit.radius.dictionary.AttributeFact.Trait;
import io.ispkit.radius.dictionary.AttributeType;
import io.ispkit.radius.dictionary.AttributeUse;
import io.ispkit.radius.dictionary.Bounds;
import io.ispkit.radius.dictionary.Dictionary;
import io.ispkit.radius.dictionary.Vendor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Attributes and the names of their values as the server finds them: without regard to case.
 * Numbers by its dictionaries (dictionary.rfc2865, dictionary.freeradius.internal of 3.2).
 */
final class ServerNames {

  static final String USER_NAME = "User-Name";
  static final String USER_PASSWORD = "User-Password";
  static final String AUTH_TYPE = "Auth-Type";
  static final String FALL_THROUGH = "Fall-Through";
  static final String SQL_GROUP = "SQL-Group";
  static final String EVENT_TIMESTAMP = "Event-Timestamp";

  /** Auth-Types that the server numbers when it starts have any numbers of ours. */
  private static final Map<String, Map<String, Long>> VALUES =
      Map.of(
          "fall-through", Map.of("no", 0L, "yes", 1L),
          "auth-type",
              Map.of(
                  "reject", 4L, "accept", 254L, "pap", 1L << 20, "chap", 2L << 20, "ms-chap",
                  3L << 20),
          "framed-protocol", Map.of("ppp", 1L, "slip", 2L),
          "nas-port-type", Map.of("virtual", 5L, "ethernet", 15L, "wireless-802.11", 19L));

  private final Map<String, AttributeFact> byName = new HashMap<>();

  ServerNames(Dictionary dictionary) {
    dictionary.facts().forEach(fact -> byName.put(folded(fact.name()), fact));
    for (AttributeFact fact : requestFacts()) {
      byName.putIfAbsent(folded(fact.name()), fact);
    }
  }

  /** What a NAS sends and nobody writes as a reply, and what the server makes of it. */
  private static List<AttributeFact> requestFacts() {
    List<AttributeFact> facts = new ArrayList<>();
    facts.add(request(USER_NAME, 1, AttributeType.STRING, Set.of()));
    facts.add(request(USER_PASSWORD, 2, AttributeType.STRING, Set.of(Trait.SECRET)));
    facts.add(request("NAS-Port", 5, AttributeType.INTEGER, Set.of()));
    facts.add(request(EVENT_TIMESTAMP, 55, AttributeType.DATE, Set.of()));
    facts.add(request("NAS-Port-Type", 61, AttributeType.INTEGER, Set.of()));
    facts.add(request("Connect-Info", 77, AttributeType.STRING, Set.of()));
    facts.add(request("NAS-IPv6-Address", 95, AttributeType.IPV6ADDR, Set.of()));
    // numbered by the server when it starts
    facts.add(request(SQL_GROUP, 1 << 20, AttributeType.STRING, Set.of()));
    return facts;
  }

  private static AttributeFact request(
      String name, int number, AttributeType type, Set<Trait> traits) {
    Bounds bounds =
        type == AttributeType.INTEGER || type == AttributeType.DATE
            ? new Bounds(0, Bounds.MAX_INTEGER)
            : new Bounds(1, Bounds.MAX_VALUE);
    return new AttributeFact(
        name, Vendor.STANDARD, number, type, AttributeUse.COMPARE, "", bounds, List.of(), traits);
  }

  @Nullable AttributeFact find(String name) {
    return byName.get(folded(name));
  }

  /** An attribute that this class itself knows. */
  AttributeFact known(String name) {
    AttributeFact fact = find(name);
    if (fact == null) {
      throw new IllegalStateException("the dictionary lacks " + name);
    }
    return fact;
  }

  /** The number of a value that is written as a name. */
  OptionalLong number(AttributeFact fact, String name) {
    if (fact.name().equals("Service-Type")) {
      // RFC 2865, 5.6 counts them from 1 in this order
      List<String> names = fact.names().stream().map(ServerNames::folded).toList();
      int at = names.indexOf(folded(name));
      return at < 0 ? OptionalLong.empty() : OptionalLong.of(at + 1L);
    }
    Long number = VALUES.getOrDefault(folded(fact.name()), Map.of()).get(folded(name));
    return number == null ? OptionalLong.empty() : OptionalLong.of(number);
  }

  /** Whether the server may know names of values of this attribute that are not known here. */
  boolean mayHaveNames(AttributeFact fact) {
    return !fact.names().isEmpty() || VALUES.containsKey(folded(fact.name()));
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
