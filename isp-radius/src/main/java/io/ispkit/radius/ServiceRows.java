package io.ispkit.radius;

import io.ispkit.core.fault.Faults;
import io.ispkit.radius.dictionary.AttributeFact.Trait;
import io.ispkit.radius.live.ServiceState;
import io.ispkit.radius.profile.PlanProfile;
import io.ispkit.radius.profile.ReplyAttribute;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Renders what a service should have in its present state as rows, the password apart, and checks
 * every one of them. Pure: plan, write, drift and mending use the same rendering.
 */
record ServiceRows(SubscriberRows rows) {

  private static final String AUTH_TYPE = "Auth-Type";
  private static final String REPLY_MESSAGE = "Reply-Message";
  static final String EXPIRATION = "Expiration";

  /** The rows of {@code basis}; everything that is wrong with it is noted. */
  List<RadiusRow> render(ServiceBasis basis, Faults faults) {
    List<RadiusRow> rendered = new ArrayList<>(rows.render(basis.current(), faults));
    List<RadiusRow> more = new ArrayList<>();
    ServiceState state = basis.state();
    if (state instanceof ServiceState.Rejected rejected) {
      // in radreply it would do nothing
      more.add(RadiusRow.check(AUTH_TYPE, "Reject"));
      more.add(RadiusRow.reply(REPLY_MESSAGE, rejected.message()));
    } else if (state instanceof ServiceState.Expiring expiring) {
      more.add(RadiusRow.check(EXPIRATION, Long.toString(expiring.end().getEpochSecond())));
    } else if (state instanceof ServiceState.WalledGarden walled) {
      Set<String> replaced = new HashSet<>();
      for (ReplyAttribute each : walled.garden()) {
        // the server sends all rows of one table, whatever their operators
        if (!replaced.add(each.name()) && !isMulti(each.name())) {
          faults.add("radreply " + each.name(), each.value(), "one row: it is sent once");
        }
        more.add(row(each));
      }
      rendered.removeIf(row -> replaced.contains(row.attribute()));
    }
    more.forEach(row -> Attributes.check(rows.dictionary(), row, faults));
    rendered.addAll(more);
    return List.copyOf(rendered);
  }

  /** What is to be looked for that would let a service past this state; empty when it is active. */
  Optional<OverridingRows> overriding(ServiceBasis basis) {
    ServiceState state = basis.state();
    if (state instanceof ServiceState.Active) {
      return Optional.empty();
    }
    List<RadiusRow> telling =
        state instanceof ServiceState.WalledGarden walled
            ? walled.garden().stream().map(ServiceRows::row).toList()
            : state instanceof ServiceState.SlowLane
                ? rows.speed(basis.current(), new Faults())
                : List.of();
    return Optional.of(new OverridingRows(state, telling, rows.dictionary()));
  }

  private static RadiusRow row(ReplyAttribute attribute) {
    return new RadiusRow(RadTable.RADREPLY, attribute.name(), attribute.op(), attribute.value());
  }

  private boolean isMulti(String name) {
    return rows.dictionary().find(name).filter(fact -> fact.is(Trait.MULTI)).isPresent();
  }

  /** What the plan of this code promises beyond its rates. */
  PlanProfile beyondRates(String code) {
    return rows.beyondRates(code);
  }

  /** The names of the attributes that say the speed of {@code basis}. */
  Set<String> speedNames(ServiceBasis basis) {
    Set<String> names = new HashSet<>();
    rows.speed(basis.current(), new Faults()).forEach(row -> names.add(row.attribute()));
    return names;
  }
}
