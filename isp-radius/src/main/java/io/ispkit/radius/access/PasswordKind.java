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
  CLEARTEXT(Set.of(LoginProtocol.values()), "", List.of("Cleartext-Password")),
  /** MD4 of the UTF-16 text, low byte first. */
  NT(Set.of(LoginProtocol.PAP, LoginProtocol.MS_CHAP), "NT", List.of("NT-Password")),
  /**
   * {@code $6$}, {@code $5$}, {@code $1$}, or bcrypt where the libcrypt of the server's host has
   * it.
   */
  CRYPT(Set.of(LoginProtocol.PAP), "", List.of("Crypt-Password")),
  MD5(Set.of(LoginProtocol.PAP), "MD5", List.of("MD5-Password")),
  SALTED_MD5(Set.of(LoginProtocol.PAP), "MD5", List.of("SMD5-Password")),
  SHA1(Set.of(LoginProtocol.PAP), "SHA-1", List.of("SHA-Password", "SHA1-Password")),
  SALTED_SHA1(Set.of(LoginProtocol.PAP), "SHA-1", List.of("SSHA-Password", "SSHA1-Password")),
  /** SHA-224, 256, 384 or 512 without salt; the length tells which. */
  SHA2(Set.of(LoginProtocol.PAP), "", List.of("SHA2-Password")),
  SALTED_SHA2_224(Set.of(LoginProtocol.PAP), "SHA-224", List.of("SSHA2-224-Password")),
  SALTED_SHA2_256(Set.of(LoginProtocol.PAP), "SHA-256", List.of("SSHA2-256-Password")),
  SALTED_SHA2_384(Set.of(LoginProtocol.PAP), "SHA-384", List.of("SSHA2-384-Password")),
  SALTED_SHA2_512(Set.of(LoginProtocol.PAP), "SHA-512", List.of("SSHA2-512-Password")),
  SALTED_SHA3_224(Set.of(LoginProtocol.PAP), "SHA3-224", List.of("SSHA3-224-Password")),
  SALTED_SHA3_256(Set.of(LoginProtocol.PAP), "SHA3-256", List.of("SSHA3-256-Password")),
  SALTED_SHA3_384(Set.of(LoginProtocol.PAP), "SHA3-384", List.of("SSHA3-384-Password")),
  SALTED_SHA3_512(Set.of(LoginProtocol.PAP), "SHA3-512", List.of("SSHA3-512-Password"));

  private final Set<LoginProtocol> protocols;
  private final String algorithm;
  private final List<String> attributes;

  PasswordKind(Set<LoginProtocol> protocols, String algorithm, List<String> attributes) {
    this.protocols = protocols;
    this.algorithm = algorithm;
    this.attributes = attributes;
  }

  /** The protocols that can check a login with it. */
  public Set<LoginProtocol> protocols() {
    return EnumSet.copyOf(protocols);
  }

  /** The check attribute that holds it; it may have a second name. */
  public String attribute() {
    return attributes.get(0);
  }

  /** The kind of a check attribute, if it is a password of a kind known here. */
  public static Optional<PasswordKind> of(String attribute) {
    return Arrays.stream(values()).filter(k -> k.attributes.contains(attribute)).findFirst();
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
