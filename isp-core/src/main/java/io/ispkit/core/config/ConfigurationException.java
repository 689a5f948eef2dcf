package io.ispkit.core.config;

import io.ispkit.core.error.PermanentException;
import io.ispkit.core.fault.Fault;
import io.ispkit.core.fault.Faults;
import java.util.List;

/**
 * The configuration is wrong. Names every fault at once, each with its path, where it stands and
 * what was expected; never shows the value of a secret. A person must mend the configuration.
 */
public class ConfigurationException extends PermanentException {

  private final transient List<Fault> faults;

  /** All that is wrong; at least one fault. */
  public ConfigurationException(List<Fault> faults) {
    super("configuration:\n" + Faults.describe(faults));
    this.faults = List.copyOf(faults);
  }

  /** All that is wrong, in the order of discovery. */
  public List<Fault> faults() {
    return faults;
  }
}
