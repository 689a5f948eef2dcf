package io.ispkit.radius.explain;

import io.ispkit.radius.dictionary.AttributeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ends that control items set to a login (FreeRADIUS 3.2: module expiration, {@code
 * rad_authenticate}).
 */
final class Limits {

  private static final String EXPIRATION = "Expiration";
  private static final String SESSION_TIMEOUT = "Session-Timeout";
  private static final String SIMULTANEOUS_USE = "Simultaneous-Use";
  private static final String LOGIN_TIME = "Login-Time";
  private static final String PORT_LIMIT = "Port-Limit";
  private static final String DENIED = "You are already logged in - access denied";

  private final ServerNames names;
  private final ServerSettings settings;
  private final Lists lists;
  private final Trace trace;

  Limits(ServerNames names, ServerSettings settings, Lists lists, Trace trace) {
    this.names = names;
    this.settings = settings;
    this.lists = lists;
    this.trace = trace;
  }

  /**
   * A date in the past refuses; one in the future lets the session end with it.
   *
   * @throws Ended it has expired, or it cannot be told
   */
  void expiration(Instant at) {
    Item loginTime = lists.controlled(LOGIN_TIME);
    if (loginTime != null) {
      throw Ended.unmodelled(loginTime.row(), "hours of login are not modelled");
    }
    Item expiration = lists.controlled(EXPIRATION);
    if (expiration == null || !settings.checksExpiration()) {
      return;
    }
    long left = number(expiration) - at.getEpochSecond();
    if (left <= 0) {
      throw Ended.rejected(expiration.row(), "expired " + -left + " seconds ago");
    }
    List<Item> reply = new ArrayList<>(lists.reply());
    for (int i = 0; i < reply.size(); i++) {
      Item item = reply.get(i);
      if (item.is(SESSION_TIMEOUT)) {
        if (number(item) > left) {
          reply.set(i, timeout(expiration, left));
          trace.say(expiration.row(), "lowers Session-Timeout to the " + left + " seconds left");
        }
        lists.reply(reply);
        return;
      }
    }
    reply.add(timeout(expiration, left));
    trace.say(expiration.row(), "sets Session-Timeout to the " + left + " seconds left");
    lists.reply(reply);
  }

  private Item timeout(Item expiration, long left) {
    return new Item(
        names.known(SESSION_TIMEOUT),
        null,
        Operator.SET_IF_ABSENT,
        Value.number(AttributeType.INTEGER, left),
        expiration.row());
  }

  /**
   * Too many open sessions refuse, and take all reply attributes along.
   *
   * @param open null: not counted
   * @throws Ended there are too many, or it cannot be told
   */
  void sessions(@Nullable Integer open) {
    Item limit = lists.controlled(SIMULTANEOUS_USE);
    if (limit == null) {
      return;
    }
    if (!settings.countsSessions()) {
      trace.say(limit.row(), "does nothing: the server does not count sessions");
      return;
    }
    long most = number(limit);
    if (most > Integer.MAX_VALUE) {
      throw Ended.unmodelled(limit.row(), "a limit of more than 31 bits is not modelled");
    }
    if (open == null) {
      throw Ended.unmodelled(limit.row(), "the open sessions are not counted");
    }
    if (open < most) {
      trace.say(limit.row(), open + " open sessions, and " + most + " are allowed");
      return;
    }
    if (Lists.first(lists.reply(), PORT_LIMIT) != null) {
      throw Ended.unmodelled(limit.row(), "Port-Limit may allow a second link");
    }
    String text = most > 1 ? DENIED + " (" + most + ")" : DENIED;
    lists.reply(List.of(Item.ofServer(names.known("Reply-Message"), Value.text(text))));
    throw Ended.rejected(
        limit.row(),
        open + " open sessions (checkrad may know better), and " + most + " are allowed");
  }

  private static long number(Item item) {
    Value value = item.value();
    if (value == null) {
      throw Ended.unmodelled(item.row(), "what the server expands here cannot be told");
    }
    return value.number();
  }
}
