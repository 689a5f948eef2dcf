package io.ispkit.radius.explain;

import io.ispkit.radius.dictionary.AttributeFact;
import io.ispkit.radius.dictionary.AttributeFact.Trait;
import io.ispkit.radius.dictionary.RowTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a login that bear on a few attributes, so that all others may be as odd as they like.
 * Rows that compare are noted as a condition of their owner; every password becomes one that
 * serves; names that a server might escape become others, with which their rows do count. What
 * would make the server refuse the whole look-up is left out.
 */
final class BearingRows {

  private static final String USER = "user ";
  private static final String GROUP = "group ";
  private static final String NO_MATTER = "NAS-Identifier";
  private static final Set<Operator> SETTING =
      Set.of(Operator.SET, Operator.ADD, Operator.SET_IF_ABSENT, Operator.PREPEND);

  private final ServerNames names;
  private final List<AttributeFact> attributes;
  private final Map<String, String> owners = new HashMap<>();
  private final Map<String, String> groups = new HashMap<>();
  private final List<AttributeRow> rows = new ArrayList<>();
  private final List<Membership> memberships = new ArrayList<>();

  /** Of which owners rows bear on the attributes. */
  private final Set<String> bearing = new HashSet<>();

  /** Whose check rows have conditions, which some requests meet and others do not. */
  private final Set<String> conditional = new HashSet<>();

  /** Rows whose values the server makes of each request anew. */
  private final List<AttributeRow> expanded = new ArrayList<>();

  private final String user;

  BearingRows(LoginRows all, String username, Set<String> attributes, ServerNames names) {
    this.names = names;
    this.attributes = attributes.stream().map(this::fact).flatMap(Optional::stream).toList();
    this.user = named(owners, username, USER);
    for (Membership each : all.memberships()) {
      memberships.add(
          new Membership(
              each.id(),
              named(owners, each.owner(), USER),
              named(groups, each.group(), GROUP),
              each.priority()));
    }
    for (AttributeRow row : all.rows()) {
      boolean check = row.table() == RowTable.RADCHECK || row.table() == RowTable.RADGROUPCHECK;
      AttributeRow kept = check ? check(row) : reply(row);
      if (kept != null) {
        rows.add(kept);
      }
    }
  }

  String user() {
    return user;
  }

  List<AttributeRow> expanded() {
    return expanded;
  }

  /** Leaves out the groups of which no row bears on the attributes. */
  void onlyBearing() {
    memberships.removeIf(each -> !bearing.contains(key(each)));
    conditional.removeIf(owner -> !owner.equals(USER) && !bearing.contains(owner));
  }

  /** Who has conditions, in a stable order. */
  List<String> conditional() {
    return conditional.stream().sorted().toList();
  }

  /** The orders in which the database may list the groups; empty if there are too many. */
  Optional<List<List<Membership>>> orders(int most) {
    return Orders.of(memberships, most);
  }

  /**
   * The rows of a login that meets all conditions but those of {@code failing}.
   *
   * @param order one of {@link #orders}
   */
  LoginRows meeting(List<Membership> order, Set<String> failing) {
    List<AttributeRow> met =
        new ArrayList<>(rows.stream().filter(row -> !failing.contains(key(row))).toList());
    if (failing.contains(USER)) {
      // the user is known, and its rows count for nothing
      met.add(new AttributeRow(RowTable.RADCHECK, 0, user, NO_MATTER, "==", "none that asks"));
    }
    List<Membership> untied = new ArrayList<>();
    for (Membership each : order) {
      if (!failing.contains(key(each))) {
        untied.add(new Membership(each.id(), each.owner(), each.group(), untied.size()));
      }
    }
    return new LoginRows(met, untied);
  }

  private @Nullable AttributeRow check(AttributeRow row) {
    Optional<Operator> read = operator(row);
    AttributeFact fact = fact(row.attribute()).orElse(null);
    if (read.isEmpty() || row.attribute() == null) {
      return null;
    }
    Operator op = read.get();
    String key = key(row);
    if (fact == null ? !SETTING.contains(op) : Comparison.mayBeCompared(fact, op)) {
      conditional.add(key);
      return null;
    }
    if (fact != null && fact.is(Trait.SECRET)) {
      bearing.add(key);
      return SETTING.contains(op) ? row(row, HashedPassword.CLEARTEXT, ":=", "given") : null;
    }
    if (fact != null && fact.name().equals("User-Profile")) {
      bear(row);
      return row(row, fact.name(), row.op(), profile(row.value()));
    }
    if (fact != null && (fact.name().equals(ServerNames.AUTH_TYPE) || isAsked(fact))) {
      bear(row);
      return row(row, row.attribute(), row.op(), row.value());
    }
    return row(row, NO_MATTER, ":=", "any");
  }

  private @Nullable AttributeRow reply(AttributeRow row) {
    AttributeFact fact = fact(row.attribute()).orElse(null);
    if (fact == null || !(fact.name().equals(ServerNames.FALL_THROUGH) || isAsked(fact))) {
      return null;
    }
    if (isAsked(fact)) {
      bear(row);
    }
    return row(row, row.attribute(), row.op(), row.value());
  }

  private void bear(AttributeRow row) {
    bearing.add(key(row));
    if (row.value() != null && row.value().startsWith("`")) {
      expanded.add(row);
    }
  }

  /** Whose row it is; a user and a group may have one name. */
  private String key(AttributeRow row) {
    return isOfUser(row) ? USER : GROUP + owner(row);
  }

  private static String key(Membership membership) {
    return GROUP + membership.group();
  }

  private static boolean isOfUser(AttributeRow row) {
    return row.table() == RowTable.RADCHECK || row.table() == RowTable.RADREPLY;
  }

  private AttributeRow row(
      AttributeRow row, @Nullable String attribute, @Nullable String op, @Nullable String value) {
    return new AttributeRow(row.table(), row.id(), owner(row), attribute, op, value);
  }

  private String owner(AttributeRow row) {
    return isOfUser(row) ? named(owners, row.owner(), USER) : named(groups, row.owner(), GROUP);
  }

  private @Nullable String profile(@Nullable String value) {
    return value == null ? null : owners.getOrDefault(value, value);
  }

  private static Optional<Operator> operator(AttributeRow row) {
    String column = row.op();
    return column == null || column.isEmpty() ? Optional.of(Operator.EQUAL) : Operator.read(column);
  }

  private boolean isAsked(AttributeFact fact) {
    return attributes.stream()
        .anyMatch(
            each ->
                each.number() == fact.number() && each.vendor().number() == fact.vendor().number());
  }

  private Optional<AttributeFact> fact(@Nullable String attribute) {
    if (attribute == null) {
      return Optional.empty();
    }
    AttributeFact whole = names.find(attribute);
    return Optional.ofNullable(
        whole == null ? names.find(attribute.replaceFirst(":[0-9]+$", "")) : whole);
  }

  private static String named(Map<String, String> known, String name, String kind) {
    return known.computeIfAbsent(
        name, each -> SafeNames.isSafe(each) ? each : kind + (known.size() + 1));
  }
}
