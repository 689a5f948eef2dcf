package io.ispkit.radius.live;

import io.ispkit.radius.access.AccessFacts.RowState;
import io.ispkit.radius.profile.ReplyAttribute;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What a service is in, and so what its rows say. Immutable.
 *
 * <p>Each but {@link Active} has to hold for every login: where rows of others, such as those of a
 * group, would let one past it, the change into it is refused with {@code overridden}.
 */
public sealed interface ServiceState {

  /** Whether the subscriber has its static address in this state, if it has one at all. */
  boolean keepsAddress();

  /** What a login comes to at this moment, for {@code AccessFacts}. */
  default RowState rowState(Instant now) {
    if (this instanceof Rejected) {
      return RowState.REJECTED;
    }
    if (this instanceof Expiring expiring
        && now.getEpochSecond() >= expiring.end().getEpochSecond()) {
      return RowState.EXPIRED;
    }
    return this instanceof WalledGarden || this instanceof SlowLane
        ? RowState.LIMITED
        : RowState.OPEN;
  }

  /** In use as its plan says. */
  record Active() implements ServiceState {
    @Override
    public boolean keepsAddress() {
      return true;
    }
  }

  /**
   * In use until {@code end}, which may be past: the server then rejects the login, and before it
   * lowers Session-Timeout to the seconds that are left. Written as {@code Expiration} in seconds
   * since 1970, because the server reads every other form in its own zone, and rejects ISO 8601.
   * The server must have its module {@code expiration} in {@code authorize}. A session that lives
   * was told its Session-Timeout before: if that may outlast the end, the session has to begin
   * anew.
   *
   * @param end counts to the second
   */
  record Expiring(Instant end) implements ServiceState {
    /** Checks that the end fits the attribute: 1970 to 2106. */
    public Expiring {
      if (end.getEpochSecond() < 1 || end.getEpochSecond() > 0xFFFF_FFFFL) {
        throw new IllegalArgumentException("end: expected 1970 to 2106, but was " + end);
      }
    }

    @Override
    public boolean keepsAddress() {
      return true;
    }
  }

  /**
   * Suspended: every login is rejected, with a message. {@code Auth-Type := Reject} stands in
   * {@code radcheck}, since in {@code radreply} it does nothing.
   *
   * @param message goes out as Reply-Message; 1 to 253 bytes
   */
  record Rejected(String message, boolean keepsAddress) implements ServiceState {
    /** Checks nothing but presence; the text is checked as every row. */
    public Rejected {
      Objects.requireNonNull(message, "message");
    }
  }

  /**
   * Suspended: the NAS puts the subscriber into a walled garden, by a pool ({@code Framed-Pool}),
   * an address list ({@code Mikrotik-Address-List}), a filter or whatever the vendor has. The
   * attributes replace those of the same name that the plan has; its speed stays.
   *
   * <p>Where the garden gives addresses of IPv4 or IPv6, the change into it is refused with {@code
   * value_not_allowed} if the rows would still give a fixed address or prefix of that family: a
   * static address that is kept, or a row that others put there.
   *
   * @param garden at least one attribute, each name once unless it is sent several times
   */
  record WalledGarden(List<ReplyAttribute> garden, boolean keepsAddress) implements ServiceState {

    private static final Set<String> ADDRESSES = Set.of("Framed-IP-Address", "Framed-Pool");

    /**
     * Checks the attributes against each other; each is checked as every row when it is rendered.
     *
     * @throws IllegalArgumentException there is none, or an address comes from the garden and the
     *     static one is kept as well: a NAS would take the static one, and there would be no garden
     */
    public WalledGarden {
      garden = List.copyOf(garden);
      Set<String> names = new HashSet<>();
      garden.forEach(attribute -> names.add(attribute.name()));
      if (garden.isEmpty()) {
        throw new IllegalArgumentException("walled garden: expected at least one attribute");
      }
      if (keepsAddress && names.stream().anyMatch(ADDRESSES::contains)) {
        throw new IllegalArgumentException(
            "walled garden: expected the static address to go where the garden gives addresses");
      }
    }

    /** A pool of the NAS: the static address goes. */
    public static WalledGarden pool(String name) {
      return new WalledGarden(List.of(new ReplyAttribute("Framed-Pool", ":=", name)), false);
    }
  }

  /** Suspended: the subscriber has the speed of another plan. */
  record SlowLane(ServicePlan plan, boolean keepsAddress) implements ServiceState {
    /** Checks that nothing is missing. */
    public SlowLane {
      Objects.requireNonNull(plan, "plan");
    }
  }
}
