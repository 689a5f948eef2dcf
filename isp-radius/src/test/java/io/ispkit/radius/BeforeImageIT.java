package io.ispkit.radius;

import static io.ispkit.testkit.subscriber.Subscribers.operation;
import static io.ispkit.testkit.subscriber.Subscribers.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.change.Change;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.subscriber.SubscriberDirectory;
import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rows that stood there before an operation come back as they were, under their old ids. */
@OnEachDatabase
class BeforeImageIT {

  private static final Operation OPERATION = operation("acme", "run1.radius");

  private final TestTables tables;
  private final SubscriberDirectory directory;

  BeforeImageIT(TestDatabase database) {
    tables = new TestTables(database.url(), database.username(), database.password(), "radius");
    directory = TestContext.open(tables, Map.of());
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void restore_puts_the_rows_before_back_with_their_ids() {
    tables.strangersRow("jane");
    tables.execute(
        "insert into radius.radreply (username, attribute, op) values ('Jane', 'Class', '=')");
    tables.execute(
        "insert into radius.radusergroup (username, groupname, priority) values ('jane', 'gold', -1)");
    List<String> before = tables.contents();
    replaceRows();
    assertThat(tables.contents()).isNotEqualTo(before);
    List<Change> undone = directory.restore(OPERATION).orElseThrow();
    assertThat(tables.contents()).isEqualTo(before);
    assertThat(undone)
        .extracting(Change::action)
        .containsExactly(Change.Action.UPDATE, Change.Action.UPDATE, Change.Action.CREATE);
  }

  /** As an operation does that takes a name over: keeps what is there, then writes its own. */
  private void replaceRows() {
    tables.transact(
        transaction -> {
          RadiusTables open = tables.tables(transaction);
          UserRows userRows = new UserRows(open);
          Ledger ledger = new Ledger(open);
          List<StoredRow> old = userRows.read("jane");
          assertThat(old).hasSize(3);
          assertThat(ledger.claim(spec("jane"), OPERATION)).isTrue();
          userRows.delete(old);
          RadiusRow check = RadiusRow.check(Attributes.CLEARTEXT_PASSWORD, "new password");
          RadiusRow reply = RadiusRow.reply(Attributes.SESSION_TIMEOUT, "60");
          long checkId = userRows.insert("jane", List.of(check)).get(0);
          List<Long> replyIds = userRows.insert("jane", List.of(reply));
          ledger.complete(
              OPERATION,
              checkId,
              replyIds,
              BeforeImage.encode(old),
              Fingerprint.of(List.of(reply, check)),
              "");
          return checkId;
        });
  }
}
