package io.ispkit.runtime.database;

import io.ispkit.core.error.PermanentException;
import org.jspecify.annotations.Nullable;

/**
 * The connection broke while a commit was under way (or, on H2, the file could not be synchronised
 * after it): the transaction is there as a whole, or not at all, and it is not known which. The
 * caller must look before it repeats, for example by the business key that it wrote.
 */
public final class CommitUnknownException extends PermanentException {

  CommitUnknownException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
