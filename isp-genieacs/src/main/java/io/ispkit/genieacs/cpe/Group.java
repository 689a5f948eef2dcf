package io.ispkit.genieacs.cpe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one kind of object.
 *
 * @param objects pattern; {@code *} is any instance number
 * @param optional nothing happens when the device has no such object
 * @param create one is added when the device has none and lets one be added
 */
record Group(
    Part needs,
    String objects,
    Take take,
    List<Link> links,
    BandRule bands,
    boolean optional,
    boolean create,
    List<Item> parameters) {

  /** Which part of {@link CpeSettings} it renders. */
  enum Part {
    WIFI,
    PPPOE,
    VLAN,
    MANAGEMENT
  }

  /** Which of the objects found are set. */
  enum Take {
    FIRST,
    /** One for each band: the first that is switched on. */
    ENABLED,
    ALL
  }

  Group {
    Given.required(needs, "needs");
    Given.required(objects, "objects");
    Given.required(take, "take");
    links = links == null ? List.of() : List.copyOf(links);
    bands = bands == null ? BandRule.NONE : bands;
    parameters = List.copyOf(Given.required(parameters, "parameters"));
  }

  /** This group as a device of its own kind has it. */
  Group overriddenBy(GroupChange change) {
    if (change.needs() != needs) {
      return this;
    }
    List<Item> items = new ArrayList<>();
    for (Item item : parameters) {
      if (!isReplaced(item, change)) {
        Map<String, List<String>> words =
            item.set() == null ? null : change.words().get(item.set().toString());
        items.add(words == null ? item : item.calling(words));
      }
    }
    items.addAll(change.parameters());
    return new Group(
        needs,
        change.objects() == null ? objects : change.objects(),
        take,
        links,
        change.bands() == null ? bands : change.bands(),
        optional,
        change.create() == null ? create : change.create(),
        items);
  }

  /** The objects of which it takes instances. */
  Optional<String> parents() {
    return objects.endsWith(".*")
        ? Optional.of(objects.substring(0, objects.length() - 2))
        : Optional.empty();
  }

  private static boolean isReplaced(Item item, GroupChange change) {
    Set<String> dropped = change.drop();
    @Nullable Setting set = item.set();
    return item.paths().stream().anyMatch(dropped::contains)
        || (set != null
            && change.parameters().stream().anyMatch(other -> Objects.equals(other.set(), set)));
  }
}
