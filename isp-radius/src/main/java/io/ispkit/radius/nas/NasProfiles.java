package io.ispkit.radius.nas;

import io.ispkit.core.address.Prefix;
import io.ispkit.radius.live.NasPolicies;
import io.ispkit.radius.profile.ProfileRenderer;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The profiles of all NAS: the most specific network that holds a NAS decides. Immutable. */
public final class NasProfiles {

  private final NasProfile others;
  private final List<Entry> entries;

  private NasProfiles(NasProfile others, List<Entry> entries) {
    this.others = Objects.requireNonNull(others, "others");
    this.entries =
        entries.stream()
            .sorted(Comparator.comparingInt((Entry entry) -> entry.network().length()).reversed())
            .toList();
  }

  /** One profile for all NAS. */
  public static NasProfiles all(NasProfile profile) {
    return new NasProfiles(profile, List.of());
  }

  /** The same, with a profile for one NAS. */
  public NasProfiles with(InetAddress nas, NasProfile profile) {
    return with(Prefix.around(nas, nas.getAddress().length * 8), profile);
  }

  /**
   * The same, with a profile for all NAS of a network.
   *
   * @throws IllegalArgumentException the network has a profile already
   */
  public NasProfiles with(Prefix network, NasProfile profile) {
    if (entries.stream().anyMatch(entry -> entry.network().equals(network))) {
      throw new IllegalArgumentException("NAS network " + network + ": expected one profile");
    }
    List<Entry> all = new ArrayList<>(entries);
    all.add(profile.in(network));
    return new NasProfiles(others, all);
  }

  /** The profile of one NAS; an address that nobody knows has that of all others. */
  public NasProfile of(@Nullable InetAddress nas) {
    return entries.stream()
        .filter(entry -> nas != null && entry.network().contains(nas))
        .findFirst()
        .map(Entry::profile)
        .orElse(others);
  }

  /**
   * The policies of all NAS, by what FreeRADIUS and these profiles know of each: its address, and
   * the secret of its row in {@code nas} unless its profile has one for such commands; port and way
   * to change a plan by its profile. The row whose address or prefix holds the NAS most narrowly
   * counts; a row that names a host is left out, since no name server is asked. What is read here
   * does not change: make it anew when the rows have changed.
   *
   * @param clients as {@link NasClients#list} gives them
   * @param renderer in whose attributes a CoA tells the speed
   */
  public NasPolicies policies(List<StoredNas> clients, ProfileRenderer renderer) {
    NasSecrets secrets = NasSecrets.of(clients);
    return nas -> secrets.find(nas).map(secret -> of(nas).coa().policy(nas, secret, renderer));
  }

  /** Every profile that some NAS may have. */
  public Stream<NasProfile> stream() {
    return Stream.concat(entries.stream().map(Entry::profile), Stream.of(others));
  }

  record Entry(Prefix network, NasProfile profile) {}
}
