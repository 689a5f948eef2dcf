package io.ispkit.netbox;

import static io.ispkit.netbox.Acme.any;
import static io.ispkit.netbox.Acme.operation;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.address.AddressAssignment;
import io.ispkit.core.drift.Drift;
import io.ispkit.core.error.CommitUnknownException;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.transaction.Transactions;
import io.ispkit.netbox.Reconciled.State;
import io.ispkit.testkit.backend.MemoryTransactions;
import io.ispkit.testkit.netbox.FakeNetBox;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The connection to our own database breaks in the midst of a commit for the fallback pool. */
class UnseenCommitTest {

  /** What became of the commit that nobody saw end. */
  enum Truth {
    COMMITTED,
    ROLLED_BACK
  }

  private final FakeNetBox fake = new FakeNetBox();
  private final Breaking transactions = new Breaking();
  private final Acme acme =
      new Acme(fake)
          .with("fallback", "pool")
          .with("retries", 0)
          .with("breaker_failures", 1000)
          .with("breaker_calls", 1000);

  UnseenCommitTest() {
    acme.transactions = transactions;
  }

  @BeforeEach
  void prefix() {
    fake.prefix("100.64.0.0/24", "acme");
  }

  @AfterEach
  void close() {
    fake.close();
  }

  @ParameterizedTest
  @EnumSource
  void anAddressThatThePoolMayHaveGivenIsUnknownAndFoundByTheRepeat(Truth truth) {
    NetBox netBox = acme.open();
    fake.down();
    transactions.next = truth;
    assertThat(netBox.allocate(any(), operation("a"))).isInstanceOf(Outcome.Unknown.class);
    AddressAssignment got = netBox.allocate(any(), operation("a")).orElseThrow();
    assertThat(got.method()).isEqualTo(AddressAssignment.Method.FALLBACK);
    assertThat(acme.ledger.open(Acme.TENANT, 10)).hasSize(1);
    assertThat(got.address())
        .isEqualTo(acme.ledger.open(Acme.TENANT, 1).get(0).assignment().address());
  }

  @ParameterizedTest
  @EnumSource
  void aReleaseThatMayHaveHappenedIsUnknownAndEndedByTheRepeat(Truth truth) {
    NetBox netBox = acme.open();
    fallen(netBox);
    transactions.next = truth;
    assertThat(netBox.release(operation("a"))).isInstanceOf(Outcome.Unknown.class);
    assertThat(netBox.release(operation("a")).isDone()).isTrue();
    assertThat(acme.ledger.open(Acme.TENANT, 10)).isEmpty();
    assertThat(acme.pool.find(operation("a")).orElseThrow()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void anEntryThatMayBeClosedIsUnknownAndTheNextRunLooks(Truth truth) {
    NetBox netBox = acme.open();
    fallen(netBox);
    transactions.next = truth;
    assertThat(netBox.reconciliation().run(10))
        .extracting(Reconciled::state)
        .containsExactly(State.UNKNOWN);
    assertThat(netBox.reconciliation().run(10))
        .extracting(Reconciled::state)
        .isEqualTo(truth == Truth.COMMITTED ? List.of() : List.of(State.FOUND));
    assertThat(acme.ledger.open(Acme.TENANT, 10)).isEmpty();
    assertThat(fake.heldBy("acme/a")).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void aMendingThatClosesTheEntryIsUnknownToo(Truth truth) {
    NetBox netBox = acme.open();
    AddressAssignment given = fallen(netBox);
    Drift missing =
        netBox.compare(NetBoxContract.service(given, given.dnsName(), true)).orElseThrow().get(0);
    transactions.next = truth;
    assertThat(netBox.mend(missing, operation("m"))).isInstanceOf(Outcome.Unknown.class);
    assertThat(netBox.compare(NetBoxContract.service(given, given.dnsName(), true)).orElseThrow())
        .isEmpty();
  }

  private AddressAssignment fallen(NetBox netBox) {
    fake.down();
    AddressAssignment given = netBox.allocate(any(), operation("a")).orElseThrow();
    fake.up();
    return given;
  }

  /** Loses the answer to the next commit. */
  private static final class Breaking implements Transactions {

    private final MemoryTransactions memory = new MemoryTransactions();
    private @Nullable Truth next;

    @Override
    public <T> T transact(Body<T> body) {
      Truth truth = next;
      next = null;
      if (truth == null) {
        return memory.transact(body);
      }
      CommitUnknownException unseen = new CommitUnknownException("commit: connection lost", null);
      memory.transact(
          transaction -> {
            body.run(transaction);
            if (truth == Truth.ROLLED_BACK) {
              throw unseen;
            }
            return true;
          });
      throw unseen;
    }

    @Override
    public String product() {
      return memory.product();
    }
  }
}
