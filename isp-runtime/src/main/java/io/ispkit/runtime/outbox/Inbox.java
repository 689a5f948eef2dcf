package io.ispkit.runtime.outbox;

import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.database.Dialect;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Makes a consumer idempotent by event id, in the consumer's own transaction. Thread-safe.
 *
 * <p>For events that may arrive more than once from anywhere: a broker, a webhook, a replay.
 */
public final class Inbox {

  private static final String DUPLICATE = "23505"; // SQLSTATE unique_violation, in H2 too

  private final Database database;
  private final String insert;

  public Inbox(Database database) {
    this.database = database;
    this.insert =
        "insert into "
            + database.table("inbox")
            + " (tenant_id, consumer, event_id, received_at) values (?, ?, ?, current_timestamp)"
            + (database.dialect() == Dialect.POSTGRESQL ? " on conflict do nothing" : "");
  }

  /**
   * Whether the consumer sees this event for the first time; notes it. When another transaction is
   * noting the same event, waits for its end.
   *
   * @param consumer 1 to 40 characters
   * @param eventId 1 to 120 characters
   */
  public boolean isFirst(
      Transaction transaction, TenantId tenant, String consumer, String eventId) {
    database.flush(transaction);
    try (PreparedStatement p = transaction.connection().prepareStatement(insert)) {
      p.setString(1, tenant.value());
      p.setString(2, consumer);
      p.setString(3, eventId);
      return p.executeUpdate() == 1;
    } catch (SQLException e) {
      // H2 has no ON CONFLICT; a refused statement leaves its transaction as it was.
      if (DUPLICATE.equals(e.getSQLState()) && database.dialect() == Dialect.H2) {
        return false;
      }
      throw Database.translate("inbox of " + consumer, e);
    }
  }
}
