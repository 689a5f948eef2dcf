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

  /** A row of ours is gone that nothing else tells; the message says which, and what to do. */
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
            .orElseThrow(
                () ->
                    gone(
                        known,
                        RadTable.RADCHECK,
                        "with a password",
                        "with :=, such as " + Attributes.CLEARTEXT_PASSWORD));
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
        .orElseThrow(() -> gone(known, RadTable.RADREPLY, attribute + " in seconds", "with :="));
  }

  private static Untold gone(SubscriberSpec known, RadTable table, String row, String how) {
    return new Untold(
        "subscriber "
            + known.username()
            + " was written by an earlier version that kept less, and "
            + table.tableName()
            + " has no row "
            + row
            + " of it any more: put it back ("
            + how
            + "), and repeat");
  }
}
