package io.ispkit.radius.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The forms in which FreeRADIUS keeps passwords, by their check attribute (modules pap, chap and
 * mschap of version 3.2). A form that a protocol cannot use means that every such login fails.
 */
public enum PasswordKind {
  /** As the customer types it. */
  CLEARTEXT(Serves.ALL, "", "Cleartext-Password"),
  /** MD4 of the UTF-16 text, low byte first. */
  NT(Serves.PAP_AND_MS_CHAP, "NT", "NT-Password"),
  /**
   * {@code $6$}, {@code $5$}, {@code $1$}, or bcrypt where the libcrypt of the server's host has
   * it.
   */
  CRYPT(Serves.PAP, "", "Crypt-Password"),
  MD5(Serves.PAP, "MD5", "MD5-Password"),
  SALTED_MD5(Serves.PAP, "MD5", "SMD5-Password"),
  SHA1(Serves.PAP, "SHA-1", "SHA-Password SHA1-Password"),
  SALTED_SHA1(Serves.PAP, "SHA-1", "SSHA-Password SSHA1-Password"),
  /** SHA-224, 256, 384 or 512 without salt; the length tells which. */
  SHA2(Serves.PAP, "", "SHA2-Password"),
  SALTED_SHA2_224(Serves.PAP, "SHA-224", "SSHA2-224-Password"),
  SALTED_SHA2_256(Serves.PAP, "SHA-256", "SSHA2-256-Password"),
  SALTED_SHA2_384(Serves.PAP, "SHA-384", "SSHA2-384-Password"),
  SALTED_SHA2_512(Serves.PAP, "SHA-512", "SSHA2-512-Password"),
  /** Serves no protocol: FreeRADIUS 3.2 has the attribute, and no module that checks by it. */
  SALTED_SHA3_224(Serves.NONE, "SHA3-224", "SSHA3-224-Password"),
  /** As {@link #SALTED_SHA3_224}. */
  SALTED_SHA3_256(Serves.NONE, "SHA3-256", "SSHA3-256-Password"),
  /** As {@link #SALTED_SHA3_224}. */
  SALTED_SHA3_384(Serves.NONE, "SHA3-384", "SSHA3-384-Password"),
  /** As {@link #SALTED_SHA3_224}. */
  SALTED_SHA3_512(Serves.NONE, "SHA3-512", "SSHA3-512-Password"),
  /**
   * PBKDF2 in a text that tells digest, iterations and salt, such as {@code
   * $pbkdf2-sha256$29000$salt$digest}. It must stand in {@code Password-With-Header}, behind {@code
   * {x-pbkdf2}}: by {@code PBKDF2-Password} alone the module pap of FreeRADIUS 3.2 does not find
   * that there is a password. The attributes {@code PBKDF2-SHA256-Password} and the like belong to
   * later versions; the dictionary of 3.2.1 lacks them, and so rejects every login.
   */
  PBKDF2(Serves.PAP, "", "PBKDF2-Password");

  /** Which protocols a form serves. */
  private enum Serves {
    ALL,
    PAP_AND_MS_CHAP,
    PAP,
    NONE
  }

  private final Serves serves;
  private final String algorithm;

  /** Names of one attribute, parted by blanks. */
  private final String attributes;

  PasswordKind(Serves serves, String algorithm, String attributes) {
    this.serves = serves;
    this.algorithm = algorithm;
    this.attributes = attributes;
  }

  /** The protocols that can check a login with it. */
  public Set<LoginProtocol> protocols() {
    return switch (serves) {
      case ALL -> EnumSet.allOf(LoginProtocol.class);
      case PAP_AND_MS_CHAP -> EnumSet.of(LoginProtocol.PAP, LoginProtocol.MS_CHAP);
      case PAP -> EnumSet.of(LoginProtocol.PAP);
      case NONE -> EnumSet.noneOf(LoginProtocol.class);
    };
  }

  /** The check attribute that holds it; it may have a second name. */
  public String attribute() {
    return names().get(0);
  }

  /** The kind of a check attribute, if it is a password of a kind known here. */
  public static Optional<PasswordKind> of(String attribute) {
    return Arrays.stream(values()).filter(k -> k.names().contains(attribute)).findFirst();
  }

  private List<String> names() {
    return Arrays.asList(attributes.split(" ", -1));
  }

  /** The digest by its name in the JDK; empty where there is no single one. */
  String algorithm() {
    return algorithm;
  }

  /** Whether the digest is followed by a salt. */
  boolean isSalted() {
    return name().startsWith("SALTED_");
  }
}
