package io.ispkit.comms.account;

import io.ispkit.comms.api.ChannelProvider;
import io.ispkit.comms.api.ChannelType;
import io.ispkit.core.error.PermanentException;
import java.net.URL;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The channel providers that are available: those on the class path, and those that the host hands
 * over. Being here activates nothing. Immutable and thread-safe.
 */
public final class ChannelProviders {

  private final Map<String, ChannelProvider> byId;
  private final List<String> skipped;

  private ChannelProviders(Map<String, ChannelProvider> byId, List<String> skipped) {
    this.byId = byId;
    this.skipped = List.copyOf(skipped);
  }

  /**
   * Finds providers. A broken one is skipped, and {@link #report} says so.
   *
   * @param given by the host, in place of found ones of the same id
   * @throws PermanentException two jars bring one id; the message names both
   */
  public static ChannelProviders of(ClassLoader loader, Collection<ChannelProvider> given) {
    Map<String, ChannelProvider> byId = new TreeMap<>();
    List<String> skipped = new ArrayList<>();
    Iterator<ServiceLoader.Provider<ChannelProvider>> found =
        ServiceLoader.load(ChannelProvider.class, loader).stream().iterator();
    boolean more = true;
    while (more) {
      try {
        more = found.hasNext();
        if (more) {
          ChannelProvider provider = found.next().get();
          ChannelProvider other = byId.putIfAbsent(provider.info().id(), provider);
          if (other != null) {
            throw new PermanentException(
                "two channel providers have the id '"
                    + provider.info().id()
                    + "': "
                    + origin(other)
                    + " and "
                    + origin(provider));
          }
        }
      } catch (ServiceConfigurationError | LinkageError e) {
        skipped.add("skipped a channel provider: " + e.getMessage());
      }
    }
    for (ChannelProvider provider : given) {
      byId.put(provider.info().id(), provider);
    }
    return new ChannelProviders(byId, skipped);
  }

  /**
   * The provider of an id, for a kind of channel.
   *
   * @throws PermanentException there is none, or it does not serve that kind; the message names the
   *     candidates
   */
  public ChannelProvider find(String id, ChannelType channel) {
    ChannelProvider provider = byId.get(id);
    if (provider == null || !serves(provider, channel)) {
      throw new PermanentException(expectation(channel));
    }
    return provider;
  }

  /** To be read after "expected". */
  String expectation(ChannelType channel) {
    String candidates =
        byId.values().stream()
            .filter(provider -> serves(provider, channel))
            .map(provider -> provider.info().id() + " (" + origin(provider) + ")")
            .collect(Collectors.joining(", "));
    return "a provider for " + channel + "; there are: " + candidates;
  }

  /** One line for each provider that is available or was skipped. */
  public List<String> report() {
    List<String> lines = new ArrayList<>();
    for (ChannelProvider provider : byId.values()) {
      lines.add(
          provider.info().id()
              + " "
              + provider.info().version()
              + " for "
              + provider.channels().stream()
                  .map(ChannelType::name)
                  .sorted()
                  .collect(Collectors.joining(", "))
              + " from "
              + origin(provider));
    }
    lines.addAll(skipped);
    return lines;
  }

  private static boolean serves(ChannelProvider provider, ChannelType channel) {
    return provider.channels().contains(ChannelProvider.ANY)
        || provider.channels().contains(channel);
  }

  private static String origin(ChannelProvider provider) {
    CodeSource source = provider.getClass().getProtectionDomain().getCodeSource();
    URL place = source == null ? null : source.getLocation();
    return place == null ? provider.getClass().getName() : place.toString();
  }
}
