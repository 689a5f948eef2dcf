package io.ispkit.radius.explain;

import io.ispkit.radius.dictionary.RowTable;
import java.util.List;

/**
 * What the module sql does in {@code authorize} (FreeRADIUS 3.2, {@code mod_authorize} and {@code
 * rlm_sql_process_groups}): the rows of the user, then its groups, then its profile.
 */
final class Authorization {

  /** What a table says of going on; the third is what it says by saying nothing. */
  private enum FallThrough {
    NO,
    YES,
    UNSAID
  }

  private final LoginRows rows;
  private final RowReader reader;
  private final Comparison comparison;
  private final ServerSettings settings;
  private final Lists lists;
  private final Trace trace;
  private FallThrough fallThrough = FallThrough.UNSAID;

  Authorization(
      LoginRows rows,
      RowReader reader,
      Comparison comparison,
      ServerSettings settings,
      Lists lists,
      Trace trace) {
    this.rows = rows;
    this.reader = reader;
    this.comparison = comparison;
    this.settings = settings;
    this.lists = lists;
    this.trace = trace;
  }

  /**
   * Fills the lists.
   *
   * @throws Ended the look-up fails, or it cannot be told
   */
  void run(String username) {
    boolean found = user(username);
    if (fallsThrough(settings.readsGroups())) {
      if (!isLookedUp(() -> groups(username), found)) {
        return;
      }
      found |= !rows.groups(username).isEmpty();
    } else {
      trace.say("groups are not looked at");
    }
    if (fallsThrough(settings.readsProfiles())) {
      isLookedUp(this::profile, found);
    }
  }

  /**
   * Whether the module goes on. A look-up that fails rejects the login, but only of a user of whom
   * something was found before: else the module says "not found", which rejects nobody, and what it
   * has merged until then stays.
   */
  private boolean isLookedUp(Runnable lookUp, boolean found) {
    try {
      lookUp.run();
      return true;
    } catch (Ended ended) {
      if (found || ended.verdict() != Verdict.REJECT) {
        throw ended;
      }
      trace.say(
          ended.decision().row(),
          ended.decision().says()
              + "; but the user has no row in radcheck, so the server goes on with what it has");
      return false;
    }
  }

  private boolean fallsThrough(boolean unlessSaid) {
    return fallThrough == FallThrough.YES || (unlessSaid && fallThrough == FallThrough.UNSAID);
  }

  /** Returns whether the user has rows in radcheck, whether they match or not. */
  private boolean user(String username) {
    List<Item> checks = reader.read(rows.of(RowTable.RADCHECK, username));
    if (checks.isEmpty()) {
      trace.say("no row of radcheck for " + username + ": rows of radreply are not looked at");
      return false;
    }
    if (!comparison.matches(checks)) {
      trace.say("the user's rows in radcheck and radreply count for nothing");
      return true;
    }
    lists.control(Merge.of(lists.control(), checks, trace));
    List<Item> replies = reader.read(rows.of(RowTable.RADREPLY, username));
    if (!replies.isEmpty()) {
      fallThrough = fallThrough(replies);
      lists.reply(Merge.of(lists.reply(), replies, trace));
    }
    return true;
  }

  private void groups(String owner) {
    List<Membership> memberships = rows.groups(owner);
    if (memberships.isEmpty()) {
      trace.say(owner + " is in no group");
      fallThrough = FallThrough.UNSAID;
      return;
    }
    for (Membership membership : memberships) {
      String group = membership.group();
      SafeNames.check(group, "group");
      List<Item> checks = reader.read(rows.of(RowTable.RADGROUPCHECK, group));
      String said = "group " + group + " (priority " + membership.priority() + ")";
      if (!comparison.matches(checks)) {
        trace.say(said + " is passed over");
        continue;
      }
      trace.say(said + " is taken");
      lists.control(Merge.of(lists.control(), checks, trace));
      List<Item> replies = reader.read(rows.of(RowTable.RADGROUPREPLY, group));
      fallThrough = fallThrough(replies);
      lists.reply(Merge.of(lists.reply(), replies, trace));
      if (fallThrough != FallThrough.YES) {
        trace.say("no group is looked at after it, since it has no Fall-Through = Yes");
        return;
      }
    }
  }

  private void profile() {
    Item named = lists.controlled("User-Profile");
    String profile = settings.defaultProfile();
    if (named != null) {
      Value value = named.value();
      if (value == null) {
        throw Ended.unmodelled(named.row(), "what the server expands here cannot be told");
      }
      profile = value.text();
    }
    if (!profile.isEmpty()) {
      SafeNames.check(profile, "profile");
      trace.say("profile " + profile);
      groups(profile);
    }
  }

  /** The first of them counts, whatever its operator. */
  private static FallThrough fallThrough(List<Item> replies) {
    Item item = Lists.first(replies, ServerNames.FALL_THROUGH);
    if (item == null) {
      return FallThrough.UNSAID;
    }
    Value value = item.value();
    String written = item.row() == null ? "" : "" + item.row().value();
    if (value == null || written.startsWith("`") || value.number() > 1) {
      throw Ended.unmodelled(item.row(), "neither Yes nor No");
    }
    return value.number() == 1 ? FallThrough.YES : FallThrough.NO;
  }
}
