package io.ispkit.runtime;

import io.ispkit.core.config.Config;
import io.ispkit.core.config.ConfigReader;
import io.ispkit.core.config.Options;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.plugin.AdapterProvider;
import io.ispkit.runtime.FoundProviders.Found;
import io.ispkit.runtime.address.PoolProvider;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which adapter a tenant has for a port.
 *
 * @param found null when nothing on the class path has that id
 * @param options checked; null when the tenant's section is absent: the adapter is then opened with
 *     its defaults, when it is first asked for
 * @param fallback options of the embedded pool for outages, or null
 */
record AdapterChoice(
    PortSection section,
    String id,
    String place,
    @Nullable Found<AdapterProvider<?>> found,
    @Nullable Options options,
    @Nullable Options fallback) {

  static AdapterChoice read(
      ConfigReader tenant, PortSection port, FoundProviders<AdapterProvider<?>> providers) {
    ConfigReader section = tenant.child(port.key());
    String id = section.text("adapter").orElse(port.usual());
    Found<AdapterProvider<?>> found =
        FoundProviders.adapter(providers, port.port(), id).orElse(null);
    Options options = null;
    Options fallback = null;
    if (found == null) {
      section.ignore("options");
      section.ignore("fallback");
      if (section.isPresent()) {
        section.refuse(
            "adapter",
            "an adapter that is on the class path ("
                + FoundProviders.candidates(providers, port.port())
                + "), not "
                + id);
      }
    } else if (section.isPresent()) {
      options = section.child("options").options(found.provider().options());
      if (section.has("fallback") && port == PortSection.ADDRESSES) {
        fallback = section.child("fallback").options(new PoolProvider().options());
      } else if (found.provider().fallsBack(options)) {
        section.refuse("fallback", "the options of the embedded pool, for " + id + " falls back");
      }
    }
    return new AdapterChoice(port, id, section.path(), found, options, fallback);
  }

  /** Whether the adapter is opened with the backend. */
  boolean isConfigured() {
    return found != null && options != null;
  }

  AdapterProvider<?> provider() {
    if (found == null) {
      throw new PermanentException(
          place + ": no adapter " + id + " is on the class path for " + section.port().getName());
    }
    return found.provider();
  }

  /**
   * The options to open with.
   *
   * @throws PermanentException the section is absent, and the adapter cannot do without
   */
  Options effective() {
    if (options != null) {
      return options;
    }
    Config nothing = Config.of(Map.of());
    Options defaults = nothing.at(place + ".options").options(provider().options());
    nothing.verify();
    return defaults;
  }

  Optional<Options> optionalFallback() {
    return Optional.ofNullable(fallback);
  }
}
