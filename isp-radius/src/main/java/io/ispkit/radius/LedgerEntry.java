package io.ispkit.radius;

import io.ispkit.core.subscriber.Subscriber;
import java.util.Objects;

/**
 * What one operation wrote.
 *
 * @param before the rows that stood there before, as {@link BeforeImage} writes them
 * @param written the {@link Fingerprint} of the rows written
 */
record LedgerEntry(Subscriber subscriber, String before, String written) {

  LedgerEntry {
    Objects.requireNonNull(subscriber, "subscriber");
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(written, "written");
  }
}
