package io.ispkit.radius.explain;

/** How the subscriber's device proves its password. */
public enum LoginMethod {
  /** The password itself (User-Password). */
  PAP("PAP"),
  /** A digest over the clear text (CHAP-Password). */
  CHAP("CHAP"),
  /** MS-CHAP or MS-CHAPv2: over the clear text or the NT hash. */
  MS_CHAP("MS-CHAP");

  private final String authType;

  LoginMethod(String authType) {
    this.authType = authType;
  }

  /** As the server's Auth-Type names it. */
  public String authType() {
    return authType;
  }
}
