package io.ispkit.radius.bulk;

import io.ispkit.core.subscriber.SubscriberSpec;
import io.ispkit.radius.access.StoredPassword;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One line that could be read.
 *
 * @param line where it begins, from 1
 * @param spec with the password if the line says one in clear text
 * @param stored the password as another system stored it, or null
 */
public record ImportLine(long line, SubscriberSpec spec, @Nullable StoredPassword stored) {

  /** Checks that nothing is missing. */
  public ImportLine {
    Objects.requireNonNull(spec, "spec");
  }
}
