package io.ispkit.radius.profile;

import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.config.Options;

/**
 * A renderer with options: for what differs by product line, or where a vendor's documents leave
 * room. Without {@link #with} it renders by the defaults.
 */
public interface ConfigurableRenderer extends ProfileRenderer {

  /** The options, all with defaults. */
  OptionSpec options();

  /**
   * A renderer of the same id that goes by {@code options}, which hold to {@link #options}.
   *
   * @throws IllegalArgumentException what the options say does not go together
   */
  ProfileRenderer with(Options options);
}
