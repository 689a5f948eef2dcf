package io.ispkit.radius.dynauth;

import io.ispkit.core.error.PermanentException;
import io.ispkit.core.fault.Fault;
import io.ispkit.core.fault.Faults;
import java.util.List;

/**
 * A request cannot be written as it was asked for: nothing was sent. Names every fault at once. The
 * caller must change the values.
 */
public class InvalidRequestException extends PermanentException {

  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  /** All that is wrong; at least one fault. */
  public InvalidRequestException(List<Fault> faults) {
    super("request to a NAS:\n" + Faults.describe(faults));
    this.faults = List.copyOf(faults);
  }

  /** All that is wrong, in the order of discovery. */
  public List<Fault> faults() {
    return faults;
  }
}
