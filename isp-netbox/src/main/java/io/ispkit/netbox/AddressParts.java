package io.ispkit.netbox;

import java.time.InstantSource;

/** What works on IP addresses in NetBox, put together once. */
final class AddressParts {

  private final NetBoxApi api;
  private final Verdict verdict;
  private final Marks<NetBoxAddress> marks;
  private final AddressBody bodies;
  private final AddressLookup lookup;
  private final Prefixes prefixes;
  private final Sources sources;
  private final Taking taking;
  private final Preview preview;
  private final Release<NetBoxAddress> release;

  AddressParts(NetBoxApi api, Verdict verdict, NetBoxSettings settings, InstantSource clock) {
    this.api = api;
    this.verdict = verdict;
    marks =
        new Marks<>(
            api, verdict, NetBoxApi.ADDRESSES, settings.operationField(), NetBoxAddress::of);
    bodies = new AddressBody(new CommonBody(settings));
    lookup = new AddressLookup(api, marks);
    prefixes = new Prefixes(api, settings);
    sources = new Sources(api, prefixes, settings, clock);
    taking = new Taking(new Posting<>(api, verdict, marks), prefixes, sources, lookup, bodies);
    preview = new Preview(api, prefixes, sources, taking);
    release =
        new Release<>(api, verdict, marks, settings.quarantine() ? bodies::quarantined : null);
  }

  NetBoxApi api() {
    return api;
  }

  Verdict verdict() {
    return verdict;
  }

  Marks<NetBoxAddress> marks() {
    return marks;
  }

  AddressBody bodies() {
    return bodies;
  }

  AddressLookup lookup() {
    return lookup;
  }

  Prefixes prefixes() {
    return prefixes;
  }

  Sources sources() {
    return sources;
  }

  Taking taking() {
    return taking;
  }

  Preview preview() {
    return preview;
  }

  Release<NetBoxAddress> release() {
    return release;
  }
}
