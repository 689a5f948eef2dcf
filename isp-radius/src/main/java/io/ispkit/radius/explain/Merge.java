package io.ispkit.radius.explain;

import io.ispkit.radius.dictionary.AttributeFact.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Merges the items of one table into a list ({@code radius_pairmove} of FreeRADIUS 3.2). Operators
 * act on what was in the list before, never on items of the same table.
 */
final class Merge {

  private final Trace trace;
  private final List<@Nullable Item> before;
  private final boolean[] edited;
  private final List<Item> prepended = new ArrayList<>();
  private final List<Item> appended = new ArrayList<>();

  private Merge(List<Item> to, Trace trace) {
    this.before = new ArrayList<>(to);
    this.edited = new boolean[to.size()];
    this.trace = trace;
  }

  /**
   * The new list.
   *
   * @throws Ended it cannot be told
   */
  static List<Item> of(List<Item> to, List<Item> from, Trace trace) {
    Merge merge = new Merge(to, trace);
    from.forEach(merge::add);
    List<Item> all = new ArrayList<>(merge.prepended);
    for (Item item : merge.before) {
      if (item != null) {
        all.add(item);
      }
    }
    all.addAll(merge.appended);
    return List.copyOf(all);
  }

  private void add(Item item) {
    switch (item.op()) {
      case ADD -> append(item);
      case PREPEND -> {
        prepended.add(0, item);
        trace.say(item.row(), "put in front" + value(item));
      }
      case SET -> set(item);
      case SET_IF_ABSENT -> setIfAbsent(item);
      case AT_MOST, AT_LEAST -> bound(item);
      case SUBTRACT, EQUAL, ABSENT -> remove(item);
      default -> trace.say(item.row(), "only compared");
    }
  }

  private void append(Item item) {
    appended.add(item);
    trace.say(item.row(), "set" + value(item));
  }

  private void set(Item item) {
    for (int i = 0; i < before.size(); i++) {
      Item old = before.get(i);
      if (old != null && !edited[i] && old.is(item)) {
        before.set(i, item);
        edited[i] = true;
        trace.say(item.row(), "replaces that of " + old.origin() + value(item));
        return;
      }
    }
    append(item);
  }

  private void setIfAbsent(Item item) {
    for (int i = 0; i < before.size(); i++) {
      Item old = before.get(i);
      if (old != null && !edited[i] && old.is(item)) {
        trace.say(item.row(), "gives way to that of " + old.origin());
        return;
      }
    }
    append(item);
  }

  private void bound(Item item) {
    boolean moved = false;
    for (int i = 0; i < before.size() && !moved; i++) {
      Item old = before.get(i);
      if (old == null || edited[i] || !old.is(item)) {
        continue;
      }
      int compared = compare(item, old);
      if (item.op() == Operator.AT_MOST ? compared > 0 : compared < 0) {
        before.set(i, item);
        edited[i] = true;
        moved = true;
        trace.say(item.row(), "replaces that of " + old.origin() + value(item));
      }
    }
    if (!moved) {
      append(item);
    }
  }

  private void remove(Item item) {
    for (int i = 0; i < before.size(); i++) {
      Item old = before.get(i);
      if (old == null || edited[i] || !old.is(item)) {
        continue;
      }
      boolean goes =
          switch (item.op()) {
            case ABSENT -> true;
            case EQUAL -> compare(item, old) != 0;
            default -> compare(item, old) == 0;
          };
      if (goes) {
        before.set(i, null);
        trace.say(item.row(), "removes that of " + old.origin());
      }
    }
  }

  private static int compare(Item item, Item old) {
    Value wanted = item.value();
    Value found = old.value();
    if (wanted == null || found == null) {
      throw Ended.unmodelled(item.row(), "what the server expands here cannot be told");
    }
    if (item.fact().is(Trait.TAGGED) && !Objects.equals(item.tag(), old.tag())) {
      throw Ended.unmodelled(item.row(), "operators between different tags are not modelled");
    }
    return found.compare(wanted);
  }

  private static String value(Item item) {
    String shown = item.shown();
    return shown == null ? "; its value cannot be told" : ": " + shown;
  }
}
