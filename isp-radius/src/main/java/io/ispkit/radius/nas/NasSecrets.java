package io.ispkit.radius.nas;

import io.ispkit.core.address.Prefix;
import io.ispkit.core.secret.Secret;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The secrets of the rows of {@code nas}, the narrowest first; of two the first row's counts. */
record NasSecrets(List<Entry> entries) {

  record Entry(Prefix network, Secret secret) {}

  static NasSecrets of(List<StoredNas> clients) {
    List<Entry> entries = new ArrayList<>();
    for (StoredNas stored : clients) {
      network(stored.client().name())
          .ifPresent(network -> entries.add(new Entry(network, stored.client().secret())));
    }
    entries.sort(Comparator.comparingInt((Entry entry) -> entry.network().length()).reversed());
    return new NasSecrets(List.copyOf(entries));
  }

  Optional<Secret> find(InetAddress nas) {
    return entries.stream()
        .filter(entry -> entry.network().contains(nas))
        .map(Entry::secret)
        .findFirst();
  }

  /** Empty: it is the name of a host. */
  private static Optional<Prefix> network(String name) {
    try {
      if (name.contains("/")) {
        return Optional.of(Prefix.parse(name));
      }
      InetAddress address = Prefix.address(name);
      return Optional.of(Prefix.around(address, address.getAddress().length * 8));
    } catch (IllegalArgumentException host) {
      return Optional.empty();
    }
  }
}
