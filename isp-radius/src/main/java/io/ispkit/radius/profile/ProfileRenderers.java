package io.ispkit.radius.profile;

import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.config.Options;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.text.PrintableText;
import java.net.URL;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The renderers that are available. Being here activates nothing. Immutable and thread-safe; {@link
 * #load} reads jars.
 */
public final class ProfileRenderers {

  private static final int MOST_BROKEN = 100;
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  private final Map<String, List<ProfileRenderer>> byId;
  private final List<String> skipped;

  private ProfileRenderers(Map<String, List<ProfileRenderer>> byId, List<String> skipped) {
    this.byId = byId;
    this.skipped = skipped;
  }

  /** Finds renderers. A broken one is skipped, and {@link #report} says so. */
  public static ProfileRenderers load(ClassLoader loader) {
    Map<String, List<ProfileRenderer>> byId = new TreeMap<>();
    List<String> skipped = new ArrayList<>();
    Iterator<ProfileRenderer> found = ServiceLoader.load(ProfileRenderer.class, loader).iterator();
    while (skipped.size() < MOST_BROKEN) {
      try {
        if (!found.hasNext()) {
          break;
        }
        ProfileRenderer renderer = found.next();
        String name = renderer.id();
        if (ID.matcher(name).matches()) {
          byId.computeIfAbsent(name, id -> new ArrayList<>()).add(renderer);
        } else {
          skipped.add(
              "renderer skipped: expected an id of 1 to 63 of [a-z0-9_], beginning with a letter,"
                  + " but that of "
                  + renderer.getClass().getName()
                  + " was "
                  + PrintableText.shown(name));
        }
      } catch (ServiceConfigurationError | LinkageError | RuntimeException broken) {
        skipped.add("renderer skipped: " + broken);
      }
    }
    return new ProfileRenderers(byId, List.copyOf(skipped));
  }

  /** The ids, sorted. */
  public List<String> ids() {
    return List.copyOf(byId.keySet());
  }

  /**
   * The renderer of an id, by its defaults.
   *
   * @throws PermanentException there is none, or two jars bring it; names all candidates
   */
  public ProfileRenderer find(String id) {
    List<ProfileRenderer> found = byId.getOrDefault(id, List.of());
    if (found.size() > 1) {
      throw new PermanentException(
          "two renderers have the id " + id + ": " + String.join(", ", described(found)));
    }
    if (found.isEmpty()) {
      throw new PermanentException(
          "no renderer has the id " + id + "; there are: " + String.join(", ", report()));
    }
    return found.get(0);
  }

  /**
   * The renderer of an id, by options in their text forms.
   *
   * @throws PermanentException there is none, two jars bring it, or the options do not fit; names
   *     every candidate or every fault
   */
  public ProfileRenderer find(String id, Map<String, String> options) {
    ProfileRenderer renderer = find(id);
    if (renderer instanceof ConfigurableRenderer configurable) {
      try {
        return configurable.with(Options.of(configurable.options(), options));
      } catch (IllegalArgumentException notTogether) {
        throw new PermanentException(
            "options of renderer " + id + ": " + notTogether.getMessage(), notTogether);
      }
    }
    Options.of(OptionSpec.none(), options);
    return renderer;
  }

  /** One line for each renderer that is available or was skipped. */
  public List<String> report() {
    List<String> lines =
        byId.values().stream()
            .flatMap(same -> described(same).stream())
            .collect(Collectors.toCollection(ArrayList::new));
    lines.addAll(skipped);
    return lines;
  }

  private static List<String> described(List<ProfileRenderer> renderers) {
    return renderers.stream()
        .map(renderer -> renderer.id() + " (" + renderer.vendor() + ", " + jar(renderer) + ")")
        .toList();
  }

  private static String jar(ProfileRenderer renderer) {
    CodeSource source = renderer.getClass().getProtectionDomain().getCodeSource();
    URL place = source == null ? null : source.getLocation();
    return place == null ? renderer.getClass().getName() : place.toString();
  }
}
