package io.ispkit.radius;

import io.ispkit.core.fault.Faults;
import io.ispkit.core.rate.BitRate;
import io.ispkit.core.subscriber.SubscriberSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the subscribers of one plan have in common, rendered and checked once for all of them: an
 * import has many lines and few plans. Not thread-safe.
 */
final class PlanRows {

  private static final int MOST = 1_000;

  private final SubscriberRows rows;
  private final Map<Key, Rendered> known = new HashMap<>();

  PlanRows(SubscriberRows rows) {
    this.rows = rows;
  }

  /**
   * Rows and the digest of each.
   *
   * @param digests as {@link Fingerprint#digest} makes them
   */
  record Rendered(List<RadiusRow> rows, List<String> digests) {}

  /** The rows of the plan; those of a faulty one are rendered, and its faults noted, each time. */
  Rendered of(SubscriberSpec spec, Faults faults) {
    Key key =
        new Key(
            spec.profile(),
            spec.download(),
            spec.upload(),
            spec.sessionTimeout(),
            spec.idleTimeout());
    Rendered rendered = known.get(key);
    return rendered == null ? render(key, spec, faults) : rendered;
  }

  private Rendered render(Key key, SubscriberSpec spec, Faults faults) {
    Faults found = new Faults();
    List<RadiusRow> ofPlan = rows.ofPlan(spec, found);
    Rendered rendered = new Rendered(ofPlan, ofPlan.stream().map(Fingerprint::digest).toList());
    found.list().forEach(faults::add);
    if (found.isEmpty() && known.size() < MOST) {
      known.put(key, rendered);
    }
    return rendered;
  }

  private record Key(
      String profile,
      BitRate download,
      BitRate upload,
      Duration sessionTimeout,
      Duration idleTimeout) {}
}
