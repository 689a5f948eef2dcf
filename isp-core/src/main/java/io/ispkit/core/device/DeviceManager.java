package io.ispkit.core.device;

import io.ispkit.core.change.Change;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Port;
import io.ispkit.core.outcome.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * Configures customer premises equipment, through an auto-configuration server (ACS) where there is
 * one.
 */
public interface DeviceManager extends Port {

  /**
   * What {@link #configure} would set, with the values that the device has now. Wakes no device.
   */
  Outcome<List<Change>> plan(DeviceSpec spec, Operation operation);

  /**
   * Brings the device to {@code spec}: finds it by serial number, tags it, sets all parameters in
   * one task, refreshes and reads back. A device that is unknown or offline is no failure: the
   * report is {@code PENDING} and the configuration is kept.
   *
   * @return done with the report; refused for good with {@code device_ambiguous} (several devices
   *     carry the serial number), {@code device_taken} (it belongs to another service), {@code
   *     parameter_rejected} (the device said no; names the parameter); refused with retry when the
   *     ACS is away; unknown
   */
  Outcome<DeviceReport> configure(DeviceSpec spec, Operation operation);

  /**
   * Where the configuration that {@code operation} asked for stands now, applying it when the
   * device has appeared; empty when the operation asked for none. May be called at any time, by a
   * poller for instance.
   */
  Outcome<Optional<DeviceReport>> confirm(Operation operation);

  /**
   * As {@link #confirm}, for a job that asks after many devices again and again: one that has not
   * called its ACS since it was last asked in vain is left asleep, and stays pending. A manager
   * that cannot tell asks as {@link #confirm} does.
   */
  default Outcome<Optional<DeviceReport>> confirmQuietly(Operation operation) {
    return confirm(operation);
  }

  /**
   * The undo: withdraws what is still queued, puts back the values read before where they could be
   * read, removes the tag.
   *
   * @return done with what was restored; refused for good with {@code device_ambiguous} (several
   *     devices carry the serial number, and which one was configured is not known), {@code
   *     parameter_rejected} (the device does not take an old value, or keeps what was added) or
   *     {@code changed_since} (others have added to it at the same time); refused with retry, such
   *     as {@code device_offline} when the device must say what it has; unknown. When a later
   *     operation of the same service has configured the device since, nothing is written over:
   *     what this one had found before is restored by the undo of that one
   */
  Outcome<List<Change>> revert(Operation operation);
}
