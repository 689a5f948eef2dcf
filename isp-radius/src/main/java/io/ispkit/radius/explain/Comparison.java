package io.ispkit.radius.explain;

import io.ispkit.radius.dictionary.AttributeFact;
import io.ispkit.radius.dictionary.AttributeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares check items with the request ({@code paircompare} of FreeRADIUS 3.2). Items with {@code
 * :=} and {@code +=} are never compared. All other operators are, {@code =} too, which is then
 * taken for {@code ==}.
 */
final class Comparison {

  /** The server never compares these; Autz-Type and the like are not known here. */
  private static final Set<String> NEVER = Set.of("Crypt-Password", ServerNames.AUTH_TYPE);

  private static final String EXPIRATION = "Expiration";

  private final List<Item> request;
  private final Set<String> groups;
  private final Instant at;
  private final ServerSettings settings;
  private final Trace trace;

  Comparison(
      List<Item> request, Set<String> groups, Instant at, ServerSettings settings, Trace trace) {
    this.request = request;
    this.groups = groups;
    this.at = at;
    this.settings = settings;
    this.trace = trace;
  }

  /**
   * Whether all of them match; the first that does not is told.
   *
   * @throws Ended it cannot be told
   */
  boolean matches(List<Item> checks) {
    for (Item check : checks) {
      if (isCompared(check) && !matches(check)) {
        trace.say(check.row(), "does not match: " + against(check));
        return false;
      }
    }
    return true;
  }

  private boolean isCompared(Item check) {
    boolean noPassword =
        check.is(ServerNames.USER_PASSWORD) && request.stream().noneMatch(check::is);
    return mayBeCompared(check.fact(), check.op()) && !noPassword;
  }

  /** Whether a check item of this attribute and operator asks something of some requests. */
  static boolean mayBeCompared(AttributeFact fact, Operator op) {
    return op != Operator.SET && op != Operator.ADD && !NEVER.contains(fact.name());
  }

  private boolean matches(Item check) {
    if (check.is("Huntgroup-Name") || check.is("Login-Time")) {
      throw Ended.unmodelled(
          check.row(), "the server compares this by files that are not read here");
    }
    if (check.is(ServerNames.SQL_GROUP)) {
      return special(check, groups.contains(value(check).text()) ? 0 : 1);
    }
    if (check.is(EXPIRATION) && settings.checksExpiration()) {
      return special(check, at.getEpochSecond() <= value(check).number() ? 0 : 1);
    }
    List<Item> candidates = candidates(check);
    if (check.op() == Operator.ABSENT) {
      return candidates.isEmpty();
    }
    for (Item candidate : candidates) {
      if (check.op() == Operator.PRESENT || holds(check, candidate)) {
        trace.say(check.row(), "matches: " + against(check));
        return true;
      }
    }
    return false;
  }

  private List<Item> candidates(Item check) {
    List<Item> candidates = new ArrayList<>();
    for (Item item : request) {
      if (item.is(check)) {
        candidates.add(item);
      }
    }
    boolean added = check.is("NAS-IP-Address") || check.is("NAS-IPv6-Address");
    if (candidates.isEmpty() && added) {
      throw Ended.unmodelled(
          check.row(), "the request has none, and the server then takes the sender's address");
    }
    return candidates;
  }

  /** By a comparison of the server's own, of which the request always has something to compare. */
  private boolean special(Item check, int compared) {
    if (check.op() == Operator.ABSENT) {
      return false;
    }
    boolean holds = check.op() == Operator.PRESENT || test(check.op()).test(compared);
    if (check.op().isPattern()) {
      holds = compared == 0;
    }
    if (holds) {
      trace.say(check.row(), "matches");
    }
    return holds;
  }

  private boolean holds(Item check, Item candidate) {
    Value wanted = value(check);
    Value found = value(candidate);
    if (check.op().isPattern()) {
      if (check.fact().type() != AttributeType.STRING) {
        throw Ended.unmodelled(
            check.row(), "patterns over " + check.fact().type() + " are not modelled");
      }
      Pattern pattern =
          SimplePattern.of(wanted.text())
              .orElseThrow(() -> Ended.unmodelled(check.row(), "the pattern is not modelled"));
      return pattern.matcher(found.text()).find() == (check.op() == Operator.MATCHES);
    }
    boolean orders = check.op() != Operator.EQUAL && check.op() != Operator.NOT_EQUAL;
    if (orders
        && check.op() != Operator.SET_IF_ABSENT
        && check.fact().type() == AttributeType.IPV6PREFIX) {
      throw Ended.unmodelled(check.row(), "the order of prefixes is not modelled");
    }
    return test(check.op()).test(found.compare(wanted));
  }

  private static IntPredicate test(Operator op) {
    return switch (op) {
      case NOT_EQUAL -> compared -> compared != 0;
      case LESS -> compared -> compared < 0;
      case GREATER -> compared -> compared > 0;
      case AT_MOST -> compared -> compared <= 0;
      case AT_LEAST -> compared -> compared >= 0;
      default -> compared -> compared == 0;
    };
  }

  private static Value value(Item item) {
    @Nullable Value value = item.value();
    if (value == null) {
      throw Ended.unmodelled(item.row(), "what the server expands here cannot be told");
    }
    return value;
  }

  private String against(Item check) {
    List<String> found = new ArrayList<>();
    for (Item item : request) {
      if (item.is(check)) {
        found.add("" + item.shown());
      }
    }
    String wanted = check.op().isValueless() ? "" : " " + check.shown();
    return (found.isEmpty()
            ? "the request has none"
            : "the request has " + String.join(", ", found))
        + ", the row wants "
        + check.op().symbol()
        + wanted
        + (check.op() == Operator.SET_IF_ABSENT ? " (which the server takes for ==)" : "");
  }
}
