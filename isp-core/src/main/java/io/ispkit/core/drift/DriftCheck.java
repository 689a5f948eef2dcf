package io.ispkit.core.drift;

import io.ispkit.core.change.Change;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import java.util.List;
import java.util.function.Consumer;

/**
 * Compares what a system holds with what it should hold. An adapter implements it beside its port.
 * Thread-safe; called outside any transaction.
 */
public interface DriftCheck {

  /** The system, as in {@link Change#system()}. */
  String system();

  /**
   * Compares one service. Reads only, and wakes nothing.
   *
   * @return done with what differs, empty when all is well; refused with retry when the system is
   *     away. Never unknown
   */
  Outcome<List<Drift>> compare(ExpectedService service);

  /**
   * Reads all that the system holds for the tenant, page by page, and reports what no service
   * accounts for. What belongs to another tenant, or to nobody of ours, is not reported.
   *
   * @param found is told of each as it is found, in the caller's thread; it may wait, to set the
   *     pace
   * @return done with how many things were looked at; refused with retry when the system went away
   *     on the way. Never unknown
   */
  Outcome<Long> strays(ExpectedServices services, Consumer<Drift> found);

  /**
   * Writes what is {@linkplain Drift#mending() ours to write}, if the thing is still as {@code
   * drift} found it. A stray is removed only where it carries our own mark.
   *
   * @param drift found by this check
   * @param operation names this mending; a repeat does nothing
   * @return done with what was written, empty when nothing was left to write; refused for good with
   *     {@code changed_since} when it is not as it was found any more; refused with retry; unknown
   */
  Outcome<List<Change>> mend(Drift drift, Operation operation);
}
