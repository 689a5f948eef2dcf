package io.ispkit.radius;

import io.ispkit.core.error.PermanentException;
import io.ispkit.core.subscriber.SubscriberSpec;
import java.time.Duration;
import java.util.List;

/**
 * What a subscriber should have of whom an earlier version kept no more than its plan: that, and
 * what else its rows say. Every such service is active. Pure.
 */
final class EarlierBasis {

  /** A row of ours is gone that nothing else tells. */
  static final class Untold extends PermanentException {

    private static final long serialVersionUID = 1L;

    private Untold(String message) {
      super(message);
    }
  }

  private EarlierBasis() {}

  /**
   * From the rows that stand there.
   *
   * @param known what the ledger tells; its time-outs count for nothing
   * @throws Untold a row of ours is gone
   */
  static ServiceBasis of(SubscriberSpec known, List<StoredRow> rows) {
    RadiusRow password =
        rows.stream()
            .filter(RowDifference::isPassword)
            .map(StoredRow::content)
            .findFirst()
            .orElseThrow(() -> gone(known, "password"));
    return ServiceBasis.first(
        new SubscriberSpec(
            known.customer(),
            known.username(),
            known.profile(),
            known.download(),
            known.upload(),
            known.staticAddress(),
            seconds(known, rows, Attributes.SESSION_TIMEOUT),
            seconds(known, rows, Attributes.IDLE_TIMEOUT)),
        password);
  }

  private static Duration seconds(SubscriberSpec known, List<StoredRow> rows, String attribute) {
    return rows.stream()
        .filter(row -> row.table() == RadTable.RADREPLY && row.attribute().equals(attribute))
        .filter(row -> row.value().matches("[0-9]{1,10}"))
        .map(row -> Duration.ofSeconds(Long.parseLong(row.value())))
        .findFirst()
        .orElseThrow(() -> gone(known, attribute));
  }

  private static Untold gone(SubscriberSpec known, String row) {
    return new Untold(
        "subscriber "
            + known.username()
            + " was written by an earlier version, and its row "
            + row
            + " is gone: put it back, or provision the subscriber anew");
  }
}
