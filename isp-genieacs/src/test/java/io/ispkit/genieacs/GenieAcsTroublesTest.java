package io.ispkit.genieacs;

import static io.ispkit.genieacs.Acs.operation;
import static io.ispkit.genieacs.Acs.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.device.DeviceManager;
import io.ispkit.core.device.DeviceReport;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.testkit.genieacs.FakeCpe;
import io.ispkit.testkit.genieacs.FakeGenieAcs;
import io.ispkit.testkit.http.Trouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What is reported when GenieACS fails is always what is true there. */
class GenieAcsTroublesTest {

  private static final String USERNAME =
      "InternetGatewayDevice.WANDevice.1.WANConnectionDevice.1.WANPPPConnection.1.Username";

  private final FakeGenieAcs fake = new FakeGenieAcs();
  private final Acs acs = new Acs(fake);
  private final FakeCpe cpe = fake.add(FakeCpe.tr098("HW-1"));

  @AfterEach
  void close() {
    assertThat(fake.crashes()).isZero();
    fake.close();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void troubleWithOneTaskEndsWithTheTruth(Trouble trouble) {
    fake.troubles().on(Acs::sets, 1, trouble);
    finish(acs.open());
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"NONE", "SLOW"})
  void lastingTroubleWithTasksIsNeverASuccessAndNeverARefusal(Trouble trouble) {
    fake.troubles().on(Acs::sets, 100, trouble);
    DeviceManager manager = acs.open();
    Outcome<DeviceReport> outcome = manager.configure(spec("HW-1"), operation("a"));
    assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
    fake.troubles().clear();
    finish(manager);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void troubleWithAnyFirstWriteEndsWithTheTruth(Trouble trouble) {
    fake.troubles().next(1, "POST", trouble);
    finish(acs.open());
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"NONE", "SLOW"})
  void troubleWithReadsBeforeAnyWriteIsToBeRetried(Trouble trouble) {
    fake.troubles().next(100, "GET", trouble);
    Outcome<DeviceReport> outcome = acs.open().configure(spec("HW-1"), operation("a"));
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(((Outcome.Refused<?>) outcome).refusal().isPermanent()).isFalse();
    assertThat(cpe.value(USERNAME)).isEqualTo("factory");
    assertThat(cpe.tags()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void troubleWithTheUndoEndsWithTheTruth(Trouble trouble) {
    DeviceManager manager = acs.open();
    manager.configure(spec("HW-1"), operation("a")).orElseThrow();
    fake.troubles().next(1, "POST", trouble);
    fake.troubles().next(1, "DELETE", trouble);
    Outcome<?> outcome = manager.revert(operation("a"));
    for (int i = 0; i < 100 && !outcome.isDone(); i++) {
      pause();
      outcome = manager.revert(operation("a"));
    }
    assertThat(outcome.isDone()).isTrue();
    assertThat(cpe.value(USERNAME)).isEqualTo("factory");
    assertThat(cpe.tags()).isEmpty();
    assertThat(fake.tasks()).isEmpty();
  }

  @Test
  void anAcsThatIsAwayIsToBeRetriedAndNothingIsKept() {
    fake.down();
    DeviceManager manager = acs.open();
    Outcome<DeviceReport> outcome = manager.configure(spec("HW-1"), operation("a"));
    assertThat(((Outcome.Refused<?>) outcome).refusal().isPermanent()).isFalse();
    assertThat(manager.confirm(operation("a")).orElseThrow()).isEmpty();
    fake.up();
    finish(manager);
  }

  private void finish(DeviceManager manager) {
    Outcome<DeviceReport> outcome = manager.configure(spec("HW-1"), operation("a"));
    assertTrue(outcome);
    for (int i = 0; i < 100 && !isConfirmed(outcome); i++) {
      pause();
      outcome = manager.configure(spec("HW-1"), operation("a"));
      assertTrue(outcome);
    }
    assertThat(isConfirmed(outcome)).isTrue();
    assertThat(cpe.value(USERNAME)).isEqualTo("jane@example.net");
    assertThat(fake.tasks()).isEmpty();
  }

  private void assertTrue(Outcome<DeviceReport> outcome) {
    if (isConfirmed(outcome)) {
      assertThat(cpe.value(USERNAME)).isEqualTo("jane@example.net");
      assertThat(cpe.tags()).containsExactly(Acs.TAG);
    } else if (outcome instanceof Outcome.Refused<DeviceReport> refused) {
      assertThat(refused.refusal().isPermanent()).isFalse();
      assertThat(cpe.value(USERNAME)).isEqualTo("factory");
    }
  }

  private static boolean isConfirmed(Outcome<DeviceReport> outcome) {
    return outcome instanceof Outcome.Done<DeviceReport> done
        && done.value().status() == DeviceReport.Status.CONFIRMED;
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
