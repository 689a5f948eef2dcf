package io.ispkit.radius.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The orders in which a database may list memberships that share owner and priority. */
final class Orders {

  private Orders() {}

  /** All of them; empty if there are more than {@code most}. */
  static Optional<List<List<Membership>>> of(List<Membership> memberships, int most) {
    List<Membership> sorted = new ArrayList<>(memberships);
    sorted.sort(
        Comparator.comparing(Membership::owner)
            .thenComparingInt(Membership::priority)
            .thenComparingLong(Membership::id));
    List<List<Membership>> orders = List.of(List.of());
    int at = 0;
    while (at < sorted.size()) {
      int end = at + 1;
      while (end < sorted.size() && isTie(sorted.get(at), sorted.get(end))) {
        end++;
      }
      List<List<Membership>> more = new ArrayList<>();
      List<List<Membership>> block = permutations(sorted.subList(at, end), most);
      if (block.isEmpty() || orders.size() * block.size() > most) {
        return Optional.empty();
      }
      for (List<Membership> order : orders) {
        for (List<Membership> tail : block) {
          List<Membership> all = new ArrayList<>(order);
          all.addAll(tail);
          more.add(all);
        }
      }
      orders = more;
      at = end;
    }
    return Optional.of(orders);
  }

  private static boolean isTie(Membership a, Membership b) {
    return a.owner().equals(b.owner()) && a.priority() == b.priority();
  }

  /** None if there are more than {@code most}. */
  private static List<List<Membership>> permutations(List<Membership> block, int most) {
    List<List<Membership>> all = new ArrayList<>(List.of(List.of()));
    for (Membership next : block) {
      List<List<Membership>> longer = new ArrayList<>();
      for (List<Membership> shorter : all) {
        for (int i = 0; i <= shorter.size(); i++) {
          List<Membership> one = new ArrayList<>(shorter);
          one.add(i, next);
          longer.add(one);
        }
      }
      if (longer.size() > most) {
        return List.of();
      }
      all = longer;
    }
    return all;
  }
}
