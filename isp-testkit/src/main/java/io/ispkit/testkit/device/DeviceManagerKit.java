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
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.core.secret.Secret;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transactions;
import io.ispkit.testkit.backend.MemoryTransactions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * The contract of {@link DeviceManager}. Extend it, say how a manager is opened, and run it as an
 * ordinary JUnit test. No device that these tests name has ever been seen by an ACS: that is what
 * all managers, with and without one, have in common.
 */
public abstract class DeviceManagerKit {

  private static final AtomicInteger COUNT = new AtomicInteger();

  /** A tenant that no other test uses. */
  protected final TenantId acme = new TenantId("acme-" + COUNT.incrementAndGet());

  /** Another one. */
  protected final TenantId beta = new TenantId("beta-" + COUNT.get());

  /**
   * Opens a manager of a tenant. Called several times in one test it opens further managers over
   * the same state, as another process would.
   */
  protected abstract DeviceManager open(TenantId tenant);

  /** The transactions that a {@link Reach#TRANSACTION} manager joins; unused by remote ones. */
  protected Transactions transactions() {
    return new MemoryTransactions();
  }

  protected final Operation operation(String id) {
    return Operation.of(acme, new OperationId(id));
  }

  protected static DeviceSpec spec(String serial) {
    return spec(serial, "svc-1");
  }

  protected static DeviceSpec spec(String serial, String service) {
    return new DeviceSpec(
        new CustomerId("cust-1"),
        service,
        serial,
        "default",
        "jane@example.net",
        Secret.of("ppp-secret-1"),
        new WifiSettings("Jane's home", Secret.of("correct horse 1")));
  }

  @Test
  void aDeviceThatWasNeverSeenIsPending() {
    DeviceReport report = open(acme).configure(spec("HW-1"), operation("a")).orElseThrow();
    assertThat(report.status()).isEqualTo(DeviceReport.Status.PENDING);
    assertThat(report.serial()).isEqualTo("HW-1");
    assertThat(report.template()).isEqualTo("default");
    assertThat(report.detail()).isNotBlank();
    assertThat(report.deviceId()).isNull();
    assertThat(report.wifiConfigured()).isFalse();
  }

  @Test
  void aRepeatFindsTheWorkOfTheFirst() {
    DeviceManager manager = open(acme);
    DeviceReport first = manager.configure(spec("HW-1"), operation("a")).orElseThrow();
    assertThat(manager.configure(spec("HW-1"), operation("a")).orElseThrow()).isEqualTo(first);
    assertThat(open(acme).configure(spec("HW-1"), operation("a")).orElseThrow()).isEqualTo(first);
  }

  @Test
  void aConfirmationTellsWhatTheOperationAskedForAndNothingElse() {
    DeviceManager manager = open(acme);
    DeviceReport asked = manager.configure(spec("HW-1"), operation("a")).orElseThrow();
    assertThat(open(acme).confirm(operation("a")).orElseThrow()).contains(asked);
    assertThat(open(acme).confirmQuietly(operation("a")).orElseThrow()).contains(asked);
    assertThat(manager.confirmQuietly(operation("b")).orElseThrow()).isEmpty();
    assertThat(manager.confirm(operation("b")).orElseThrow()).isEmpty();
    Operation inBeta = Operation.of(beta, new OperationId("a"));
    assertThat(open(beta).confirm(inBeta).orElseThrow()).isEmpty();
  }

  @Test
  void aDeviceThatAnotherServiceAskedForIsTaken() {
    DeviceManager manager = open(acme);
    manager.configure(spec("HW-1"), operation("a")).orElseThrow();
    for (var outcome :
        List.of(
            manager.configure(spec("HW-1", "svc-2"), operation("b")),
            manager.plan(spec("HW-1", "svc-2"), operation("b")))) {
      assertThat(outcome).isInstanceOf(Outcome.Refused.class);
      Refusal refusal = ((Outcome.Refused<?>) outcome).refusal();
      assertThat(refusal.code()).isEqualTo("device_taken");
      assertThat(refusal.isPermanent()).isTrue();
    }
    assertThat(manager.confirm(operation("b")).orElseThrow()).isEmpty();
    manager.revert(operation("a")).orElseThrow();
    assertThat(manager.configure(spec("HW-1", "svc-2"), operation("b")).isDone()).isTrue();
  }

  @Test
  void anUndoneWishIsForgottenAndTheUndoMayBeRepeated() {
    DeviceManager manager = open(acme);
    manager.configure(spec("HW-1"), operation("a")).orElseThrow();
    manager.configure(spec("HW-2"), operation("b")).orElseThrow();
    manager.revert(operation("a")).orElseThrow();
    assertThat(manager.revert(operation("a")).orElseThrow()).isEmpty();
    assertThat(manager.confirm(operation("a")).orElseThrow()).isEmpty();
    assertThat(manager.confirm(operation("b")).orElseThrow()).isPresent();
  }

  @Test
  void revertingNothingIsDone() {
    assertThat(open(acme).revert(operation("never")).orElseThrow()).isEmpty();
  }

  @Test
  void aPlanKeepsNothingAndShowsNoSecret() {
    DeviceManager manager = open(acme);
    List<Change> changes = manager.plan(spec("HW-1"), operation("a")).orElseThrow();
    assertThat(changes).isNotEmpty();
    assertThat(changes.toString()).doesNotContain("ppp-secret-1").doesNotContain("correct horse 1");
    assertThat(manager.confirm(operation("a")).orElseThrow()).isEmpty();
  }

  @Test
  void aReportShowsNoSecret() {
    DeviceReport report = open(acme).configure(spec("HW-1"), operation("a")).orElseThrow();
    assertThat(report.toString()).doesNotContain("ppp-secret-1").doesNotContain("correct horse 1");
  }

  @Test
  void aTransactionIsJoinedOrRefused() {
    DeviceManager manager = open(acme);
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
