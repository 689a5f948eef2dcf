package io.ispkit.genieacs.cpe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How the band of a network is told, most trustworthy first.
 *
 * @param named parameters that name it, as TR-181 does
 * @param channels parameters that hold a channel, or a list of those that are possible
 * @param standards parameters that hold a standard of IEEE 802.11, as TR-098 does
 * @param instances by the instance number: the habit of many vendors, and no more
 */
record BandRule(
    List<String> named,
    List<String> channels,
    List<String> standards,
    Map<String, Band> instances) {

  private static final int LAST_OF_2_4 = 14;

  /** Tells nothing. */
  static final BandRule NONE = new BandRule(List.of(), List.of(), List.of(), Map.of());

  BandRule {
    named = named == null ? List.of() : List.copyOf(named);
    channels = channels == null ? List.of() : List.copyOf(channels);
    standards = standards == null ? List.of() : List.copyOf(standards);
    instances = instances == null ? Map.of() : Map.copyOf(instances);
  }

  Optional<Band> of(Place place) {
    return first(named, place, Band::named)
        .or(() -> first(channels, place, BandRule::byChannels))
        .or(() -> first(standards, place, BandRule::byStandard))
        .or(() -> Optional.ofNullable(instances.get(place.instance())));
  }

  private static Optional<Band> first(
      List<String> paths, Place place, Function<String, Optional<Band>> tells) {
    return paths.stream()
        .flatMap(path -> place.text(path).stream())
        .flatMap(text -> tells.apply(text).stream())
        .findFirst();
  }

  /** By the first channel of the list: 6 GHz counts anew, so that it cannot be told in this way. */
  private static Optional<Band> byChannels(String list) {
    return Stream.of(list.split("[,-]", -1))
        .map(String::strip)
        .filter(Channel::isNumber)
        .map(Integer::valueOf)
        .filter(number -> number > 0)
        .findFirst()
        .map(number -> number > LAST_OF_2_4 ? Band.GHZ_5 : Band.GHZ_2_4);
  }

  /** IEEE 802.11a is at 5 GHz, b and g are at 2.4 GHz, n is at both. */
  private static Optional<Band> byStandard(String standard) {
    return switch (standard) {
      case "a", "ac" -> Optional.of(Band.GHZ_5);
      case "b", "g", "g-only" -> Optional.of(Band.GHZ_2_4);
      default -> Optional.empty();
    };
  }
}
