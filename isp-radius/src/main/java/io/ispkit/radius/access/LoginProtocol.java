package io.ispkit.radius.access;

/** How a NAS asks for a password. */
public enum LoginProtocol {
  /** The password itself: every stored form serves. */
  PAP,
  /** A digest over the password: only clear text serves (RFC 1994). */
  CHAP,
  /** MS-CHAPv2: clear text and the NT hash serve (RFC 2759). */
  MS_CHAP
}
