package io.ispkit.genieacs;

import io.ispkit.core.device.DeviceConfigurations;
import io.ispkit.core.device.DeviceReport;
import io.ispkit.core.device.DeviceSpec;
import io.ispkit.core.operation.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run of an operation, and what is noted of the operation so far. Not thread-safe. */
final class Job implements Additions {

  private final DeviceConfigurations configurations;
  private final DeviceSpec spec;
  private final Operation operation;
  private final Tag tag;
  private Memo memo;
  private boolean wrote;

  Job(
      DeviceConfigurations configurations,
      DeviceSpec spec,
      Operation operation,
      Tag tag,
      Memo memo) {
    this.configurations = configurations;
    this.spec = spec;
    this.operation = operation;
    this.tag = tag;
    this.memo = memo;
  }

  DeviceSpec spec() {
    return spec;
  }

  Operation operation() {
    return operation;
  }

  Tag tag() {
    return tag;
  }

  /** The beginning of its unique keys. */
  String key() {
    return operation.toString();
  }

  Memo memo() {
    return memo;
  }

  /** To be kept with the next report. */
  void note(Memo now) {
    memo = now;
  }

  /** This run has changed something at GenieACS or the device. */
  void wrote() {
    wrote = true;
  }

  /** Whether it has: then its end is no longer that certainly nothing was done. */
  boolean hasWritten() {
    return wrote;
  }

  void keep(DeviceReport report) {
    configurations.keep(operation, spec, report, memo.entries());
  }

  void keepPending(@Nullable Found found, List<String> paths, String detail) {
    keep(Reports.pending(spec, memo, found, paths, detail));
  }

  /** Keeps what is kept, as tried in vain just now: nothing when nothing is kept. */
  void keepTried(String why) {
    configurations.find(operation).ifPresent(kept -> keep(Reports.tried(kept.report(), why)));
  }

  void withdraw() {
    configurations.withdraw(operation);
  }

  @Override
  public void announced(Found device, String object, List<String> existing) {
    memo = memo.withDevice(device.device().id()).withAnnounced(object, existing);
    keepPending(device, List.of(), "an instance of " + object + " is being added");
  }

  @Override
  public void settled(Found device, String object, List<String> added) {
    memo = memo.withSettled(object, added);
    wrote |= !added.isEmpty();
    keepPending(device, List.of(), "added: " + added);
  }
}
