package io.ispkit.netbox;

import io.ispkit.core.drift.Winner;
import io.ispkit.core.fault.Faults;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Who is right where NetBox and the services differ.
 *
 * @param winners by what differs
 * @param grace an object that was written so lately is no stray: its service may be on the way
 */
record DriftRules(Map<String, Winner> winners, Duration grace) {

  static final String MISSING = "missing";
  static final String STRAY = "stray";
  static final String TENANT = "tenant";
  static final String DNS_NAME = "dns_name";
  static final String STATUS = "status";

  /**
   * A service in use has its address whatever NetBox says, and its name and status follow. Whose an
   * address is, and whether one that nothing accounts for may go, is for a person.
   */
  private static final Map<String, Winner> DEFAULTS =
      Map.of(
          MISSING, Winner.OURS,
          STRAY, Winner.PERSON,
          TENANT, Winner.PERSON,
          DNS_NAME, Winner.OURS,
          STATUS, Winner.OURS);

  static void judge(Map<String, String> given, Faults faults) {
    List<String> names = DEFAULTS.keySet().stream().sorted().toList();
    given.forEach(
        (name, winner) -> {
          if (!DEFAULTS.containsKey(name)) {
            faults.add("drift_winners." + name, winner, "one of " + String.join(", ", names));
          } else if (!winner.matches("ours|theirs|person")) {
            faults.add("drift_winners." + name, winner, "ours, theirs or person");
          }
        });
  }

  static DriftRules of(Map<String, String> given, Duration grace) {
    Map<String, Winner> winners = new LinkedHashMap<>(DEFAULTS);
    given.forEach(
        (name, winner) -> winners.put(name, Winner.valueOf(winner.toUpperCase(Locale.ROOT))));
    return new DriftRules(Map.copyOf(winners), grace);
  }

  Winner winner(String of) {
    return winners.getOrDefault(of, Winner.PERSON);
  }
}
