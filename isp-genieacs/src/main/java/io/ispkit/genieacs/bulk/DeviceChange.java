package io.ispkit.genieacs.bulk;

import io.ispkit.core.outcome.Outcome;

/**
 * What is to be done to each of many devices. Thread-safe. An implementation is a few lines over
 * {@code DeviceOrders} or {@code DirectSettings}.
 */
public interface DeviceChange {

  /** Where one device stands. */
  enum State {
    /** The device itself showed it. */
    DONE,
    /** Asked for; the device has not shown it yet. */
    PENDING,
    /** It will not be: the device refused, or cannot. */
    FAILED
  }

  /**
   * Begins with one device. Safe to repeat.
   *
   * @return done with where it stands; refused with retry: not begun, to be begun later; refused
   *     for good: failed; unknown: taken as pending, and checked
   */
  Outcome<State> begin(String deviceId);

  /** Where the device stands; asked again and again while it is pending. */
  Outcome<State> check(String deviceId);
}
