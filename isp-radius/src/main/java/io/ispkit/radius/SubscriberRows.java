package io.ispkit.radius;

import io.ispkit.core.fault.Faults;
import io.ispkit.core.plan.BandwidthPlan;
import io.ispkit.core.subscriber.SubscriberSpec;
import io.ispkit.radius.dictionary.Dictionary;
import io.ispkit.radius.profile.PlanProfile;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Renders what a subscriber should have as rows, and checks every one of them. Pure: the plan and
 * the write use the same rendering.
 */
final class SubscriberRows {

  private final SpeedRows speeds;
  private final Dictionary dictionary;

  SubscriberRows(SpeedRows speeds) {
    this.speeds = speeds;
    this.dictionary = speeds.dictionary();
  }

  /** The reply rows of {@code spec}; everything that is wrong with it is noted. */
  List<RadiusRow> render(SubscriberSpec spec, Faults faults) {
    List<RadiusRow> rows = new ArrayList<>(checkedSpeed(spec, faults));
    rows.addAll(ofUser(spec, faults));
    rows.addAll(times(spec, faults));
    return List.copyOf(rows);
  }

  /** Those that all subscribers of the same plan with the same time-outs have. */
  List<RadiusRow> ofPlan(SubscriberSpec spec, Faults faults) {
    List<RadiusRow> rows = new ArrayList<>(checkedSpeed(spec, faults));
    rows.addAll(times(spec, faults));
    return List.copyOf(rows);
  }

  private List<RadiusRow> checkedSpeed(SubscriberSpec spec, Faults faults) {
    if (!BandwidthPlan.isValidCode(spec.profile())) {
      faults.add("profile", spec.profile(), "1 to 64 of [0-9A-Za-z._-]");
    }
    return checked(speeds.render(spec, faults), faults);
  }

  private List<RadiusRow> times(SubscriberSpec spec, Faults faults) {
    return checked(
        List.of(
            seconds(Attributes.SESSION_TIMEOUT, spec.sessionTimeout(), faults),
            seconds(Attributes.IDLE_TIMEOUT, spec.idleTimeout(), faults)),
        faults);
  }

  private List<RadiusRow> checked(List<RadiusRow> rows, Faults faults) {
    rows.forEach(row -> Attributes.check(dictionary, row, faults));
    return rows;
  }

  /** Those of this subscriber alone; checks the user name too. */
  List<RadiusRow> ofUser(SubscriberSpec spec, Faults faults) {
    Username.check(spec.username(), faults);
    InetAddress address = spec.staticAddress();
    return address == null ? List.of() : checked(address(address, faults), faults);
  }

  /** The rows among them that say the speed. */
  List<RadiusRow> speed(SubscriberSpec spec, Faults faults) {
    return speeds.render(spec, faults);
  }

  /** What the plan of this code promises beyond its rates. */
  PlanProfile beyondRates(String code) {
    return speeds.beyondRates(code);
  }

  /** The facts that rows are checked by. */
  Dictionary dictionary() {
    return dictionary;
  }

  private static List<RadiusRow> address(InetAddress address, Faults faults) {
    String text = address.getHostAddress();
    // The last two of IPv4 mean "let the NAS choose" and "let the user choose" (RFC 2865, 5.8).
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isMulticastAddress()
        || text.equals("255.255.255.254")
        || text.equals("255.255.255.255")) {
      faults.add("static_address", text, "the address of one host");
    }
    return address instanceof Inet4Address
        ? List.of(
            RadiusRow.reply(Attributes.FRAMED_IP_ADDRESS, text),
            RadiusRow.reply(Attributes.FRAMED_IP_NETMASK, "255.255.255.255"))
        : List.of(RadiusRow.reply(Attributes.FRAMED_IPV6_ADDRESS, text));
  }

  private static RadiusRow seconds(String attribute, Duration duration, Faults faults) {
    if (duration.getNano() != 0) {
      faults.add(attribute, duration.toString(), "whole seconds");
    }
    return RadiusRow.reply(attribute, Long.toString(duration.getSeconds()));
  }
}
