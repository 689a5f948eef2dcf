package io.ispkit.radius;

import io.ispkit.radius.access.LoginProtocol;
import io.ispkit.radius.access.PasswordKind;
import java.util.Set;

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
    return PasswordKind.of(form.attribute())
        .filter(kind -> kind.protocols().containsAll(protocols()))
        .isPresent();
  }

  /** All by which the NAS may ask. */
  Set<LoginProtocol> protocols() {
    return switch (this) {
      case PPPOE -> Set.of(LoginProtocol.values());
      case CHAP -> Set.of(LoginProtocol.CHAP);
      case MS_CHAP -> Set.of(LoginProtocol.MS_CHAP);
      case PAP -> Set.of(LoginProtocol.PAP);
    };
  }
}
