package io.ispkit.runtime;

import io.ispkit.core.error.PermanentException;
import io.ispkit.core.operation.Port;
import io.ispkit.core.plugin.AdapterProvider;
import io.ispkit.core.plugin.PluginInfo;
import java.net.URL;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What {@code ServiceLoader} found of one kind, and what it could not load. Activates nothing. */
final class FoundProviders<P> {

  private static final int MOST_BROKEN = 100;

  private final List<Found<P>> found = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();

  /** A provider and who it is. */
  record Found<P>(P provider, PluginInfo info) {
    String jar() {
      return jarOf(provider.getClass());
    }
  }

  private FoundProviders() {}

  static <P> FoundProviders<P> load(
      Class<P> type, ClassLoader loader, Function<P, PluginInfo> info) {
    FoundProviders<P> all = new FoundProviders<>();
    Iterator<P> providers = ServiceLoader.load(type, loader).iterator();
    while (all.skipped.size() < MOST_BROKEN) {
      try {
        if (!providers.hasNext()) {
          break;
        }
        P provider = providers.next();
        all.found.add(new Found<>(provider, info.apply(provider)));
      } catch (ServiceConfigurationError | LinkageError | RuntimeException broken) {
        // One broken jar must not take the backend with it; the report says what is missing.
        all.skipped.add(type.getSimpleName() + " skipped: " + broken);
      }
    }
    return all;
  }

  List<Found<P>> all() {
    return List.copyOf(found);
  }

  List<String> skipped() {
    return List.copyOf(skipped);
  }

  /**
   * Refuses two providers of one identity.
   *
   * @throws PermanentException names both and their jars
   */
  void checkUnique(Function<Found<P>, String> identity) {
    found.stream()
        .collect(Collectors.groupingBy(identity))
        .forEach(
            (id, same) -> {
              if (same.size() > 1) {
                throw new PermanentException(
                    "two plugins are "
                        + id
                        + ": "
                        + same.stream()
                            .map(f -> f.provider().getClass().getName() + " in " + f.jar())
                            .collect(Collectors.joining(", ")));
              }
            });
  }

  /** The adapter of a port by its id. */
  static Optional<Found<AdapterProvider<?>>> adapter(
      FoundProviders<AdapterProvider<?>> providers, Class<? extends Port> port, String id) {
    return providers.found.stream()
        .filter(f -> f.provider().port().equals(port) && f.info().id().equals(id))
        .findFirst();
  }

  /** The adapters of a port with their jars, for messages. */
  static String candidates(
      FoundProviders<AdapterProvider<?>> providers, Class<? extends Port> port) {
    return providers.found.stream()
        .filter(f -> f.provider().port().equals(port))
        .map(f -> f.info().id() + " (" + f.jar() + ")")
        .collect(Collectors.joining(", "));
  }

  /** The file that a class was loaded from. */
  static String jarOf(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL place = source == null ? null : source.getLocation();
    if (place == null) {
      return "the Java runtime";
    }
    String path = place.getPath().replaceAll("/$", "");
    String file = path.substring(path.lastIndexOf('/') + 1);
    return file.isEmpty() || file.equals("classes") ? path : file;
  }
}
