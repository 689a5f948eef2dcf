package io.ispkit.radius.group;

import io.ispkit.core.fault.Faults;
import io.ispkit.core.plan.BandwidthPlan;
import io.ispkit.radius.dictionary.AttributeFact;
import io.ispkit.radius.dictionary.AttributeFact.Trait;
import io.ispkit.radius.dictionary.Dictionary;
import io.ispkit.radius.dictionary.RowTable;
import io.ispkit.radius.profile.ReplyAttribute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Renders a change as rows for each place that it replaces, and checks all of them. Pure. */
final class DesiredRows {

  private static final String USERNAME = "[a-z0-9][a-z0-9._:/@-]{0,63}";

  private final Dictionary dictionary;

  DesiredRows(Dictionary dictionary) {
    this.dictionary = dictionary;
  }

  /** By place; everything that is wrong is noted. */
  Map<Place, List<GroupRow>> render(GroupChange change, Faults faults) {
    Map<Place, List<GroupRow>> rows = new TreeMap<>();
    Set<String> owners = new HashSet<>();
    for (PlanGroup group : change.groups()) {
      if (!owners.add("group " + group.name().toLowerCase(Locale.ROOT))) {
        faults.add("group", group.name(), "each group once, whatever its case");
      }
      group(group, rows, faults);
    }
    for (MemberRows member : change.members()) {
      if (!owners.add("user " + member.username())) {
        faults.add("user", member.username(), "each user once");
      }
      member(member, rows, faults);
    }
    return rows;
  }

  private void group(PlanGroup group, Map<Place, List<GroupRow>> rows, Faults faults) {
    checkGroup(group.name(), faults);
    Set<String> single = new HashSet<>();
    List<GroupRow> replies = new ArrayList<>();
    for (ReplyAttribute reply : group.rows()) {
      check(RowTable.RADGROUPREPLY, reply, single, faults);
      replies.add(row(Place.GROUP_REPLIES, group.name(), reply));
    }
    rows.put(new Place(Place.GROUP_REPLIES, group.name(), ""), replies);
    List<GroupCheck> checks = group.checks();
    if (checks != null) {
      rows.put(
          new Place(Place.GROUP_CHECKS, group.name(), ""), checks(group.name(), checks, faults));
    }
  }

  private List<GroupRow> checks(String group, List<GroupCheck> checks, Faults faults) {
    List<GroupRow> rows = new ArrayList<>();
    Map<String, GroupCheck> seen = new HashMap<>();
    for (GroupCheck check : checks) {
      String attribute = check.attribute();
      boolean secret = dictionary.find(attribute).filter(fact -> fact.is(Trait.SECRET)).isPresent();
      if (secret) {
        faults.add(
            "radgroupcheck " + attribute, "", "no password: it would be that of every member");
      } else {
        dictionary.check(RowTable.RADGROUPCHECK, attribute, check.op(), check.value(), faults);
      }
      GroupCheck before = seen.put(attribute, check);
      if (before != null && (isAlone(before) || isAlone(check) || before.equals(check))) {
        faults.add(
            attribute,
            secret ? "" : check.value(),
            "one row, unless all its rows say what it must not be, or give a range");
      }
      rows.add(new GroupRow(Place.GROUP_CHECKS, 0, group, attribute, check.op(), check.value()));
    }
    return rows;
  }

  /** What is set counts once, and two values cannot both be the one. */
  private static boolean isAlone(GroupCheck check) {
    return check.op().equals(":=") || check.op().equals("==");
  }

  private void member(MemberRows member, Map<Place, List<GroupRow>> rows, Faults faults) {
    String user = member.username();
    if (!user.matches(USERNAME)) {
      faults.add("username", user, "1 to 64 of [a-z0-9._:/@-], beginning with a letter or digit");
    }
    List<GroupRow> memberships = new ArrayList<>();
    Set<Integer> priorities = new HashSet<>();
    Set<String> groups = new HashSet<>();
    member
        .groups()
        .forEach(
            (group, priority) -> {
              checkGroup(group, faults);
              // MariaDB takes both for one group, and so does the server on it
              if (!groups.add(group.toLowerCase(Locale.ROOT))) {
                faults.add("group", group, "each group once, whatever its case");
              }
              if (!priorities.add(priority)) {
                faults.add(
                    "priority of " + group, "" + priority, "a number that no other group has");
              }
              memberships.add(new GroupRow(Place.MEMBERSHIPS, 0, user, group, "", "" + priority));
            });
    rows.put(new Place(Place.MEMBERSHIPS, user, ""), memberships);
    for (String cleared : member.cleared()) {
      if (dictionary.find(cleared).isEmpty()) {
        faults.add("attribute", cleared, "an attribute of the dictionary");
      }
      rows.put(new Place(Place.REPLIES, user, cleared), new ArrayList<>());
    }
    Set<String> single = new HashSet<>();
    for (ReplyAttribute override : member.overrides()) {
      check(RowTable.RADREPLY, override, single, faults);
      if (member.cleared().contains(override.name())) {
        faults.add(override.name(), override.value(), "either a value or to be cleared");
      }
      rows.computeIfAbsent(
              new Place(Place.REPLIES, user, override.name()), place -> new ArrayList<>())
          .add(row(Place.REPLIES, user, override));
    }
  }

  private static void checkGroup(String name, Faults faults) {
    if (!BandwidthPlan.isValidCode(name)) {
      faults.add("group", name, "1 to 64 of [0-9A-Za-z._-]");
    }
  }

  private void check(RowTable table, ReplyAttribute reply, Set<String> single, Faults faults) {
    dictionary.check(table, reply.name(), reply.op(), reply.value(), faults);
    boolean multi = dictionary.find(reply.name()).map(DesiredRows::isMulti).orElse(true);
    if (!multi && !single.add(reply.name())) {
      faults.add(reply.name(), reply.value(), "one row: it is sent once");
    }
  }

  private static boolean isMulti(AttributeFact fact) {
    return fact.is(Trait.MULTI);
  }

  private static GroupRow row(String table, String owner, ReplyAttribute reply) {
    return new GroupRow(table, 0, owner, reply.name(), reply.op(), reply.value());
  }
}
