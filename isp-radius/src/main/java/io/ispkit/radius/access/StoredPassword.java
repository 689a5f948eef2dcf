package io.ispkit.radius.access;

import io.ispkit.core.fault.Faults;
import io.ispkit.core.secret.Secret;
import io.ispkit.radius.access.internal.Pbkdf2Text;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A password as {@code radcheck} holds it: a check attribute and its value. So hashes of another
 * system are carried over without anybody's knowing the passwords. Immutable; shows no value.
 *
 * @param attribute such as {@code Crypt-Password}, or {@code Password-With-Header} for a value like
 *     {@code {ssha256}…}
 */
public record StoredPassword(String attribute, Secret value) {

  /** The attribute whose value begins with the name of its form in braces. */
  public static final String WITH_HEADER = "Password-With-Header";

  private static final Map<String, PasswordKind> HEADERS =
      Map.ofEntries(
          Map.entry("clear", PasswordKind.CLEARTEXT),
          Map.entry("cleartext", PasswordKind.CLEARTEXT),
          Map.entry("md4", PasswordKind.NT),
          Map.entry("nthash", PasswordKind.NT),
          Map.entry("x-nthash", PasswordKind.NT),
          Map.entry("nt", PasswordKind.NT),
          Map.entry("crypt", PasswordKind.CRYPT),
          Map.entry("md5", PasswordKind.MD5),
          Map.entry("base64_md5", PasswordKind.MD5),
          Map.entry("smd5", PasswordKind.SALTED_MD5),
          Map.entry("sha", PasswordKind.SHA1),
          Map.entry("sha2", PasswordKind.SHA2),
          Map.entry("sha224", PasswordKind.SHA2),
          Map.entry("sha256", PasswordKind.SHA2),
          Map.entry("sha384", PasswordKind.SHA2),
          Map.entry("sha512", PasswordKind.SHA2),
          Map.entry("ssha", PasswordKind.SALTED_SHA1),
          Map.entry("ssha224", PasswordKind.SALTED_SHA2_224),
          Map.entry("ssha256", PasswordKind.SALTED_SHA2_256),
          Map.entry("ssha384", PasswordKind.SALTED_SHA2_384),
          Map.entry("ssha512", PasswordKind.SALTED_SHA2_512),
          Map.entry("x-pbkdf2", PasswordKind.PBKDF2));
  private static final Pattern CRYPT =
      Pattern.compile(
          "\\$(?:1|5|6)\\$[0-9A-Za-z./=$]{10,200}|\\$2[aby]\\$[0-9]{2}\\$[0-9A-Za-z./]{53}");

  /** Names of later versions of the server, as attribute or as header. */
  private static final Pattern LATER_PBKDF2 = Pattern.compile("(?i)PBKDF2-(SHA(?:1|256|512)).*");

  private static final int LONGEST = 128;

  /** Checks that nothing is missing. */
  public StoredPassword {
    Objects.requireNonNull(attribute, "attribute");
    Objects.requireNonNull(value, "value");
  }

  /** The clear text. */
  public static StoredPassword cleartext(Secret password) {
    return new StoredPassword(PasswordKind.CLEARTEXT.attribute(), password);
  }

  /** Its kind; empty when the attribute, or the header of the value, is not known here. */
  public Optional<PasswordKind> kind() {
    return attribute.equals(WITH_HEADER)
        ? Optional.ofNullable(HEADERS.get(header()))
        : PasswordKind.of(attribute);
  }

  /** The value without its header, if it has one. */
  String body() {
    String text = value.reveal();
    return attribute.equals(WITH_HEADER) ? text.substring(text.indexOf('}') + 1) : text;
  }

  private String header() {
    String text = value.reveal();
    int end = text.indexOf('}');
    return text.startsWith("{") && end > 0 ? text.substring(1, end).toLowerCase(Locale.ROOT) : "";
  }

  /**
   * Notes what keeps it from working: a form that one of the protocols cannot use, a hash of the
   * wrong length, a clear text that PAP cannot carry. Shows no value.
   *
   * @param protocols all by which the NAS may ask
   */
  public void check(Set<LoginProtocol> protocols, Faults faults) {
    Optional<PasswordKind> kind = kind();
    if (kind.isEmpty()) {
      faults.add(attribute, "", unknown());
      return;
    }
    Set<LoginProtocol> cannot = EnumSet.noneOf(LoginProtocol.class);
    cannot.addAll(protocols);
    cannot.removeAll(kind.get().protocols());
    if (!cannot.isEmpty()) {
      faults.add(
          attribute,
          "",
          "a form with which "
              + String.join(", ", cannot.stream().map(LoginProtocol::name).toList())
              + " can check a login");
    }
    checkForm(kind.get(), faults);
  }

  private String unknown() {
    Matcher later = LATER_PBKDF2.matcher(attribute.equals(WITH_HEADER) ? header() : attribute);
    return later.matches()
        ? WITH_HEADER
            + " with {x-pbkdf2}$pbkdf2-"
            + later.group(1).toLowerCase(Locale.ROOT)
            + "$ in front of the iterations, since FreeRADIUS 3.2.1 knows no other"
        : "a password attribute, or a header, that is known";
  }

  private void checkForm(PasswordKind kind, Faults faults) {
    if (kind == PasswordKind.CLEARTEXT) {
      // RFC 2865, 5.2: User-Password carries at most 128 octets
      if (body().isEmpty() || body().getBytes(StandardCharsets.UTF_8).length > LONGEST) {
        faults.add(attribute, "", "1 to " + LONGEST + " bytes");
      }
    } else if (kind == PasswordKind.CRYPT) {
      if (!CRYPT.matcher(body()).matches()) {
        faults.add(attribute, "", "a hash of crypt(3) that begins with $1$, $5$, $6$ or $2b$");
      }
    } else if (kind == PasswordKind.PBKDF2) {
      if (!attribute.equals(WITH_HEADER)) {
        faults.add(
            attribute,
            "",
            WITH_HEADER
                + " with {x-pbkdf2} in front of the value, since FreeRADIUS 3.2 does not look for "
                + attribute);
      }
      if (Pbkdf2Text.parse(body()).isEmpty()) {
        faults.add(
            attribute,
            "",
            "a text such as $pbkdf2-sha256$29000$salt$digest, in Base64 with + and / (passlib"
                + " writes . for +)");
      }
    } else if (Digests.parts(kind, body()).isEmpty()) {
      faults.add(attribute, "", Digests.expectation(kind));
    }
  }
}
