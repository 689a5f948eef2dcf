package io.ispkit.genieacs.cpe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Collects the rendering of one device, group by group. */
final class Renderer {

  private final DeviceDocument device;
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();
  private final List<String> unlisted = new ArrayList<>();
  private final List<String> creatable = new ArrayList<>();

  Renderer(DeviceDocument device) {
    this.device = device;
  }

  Rendering rendering() {
    return new Rendering(parameters, missing, unlisted, creatable);
  }

  void missing(String what) {
    missing.add(what);
  }

  void wifi(Group group, List<WifiNetwork> networks) {
    if (networks.isEmpty()) {
      return;
    }
    List<Place> places = places(group);
    if (places.isEmpty()) {
      missing.add(group.objects());
      return;
    }
    WifiPlaces wifi = new WifiPlaces(group, places, networks);
    for (WifiNetwork network : networks) {
      List<Place> taken = wifi.of(network);
      if (taken.isEmpty()) {
        missing.add(group.objects() + (network.band() == null ? "" : " at " + network.band()));
      }
      taken.forEach(place -> render(group, place, Values.of(network)));
    }
  }

  void part(Group group, Values values) {
    if (values.isEmpty()) {
      return;
    }
    List<Place> places = places(group);
    if (places.isEmpty() && !group.optional()) {
      missing.add(group.objects());
      group
          .parents()
          .filter(parents -> group.create())
          .flatMap(parents -> device.objects(parents).stream().filter(device::grows).findFirst())
          .ifPresent(creatable::add);
    }
    int count = group.take() == Group.Take.FIRST ? 1 : places.size();
    List<Place> enabled = places.stream().filter(Place::isEnabled).toList();
    boolean onlyEnabled = group.take() == Group.Take.ENABLED && !enabled.isEmpty();
    (onlyEnabled ? enabled : places)
        .stream().limit(count).forEach(place -> render(group, place, values));
  }

  private List<Place> places(Group group) {
    return device.objects(group.objects()).stream()
        .map(object -> new Place(device, object, group.links()))
        .toList();
  }

  private void render(Group group, Place place, Values values) {
    Security mode = mode(group, place, values);
    for (Item item : group.parameters()) {
      if (!item.when().isEmpty() && (mode == null || !item.when().contains(mode))) {
        continue;
      }
      JsonNode value = value(item, place, values, mode);
      if (value == null) {
        continue;
      }
      Optional<String> path = writable(item, place);
      if (path.isPresent()) {
        String type = device.knownType(path.get()).orElse(item.type());
        parameters.add(new Parameter(path.get(), value, type, item.set()));
      } else if (!item.optional()) {
        missing.add(place.object() + "." + item.paths().get(0));
      }
    }
  }

  private Optional<String> writable(Item item, Place place) {
    return item.paths().stream()
        .flatMap(path -> place.resolve(path).stream())
        .filter(path -> Parameter.isPath(path) && device.has(path) && !device.isReadOnly(path))
        .findFirst();
  }

  /** The first mode of those wanted that the device lists. */
  private @Nullable Security mode(Group group, Place place, Values values) {
    if (values.security().isEmpty()) {
      return null;
    }
    Optional<Item> item =
        group.parameters().stream().filter(i -> i.set() == Setting.WIFI_SECURITY).findFirst();
    if (item.isEmpty()) {
      return values.security().get(0);
    }
    for (Security wanted : values.security()) {
      if (word(item.get(), place, wanted).isPresent()) {
        return wanted;
      }
    }
    unlisted.add(
        place.object()
            + ": security "
            + values.security()
            + list(item.get(), place).map(all -> " is not among " + all).orElse(""));
    return null;
  }

  private Optional<String> word(Item item, Place place, Security mode) {
    List<String> words = item.words().getOrDefault(mode.toString(), List.of());
    Predicate<String> listed =
        list(item, place)
            .<Predicate<String>>map(
                all -> word -> Arrays.stream(all.split(",", -1)).anyMatch(w -> same(w, word)))
            .orElse(word -> true);
    return words.stream().filter(listed).findFirst();
  }

  private static boolean same(String listed, String word) {
    return listed.strip().equals(word);
  }

  private static Optional<String> list(Item item, Place place) {
    return item.listedIn().stream().flatMap(path -> place.text(path).stream()).findFirst();
  }

  private @Nullable JsonNode value(Item item, Place place, Values values, @Nullable Security mode) {
    Setting setting = item.set();
    if (setting == null) {
      return item.value();
    }
    if (setting == Setting.WIFI_SECURITY) {
      return mode == null
          ? null
          : word(item, place, mode).map(JsonNodeFactory.instance::textNode).orElse(null);
    }
    JsonNode value = values.get(setting);
    if (value != null && setting == Setting.WIFI_CHANNEL) {
      Channel channel = new Channel(value.asInt());
      Optional<String> list = list(item, place);
      if (list.isPresent() && !channel.isIn(list.get())) {
        unlisted.add(place.object() + ": channel " + channel + " is not among " + list.get());
        return null;
      }
    }
    return value;
  }
}
