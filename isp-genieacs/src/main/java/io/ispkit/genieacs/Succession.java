package io.ispkit.genieacs;

import io.ispkit.core.device.DeviceConfigurations;
import io.ispkit.core.device.DeviceConfigurations.Kept;
import io.ispkit.core.device.DeviceReport;
import io.ispkit.core.device.DeviceSpec;
import io.ispkit.core.id.OperationId;
import io.ispkit.core.operation.Operation;
import java.util.Optional;

/**
 * Several operations of one service for one device: what the last one asked for counts. An older
 * one that is still pending must not be carried out after it, and the undo of an older one must not
 * write over it.
 */
final class Succession {

  private final Nbi nbi;
  private final DeviceConfigurations configurations;

  Succession(Nbi nbi, DeviceConfigurations configurations) {
    this.nbi = nbi;
    this.configurations = configurations;
  }

  /**
   * The operation kept last for the device of {@code spec}, when that is another one of the same
   * service: for an operation that is kept itself, the one that took its place; for one that is not
   * kept yet, the one whose place it takes.
   */
  Optional<Kept> other(Operation operation, DeviceSpec spec) {
    return configurations
        .findBySerial(operation.tenant(), spec.serial())
        .filter(kept -> !kept.operation().equals(operation.id().value()))
        .filter(kept -> kept.spec().serviceId().equals(spec.serviceId()));
  }

  static Operation operation(Operation like, Kept kept) {
    return Operation.of(like.tenant(), new OperationId(kept.operation()));
  }

  /** Takes the queued task of an older operation back, so that it is not carried out later. */
  void overtake(Operation operation, DeviceSpec spec, String deviceId) throws AcsFailure {
    Optional<Kept> older =
        other(operation, spec)
            .filter(kept -> kept.report().status() == DeviceReport.Status.PENDING);
    if (older.isPresent()) {
      String key = operation(operation, older.get()).toString();
      Optional<String> task = nbi.queued(deviceId, key);
      if (task.isPresent()) {
        nbi.deleteTask(task.get());
      }
    }
  }

  /**
   * Leaves what an operation that is undone had found before to the one that came later: the undo
   * of that one then restores it.
   */
  void handOver(Operation undone, Memo memo, Kept later) {
    Memo theirs = new Memo(later.memo());
    boolean sameDevice =
        memo.device().isEmpty()
            || theirs.device().isEmpty()
            || memo.device().equals(theirs.device());
    if (sameDevice) {
      configurations.keep(
          operation(undone, later),
          later.spec(),
          later.report(),
          theirs.takingOver(memo).entries());
    }
    configurations.withdraw(undone);
  }
}
