package io.ispkit.radius;

import io.ispkit.core.fault.Fault;
import io.ispkit.radius.dictionary.AttributeFact.Trait;
import io.ispkit.radius.dictionary.Dictionary;
import io.ispkit.radius.dictionary.RowTable;
import io.ispkit.radius.explain.AnyLogin;
import io.ispkit.radius.explain.AttributeRow;
import io.ispkit.radius.explain.Decision;
import io.ispkit.radius.explain.Explanation;
import io.ispkit.radius.explain.LoginRows;
import io.ispkit.radius.explain.ReplyItem;
import io.ispkit.radius.explain.Verdict;
import io.ispkit.radius.live.ServiceState;
import io.ispkit.radius.live.ServiceState.Expiring;
import io.ispkit.radius.live.ServiceState.WalledGarden;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows of others by which a login would get past the state of its service. Rows of groups
 * are merged after those of the user, so one with {@code :=} takes the place of ours: {@code
 * Auth-Type := Accept} that of a rejection, {@code Framed-Pool := …} that of a walled garden. Pure.
 *
 * @param state not active
 * @param telling the reply rows that tell a NAS of the state; none where a login has to fail, or a
 *     renderer has nothing to say of the slow speed
 */
record OverridingRows(ServiceState state, List<RadiusRow> telling, Dictionary dictionary) {

  /** RFC 2865, 5.8: the NAS chooses the address, so it is none of the user's own. */
  private static final String CHOSEN_BY_NAS = "255.255.255.254";

  OverridingRows {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(dictionary, "dictionary");
    telling = List.copyOf(telling);
  }

  /**
   * What is in the way, a row at a time.
   *
   * @param rows as they will stand, with ours of this state
   * @return places such as {@code radgroupcheck 12 (vip) Auth-Type}; the value is empty where it
   *     must not be shown
   */
  List<Fault> find(LoginRows rows, String username, Instant now) {
    Instant at = state instanceof Expiring until && until.end().isAfter(now) ? until.end() : now;
    Set<Fault> faults = new LinkedHashSet<>();
    for (Explanation each : new AnyLogin(dictionary).explain(rows, username, attributes(), at)) {
      if (each.verdict() == Verdict.CANNOT_TELL) {
        Decision unclear = each.deciding().orElseThrow();
        faults.add(fault(unclear.row(), username, "what can be judged: " + unclear.says()));
      } else if (each.verdict() == Verdict.ACCEPT && isShut()) {
        faults.add(fault(past(each, deciding()), username, expectation()));
      } else if (each.verdict() == Verdict.ACCEPT) {
        told(each, username, faults);
      }
    }
    return List.copyOf(faults);
  }

  private Set<String> attributes() {
    Set<String> names = new HashSet<>();
    telling.forEach(row -> names.add(row.attribute()));
    names.addAll(fixed());
    if (state instanceof Expiring) {
      names.add(ServiceRows.EXPIRATION);
    }
    return names;
  }

  /** Whether a login has to fail. */
  private boolean isShut() {
    return state instanceof ServiceState.Rejected || state instanceof Expiring;
  }

  private String deciding() {
    return state instanceof Expiring ? ServiceRows.EXPIRATION : "Auth-Type";
  }

  /** What would give an address of the subscriber's own. */
  private Set<String> fixed() {
    return state instanceof WalledGarden walled ? GardenAddresses.fixedBeside(walled) : Set.of();
  }

  /** A login that is accepted must be told all of our rows, and nothing else of their names. */
  private void told(Explanation login, String username, Set<Fault> faults) {
    for (RadiusRow ours : telling) {
      boolean said = false;
      boolean gainsaid = false;
      for (ReplyItem item : login.reply()) {
        if (!item.attribute().equalsIgnoreCase(ours.attribute())) {
          continue;
        }
        AttributeRow from = item.from();
        if (isTelling(from)) {
          said |= from != null && ours.value().equals(from.value());
        } else if (!isMulti(ours.attribute())) {
          gainsaid = true;
          faults.add(fault(from, username, expectation()));
        }
      }
      if (!said && !gainsaid) {
        faults.add(fault(past(login, ours.attribute()), username, expectation()));
      }
    }
    for (ReplyItem item : login.reply()) {
      if (fixed().contains(item.attribute()) && !CHOSEN_BY_NAS.equals(item.value())) {
        faults.add(fault(item.from(), username, expectation()));
      }
    }
  }

  /** Whether it is ours, or says the same. */
  private boolean isTelling(@Nullable AttributeRow row) {
    return row != null
        && telling.stream()
            .anyMatch(
                ours ->
                    ours.attribute().equalsIgnoreCase(row.attribute())
                        && ours.value().equals(row.value()));
  }

  private boolean isMulti(String name) {
    return dictionary.find(name).filter(fact -> fact.is(Trait.MULTI)).isPresent();
  }

  /** The row that did away with ours, or else the one that let the user in. */
  private static @Nullable AttributeRow past(Explanation login, String attribute) {
    AttributeRow past = login.deciding().map(Decision::row).orElse(null);
    for (Decision step : login.decisions()) {
      AttributeRow row = step.row();
      if (row != null
          && row.table() != RowTable.RADCHECK
          && row.table() != RowTable.RADREPLY
          && attribute.equalsIgnoreCase(row.attribute())
          && !step.says().startsWith("gives way")) {
        past = row;
      }
    }
    return past;
  }

  private Fault fault(@Nullable AttributeRow row, String username, String expectation) {
    if (row == null) {
      return new Fault("radusergroup of " + username, "", expectation);
    }
    String name = "" + row.attribute();
    boolean shown = dictionary.find(name).filter(fact -> !fact.is(Trait.SECRET)).isPresent();
    String value = shown ? row.op() + " " + row.value() : "";
    return new Fault(row.place() + " (" + row.owner() + ") " + name, value, expectation);
  }

  private String expectation() {
    if (state instanceof ServiceState.Rejected) {
      return "nothing that lets a rejected service log in";
    }
    return state instanceof Expiring
        ? "nothing that lets a service log in after its end"
        : state instanceof WalledGarden
            ? "nothing that leads out of the walled garden"
            : "nothing that takes the place of the slow speed";
  }
}
