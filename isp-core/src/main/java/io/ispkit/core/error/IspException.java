package io.ispkit.core.error;

import org.jspecify.annotations.Nullable;

/**
 * Root of all exceptions that ISP Kit throws on purpose. A caller decides by the two subtypes:
 * {@link RetryableException} may succeed later without a change, {@link PermanentException} will
 * not.
 *
 * <p>Messages name the ids concerned and never hold a secret.
 */
public abstract sealed class IspException extends RuntimeException
    permits RetryableException, PermanentException {

  private static final long serialVersionUID = 1L;

  IspException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
