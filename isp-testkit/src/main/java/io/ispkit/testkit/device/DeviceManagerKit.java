package io.ispkit.testkit.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.ispkit.core.change.Change;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.device.DeviceManager;
import io.ispkit.core.device.DeviceReport;
import io.ispkit.core.device.DeviceSpec;
import io.ispkit.core.device.WifiSettings;
import io.ispkit.core.id.OperationId;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.secret.Secret;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transactions;
import io.ispkit.testkit.backend.MemoryTransactions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The contract of {@link DeviceManager}. Extend it, say how a manager is opened, and run it as an
 * ordinary JUnit test. No device that these tests name has ever been seen by an ACS: that is what
 * all managers, with and without one, have in common.
 */
public abstract class DeviceManagerKit {

  protected static final TenantId ACME = new TenantId("acme");
  protected static final TenantId BETA = new TenantId("beta");

  /**
   * Opens a manager of a tenant. Called several times in one test it opens further managers over
   * the same state, as another process would.
   */
  protected abstract DeviceManager open(TenantId tenant);

  /** The transactions that a {@link Reach#TRANSACTION} manager joins; unused by remote ones. */
  protected Transactions transactions() {
    return new MemoryTransactions();
  }

  protected static Operation operation(String id) {
    return Operation.of(ACME, new OperationId(id));
  }

  protected static DeviceSpec spec(String serial) {
    return new DeviceSpec(
        new CustomerId("cust-1"),
        "svc-1",
        serial,
        "default",
        "jane@example.net",
        Secret.of("ppp-secret-1"),
        new WifiSettings("Jane's home", Secret.of("correct horse 1")));
  }

  @Test
  void aDeviceThatWasNeverSeenIsPending() {
    DeviceReport report = open(ACME).configure(spec("HW-1"), operation("a")).orElseThrow();
    assertThat(report.status()).isEqualTo(DeviceReport.Status.PENDING);
    assertThat(report.serial()).isEqualTo("HW-1");
    assertThat(report.template()).isEqualTo("default");
    assertThat(report.detail()).isNotBlank();
    assertThat(report.deviceId()).isNull();
    assertThat(report.wifiConfigured()).isFalse();
  }

  @Test
  void aRepeatFindsTheWorkOfTheFirst() {
    DeviceManager manager = open(ACME);
    DeviceReport first = manager.configure(spec("HW-1"), operation("a")).orElseThrow();
    assertThat(manager.configure(spec("HW-1"), operation("a")).orElseThrow()).isEqualTo(first);
    assertThat(open(ACME).configure(spec("HW-1"), operation("a")).orElseThrow()).isEqualTo(first);
  }

  @Test
  void aConfirmationTellsWhatTheOperationAskedForAndNothingElse() {
    DeviceManager manager = open(ACME);
    DeviceReport asked = manager.configure(spec("HW-1"), operation("a")).orElseThrow();
    assertThat(open(ACME).confirm(operation("a")).orElseThrow()).contains(asked);
    assertThat(manager.confirm(operation("b")).orElseThrow()).isEmpty();
    Operation inBeta = Operation.of(BETA, new OperationId("a"));
    assertThat(open(BETA).confirm(inBeta).orElseThrow()).isEmpty();
  }

  @Test
  void anUndoneWishIsForgottenAndTheUndoMayBeRepeated() {
    DeviceManager manager = open(ACME);
    manager.configure(spec("HW-1"), operation("a")).orElseThrow();
    manager.configure(spec("HW-2"), operation("b")).orElseThrow();
    manager.revert(operation("a")).orElseThrow();
    assertThat(manager.revert(operation("a")).orElseThrow()).isEmpty();
    assertThat(manager.confirm(operation("a")).orElseThrow()).isEmpty();
    assertThat(manager.confirm(operation("b")).orElseThrow()).isPresent();
  }

  @Test
  void revertingNothingIsDone() {
    assertThat(open(ACME).revert(operation("never")).orElseThrow()).isEmpty();
  }

  @Test
  void aPlanKeepsNothingAndShowsNoSecret() {
    DeviceManager manager = open(ACME);
    List<Change> changes = manager.plan(spec("HW-1"), operation("a")).orElseThrow();
    assertThat(changes).isNotEmpty();
    assertThat(changes.toString()).doesNotContain("ppp-secret-1").doesNotContain("correct horse 1");
    assertThat(manager.confirm(operation("a")).orElseThrow()).isEmpty();
  }

  @Test
  void aReportShowsNoSecret() {
    DeviceReport report = open(ACME).configure(spec("HW-1"), operation("a")).orElseThrow();
    assertThat(report.toString()).doesNotContain("ppp-secret-1").doesNotContain("correct horse 1");
  }

  @Test
  void aTransactionIsJoinedOrRefused() {
    DeviceManager manager = open(ACME);
    Transactions transactions = transactions();
    if (manager.reach() == Reach.REMOTE) {
      transactions.transact(
          tx -> {
            Operation inside = operation("a").within(tx);
            assertThatIllegalStateException()
                .isThrownBy(() -> manager.configure(spec("HW-1"), inside));
            assertThatIllegalStateException().isThrownBy(() -> manager.revert(inside));
            return Optional.empty();
          });
      return;
    }
    class Undo extends RuntimeException {}
    try {
      transactions.transact(
          tx -> {
            manager.configure(spec("HW-1"), operation("a").within(tx)).orElseThrow();
            throw new Undo();
          });
    } catch (Undo expected) {
      assertThat(manager.confirm(operation("a")).orElseThrow()).isEmpty();
    }
  }
}
