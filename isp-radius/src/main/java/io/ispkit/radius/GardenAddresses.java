package io.ispkit.radius;

import io.ispkit.core.fault.Faults;
import io.ispkit.radius.live.ServiceState.WalledGarden;
import io.ispkit.radius.profile.ReplyAttribute;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps a walled garden from being left by an address of the subscriber's own: where the garden
 * gives addresses of a family, nothing else in the reply may give a fixed one, since a NAS takes
 * that one. So it is for the address of the service and for what others have put beside it, such as
 * a delegated prefix. Pure.
 *
 * <p>Attributes of IPv4 stand in RFC 2865 and RFC 2869, of IPv6 in RFC 3162, RFC 4818 and RFC 6911;
 * two vendors have names of their own.
 */
final class GardenAddresses {

  /**
   * One family of addresses.
   *
   * @param fixed attributes that give a fixed one
   * @param pools attributes that name a pool
   */
  private record Family(String name, Set<String> fixed, Set<String> pools) {

    boolean isGivenBy(Set<String> garden) {
      return garden.stream().anyMatch(name -> fixed.contains(name) || pools.contains(name));
    }
  }

  private static final List<Family> FAMILIES =
      List.of(
          new Family("IPv4", Set.of("Framed-IP-Address"), Set.of("Framed-Pool")),
          new Family(
              "IPv6",
              Set.of("Framed-IPv6-Address", "Framed-IPv6-Prefix", "Delegated-IPv6-Prefix"),
              Set.of(
                  "Framed-IPv6-Pool",
                  "Stateful-IPv6-Address-Pool",
                  "Delegated-IPv6-Prefix-Pool",
                  "Mikrotik-Delegated-IPv6-Pool",
                  "ERX-IPv6-Delegated-Pool-Name")));

  private GardenAddresses() {}

  /**
   * Notes each row that would let the subscriber out.
   *
   * @param after all rows of the user, as they would be in the garden
   */
  static void check(WalledGarden walled, List<RadiusRow> after, Faults faults) {
    Set<String> garden = names(walled);
    for (Family family : FAMILIES) {
      if (!family.isGivenBy(garden)) {
        continue;
      }
      for (RadiusRow row : after) {
        String name = row.attribute();
        if (row.table() == RadTable.RADREPLY
            && family.fixed.contains(name)
            && !garden.contains(name)) {
          faults.add(
              "radreply " + name,
              row.value(),
              "no fixed "
                  + family.name()
                  + " address beside those of the walled garden: let the static address go, and"
                  + " take rows of others away or name the attribute in the garden");
        }
      }
    }
  }

  /** The attributes that would give a fixed address of a family that the garden gives. */
  static Set<String> fixedBeside(WalledGarden walled) {
    Set<String> garden = names(walled);
    Set<String> fixed = new HashSet<>();
    for (Family family : FAMILIES) {
      if (family.isGivenBy(garden)) {
        fixed.addAll(family.fixed);
      }
    }
    fixed.removeAll(garden);
    return fixed;
  }

  private static Set<String> names(WalledGarden walled) {
    Set<String> names = new HashSet<>();
    walled.garden().stream().map(ReplyAttribute::name).forEach(names::add);
    return names;
  }
}
