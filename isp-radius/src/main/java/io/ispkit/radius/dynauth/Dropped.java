package io.ispkit.radius.dynauth;

import io.ispkit.radius.packet.internal.Answer.Mistrust;
import org.jspecify.annotations.Nullable;

/** Why a packet that came in was dropped. None of them changes the outcome of a request. */
public enum Dropped {
  /** Its lengths do not add up. */
  MALFORMED,
  /**
   * No request to that address and port waits under that identifier: a second or late answer, or
   * somebody else's.
   */
  NOT_ASKED,
  /** A code that is no answer to the request that waits. */
  WRONG_CODE,
  /** The authenticator does not fit: mostly a wrong secret, or an answer to an earlier request. */
  WRONG_AUTHENTICATOR,
  /** The Message-Authenticator does not fit, has a wrong length, or is there twice. */
  WRONG_MESSAGE_AUTHENTICATOR;

  static @Nullable Dropped of(@Nullable Mistrust mistrust) {
    if (mistrust == null) {
      return null;
    }
    return switch (mistrust) {
      case AUTHENTICATOR -> WRONG_AUTHENTICATOR;
      case MESSAGE_AUTHENTICATOR -> WRONG_MESSAGE_AUTHENTICATOR;
    };
  }
}
