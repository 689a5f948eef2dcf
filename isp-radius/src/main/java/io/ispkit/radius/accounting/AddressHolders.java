package io.ispkit.radius.accounting;

import io.ispkit.core.address.Prefix;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.radius.accounting.AddressHolder.As;
import io.ispkit.radius.accounting.AddressHolder.Evidence;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jooq.Condition;

/**
 * Who had an address at a time: what an abuse desk and a court ask. Thread-safe; see {@link
 * Accounting}.
 *
 * <p>There may be several answers: an address is given out again within seconds, clocks differ, and
 * a session whose Stop was lost seems to hold its address for ever. All are told, and how well each
 * is known; nobody is chosen.
 *
 * <p><b>No answer proves nothing.</b> {@code radacct} keeps the addresses of a session's
 * <em>last</em> packet alone. FreeRADIUS sets each address column anew with every Interim and with
 * the Stop, so a packet that names no address erases what the Start had named. Many NAS do not echo
 * Delegated-IPv6-Prefix: their sessions are never found by it. An address that changed within a
 * session is found under its last value for the whole of it. Addresses behind a translation of
 * addresses (CGNAT) are not in {@code radacct} at all.
 */
public final class AddressHolders {

  /** Answers at most. */
  public static final int MOST = 100;

  private final RadacctDatabase database;

  AddressHolders(RadacctDatabase database) {
    this.database = database;
  }

  /**
   * The sessions that had {@code address} at {@code time}; an IPv6 address also as a part of the
   * prefix of their link or of the one behind their router. The session that began last comes
   * first; {@value #MOST} at most for each attribute.
   *
   * @param margin by how much clocks may differ, and times be rounded: MariaDB keeps whole seconds;
   *     zero or more
   */
  public Outcome<List<AddressHolder>> of(InetAddress address, Instant time, Duration margin) {
    Moment moment = new Moment(time, margin);
    if (address instanceof Inet4Address) {
      return database.read(
          radacct ->
              moment.holders(radacct, radacct.addresses().is(Radacct.IPV4, address), As.IPV4));
    }
    return database.read(
        radacct -> {
          List<AddressHolder> all =
              new ArrayList<>(
                  moment.holders(radacct, radacct.addresses().is(Radacct.IPV6, address), As.IPV6));
          all.addAll(
              moment.holders(
                  radacct,
                  radacct.addresses().holds(Radacct.IPV6_PREFIX, address),
                  As.LINK_PREFIX));
          all.addAll(
              moment.holders(
                  radacct,
                  radacct.addresses().holds(Radacct.DELEGATED, address),
                  As.DELEGATED_PREFIX));
          return List.copyOf(all);
        });
  }

  /**
   * The sessions that had all of {@code prefix}, as the prefix of their link or behind their
   * router.
   *
   * @param prefix IPv6
   * @param margin as of {@link #of(InetAddress, Instant, Duration)}
   */
  public Outcome<List<AddressHolder>> of(Prefix prefix, Instant time, Duration margin) {
    if (prefix.network() instanceof Inet4Address) {
      throw new IllegalArgumentException("expected an IPv6 prefix, but was " + prefix);
    }
    Moment moment = new Moment(time, margin);
    return database.read(
        radacct -> {
          List<AddressHolder> all =
              new ArrayList<>(
                  moment.holders(
                      radacct,
                      radacct.addresses().holds(Radacct.IPV6_PREFIX, prefix),
                      As.LINK_PREFIX));
          all.addAll(
              moment.holders(
                  radacct,
                  radacct.addresses().holds(Radacct.DELEGATED, prefix),
                  As.DELEGATED_PREFIX));
          return List.copyOf(all);
        });
  }

  private record Moment(Instant time, Duration margin) {

    Moment {
      if (margin.isNegative()) {
        throw new IllegalArgumentException("margin: expected zero or more, but was " + margin);
      }
    }

    List<AddressHolder> holders(Radacct radacct, Condition holds, As as) {
      Condition up =
          Radacct.START
              .le(radacct.at(time.plus(margin)))
              .and(Radacct.STOP.isNull().or(Radacct.STOP.ge(radacct.at(time.minus(margin)))));
      return radacct
          .fetch(
              radacct
                  .sessions(holds.and(up))
                  .orderBy(Radacct.START.desc(), Radacct.ID.desc())
                  .limit(MOST))
          .stream()
          .map(session -> new AddressHolder(session, as, evidence(session.lifetime())))
          .toList();
    }

    private Evidence evidence(Lifetime lifetime) {
      // the query says that there is a start
      Instant start = Objects.requireNonNull(lifetime.startedAt());
      Instant seen = Objects.requireNonNull(lifetime.lastSeen());
      if (!start.isAfter(time) && !seen.isBefore(time)) {
        return lastPacket(lifetime, start, seen).isBefore(time)
            ? Evidence.NOT_SEEN_SINCE
            : Evidence.CERTAIN;
      }
      return lifetime.isOpen() && seen.isBefore(time)
          ? Evidence.NOT_SEEN_SINCE
          : Evidence.WITHIN_MARGIN;
    }

    /**
     * When it was heard of last. At an Accounting-On, FreeRADIUS writes the time of that as the
     * stop of all sessions of the NAS, and on PostgreSQL over that of their last packets too.
     */
    private static Instant lastPacket(Lifetime lifetime, Instant start, Instant seen) {
      if (lifetime.isOpen() || !NasReloads.isCause(lifetime.cause())) {
        return seen;
      }
      Instant updated = lifetime.updatedAt();
      return updated == null || !updated.isBefore(seen) ? start : updated;
    }
  }
}
