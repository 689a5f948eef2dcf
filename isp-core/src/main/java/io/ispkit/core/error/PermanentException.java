package io.ispkit.core.error;

import org.jspecify.annotations.Nullable;

/**
 * The call did not do its work and will not do it however often it is repeated: bad input, a
 * missing right, a state that forbids it. The caller should stop and tell a person.
 */
public non-sealed class PermanentException extends IspException {

  private static final long serialVersionUID = 1L;

  public PermanentException(String message) {
    this(message, null);
  }

  public PermanentException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
