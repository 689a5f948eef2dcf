package io.ispkit.radius;

/**
 * How subscribers log in, which decides in which forms their passwords may be stored (FreeRADIUS,
 * modules pap, chap and mschap).
 */
enum AccessType {
  /** The NAS may ask for CHAP or MS-CHAP at will, so only the clear text serves. */
  PPPOE,
  CHAP,
  MS_CHAP,
  PAP;

  boolean canUse(PasswordForm form) {
    return switch (form) {
      case CLEARTEXT -> true;
      case NT -> this == MS_CHAP || this == PAP;
      case CRYPT_SHA512 -> this == PAP;
    };
  }
}
