package io.ispkit.core.error;

import org.jspecify.annotations.Nullable;

/**
 * The connection broke while a commit was under way (or, on H2, the file could not be synchronised
 * after it): the transaction is there as a whole, or not at all, and it is not known which. The
 * caller must look before it repeats, for example by the business key that it wrote. Where effects
 * end as an {@code Outcome} this is the unknown one, never a refusal.
 */
public final class CommitUnknownException extends PermanentException {

  /** Of a transaction whose end nobody has seen. */
  public CommitUnknownException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
