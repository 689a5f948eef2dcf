package io.ispkit.radius.explain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The server's two lists while it decides: control and reply. Not thread-safe. */
final class Lists {

  private List<Item> control;
  private List<Item> reply = List.of();

  Lists(List<Item> control) {
    this.control = List.copyOf(control);
  }

  List<Item> control() {
    return control;
  }

  List<Item> reply() {
    return reply;
  }

  void control(List<Item> items) {
    control = List.copyOf(items);
  }

  void reply(List<Item> items) {
    reply = List.copyOf(items);
  }

  @Nullable Item controlled(String name) {
    return first(control, name);
  }

  static @Nullable Item first(List<Item> items, String name) {
    for (Item item : items) {
      if (item.is(name)) {
        return item;
      }
    }
    return null;
  }

  static List<Item> and(List<Item> items, Item more) {
    List<Item> all = new ArrayList<>(items);
    all.add(more);
    return all;
  }
}
