package io.ispkit.genieacs.cpe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which wireless objects of a device belong to which of the networks wanted. */
final class WifiPlaces {

  private final Group group;
  private final List<WifiNetwork> networks;
  private final Map<Band, List<Place>> byBand = new LinkedHashMap<>();
  private final List<Place> unknown = new ArrayList<>();

  WifiPlaces(Group group, List<Place> places, List<WifiNetwork> networks) {
    this.group = group;
    this.networks = networks;
    for (Place place : places) {
      Optional<Band> band = group.bands().of(place);
      band.map(b -> byBand.computeIfAbsent(b, key -> new ArrayList<>())).orElse(unknown).add(place);
    }
  }

  List<Place> of(WifiNetwork network) {
    Band band = network.band();
    if (band != null) {
      List<Place> all = byBand.getOrDefault(band, List.of());
      List<Place> enabled = enabled(all);
      return group.take() == Group.Take.ALL ? all : first(enabled.isEmpty() ? all : enabled);
    }
    List<List<Place>> free =
        byBand.entrySet().stream()
            .filter(e -> networks.stream().noneMatch(n -> n.band() == e.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    List<Place> all = new ArrayList<>(free.stream().flatMap(List::stream).toList());
    all.addAll(unknown);
    if (group.take() == Group.Take.ALL) {
      return all;
    }
    if (group.take() == Group.Take.FIRST || enabled(all).isEmpty()) {
      return first(all);
    }
    // A guest network of the same band stays as it is.
    List<Place> taken = new ArrayList<>();
    free.forEach(places -> taken.addAll(first(enabled(places))));
    taken.addAll(enabled(unknown));
    return taken;
  }

  private static List<Place> enabled(List<Place> places) {
    return places.stream().filter(Place::isEnabled).toList();
  }

  private static List<Place> first(List<Place> places) {
    return places.stream().limit(1).toList();
  }
}
