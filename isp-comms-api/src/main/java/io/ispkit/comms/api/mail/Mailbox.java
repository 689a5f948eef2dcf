package io.ispkit.comms.api.mail;

import io.ispkit.core.text.PrintableText;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One e-mail address with an optional display name, checked so far that it can stand in a header or
 * in an SMTP command and change nothing there.
 *
 * <p>The local part is a dot-atom of RFC 5322 (quoted forms are refused), extended to letters,
 * digits and marks of all scripts by RFC 6531; the domain is kept in its ASCII form (IDNA).
 *
 * @param name display name, one printable line, or null
 * @param localPart before the {@code @}; at most 64 octets
 * @param domain after it; at most 253 octets of letters, digits, {@code -} and {@code .}
 */
public record Mailbox(@Nullable String name, String localPart, String domain) {

  private static final String ATOM_SIGNS = "!#$%&'*+-/=?^_`{|}~";
  private static final int MAX_LOCAL = 64;
  private static final int MAX_DOMAIN = 253;
  private static final int MAX_NAME = 200;

  public Mailbox {
    Objects.requireNonNull(localPart, "localPart");
    Objects.requireNonNull(domain, "domain");
    if (name != null && (name.length() > MAX_NAME || !PrintableText.isLine(name))) {
      throw new IllegalArgumentException(
          "display name: expected one line of at most " + MAX_NAME + " characters");
    }
    if (!isDotAtom(localPart) || octets(localPart) > MAX_LOCAL) {
      throw new IllegalArgumentException(
          "e-mail address: expected 1 to 64 octets of letters, digits and single dots before the"
              + " '@'");
    }
    domain = ascii(domain);
  }

  /**
   * The mailbox of a bare address, {@code jane@example.com}.
   *
   * @throws IllegalArgumentException it is none; the message says why and does not repeat it
   */
  public static Mailbox of(String address) {
    return of(null, address);
  }

  /** As {@link #of(String)}, with a display name. */
  public static Mailbox of(@Nullable String name, String address) {
    int at = address.indexOf('@');
    if (at < 0 || at != address.lastIndexOf('@')) {
      throw new IllegalArgumentException("e-mail address: expected one '@'");
    }
    return new Mailbox(name, address.substring(0, at), address.substring(at + 1));
  }

  /**
   * A mailbox as people write it: {@code jane@example.com}, {@code Jane Roe <jane@example.com>} or
   * {@code "Roe, Jane" <jane@example.com>}.
   *
   * @throws IllegalArgumentException it is none; the message says why and does not repeat it
   */
  public static Mailbox parse(String text) {
    int open = text.lastIndexOf('<');
    if (open < 0 || !text.endsWith(">")) {
      return of(text);
    }
    String name = text.substring(0, open).strip();
    if (name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")) {
      name = name.substring(1, name.length() - 1);
    }
    return of(name.isEmpty() ? null : name, text.substring(open + 1, text.length() - 1));
  }

  /** {@code local@domain}. */
  public String address() {
    return localPart + "@" + domain;
  }

  /** Whether only a server with SMTPUTF8 (RFC 6531) can take it. */
  public boolean needsUtf8() {
    return octets(localPart) != localPart.length();
  }

  private static int octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static boolean isDotAtom(String text) {
    boolean afterDot = true;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c == '.') {
        if (afterDot) {
          return false;
        }
        afterDot = true;
      } else if (isAtomSign(c)) {
        afterDot = false;
      } else {
        return false;
      }
    }
    return !afterDot;
  }

  private static boolean isAtomSign(int c) {
    if (c < 128) {
      return Character.isLetterOrDigit(c) || ATOM_SIGNS.indexOf(c) >= 0;
    }
    int type = Character.getType(c);
    return Character.isLetterOrDigit(c)
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }

  private static String ascii(String domain) {
    String result;
    try {
      result = IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(DOMAIN_EXPECTED, e);
    }
    if (result.isEmpty() || result.length() > MAX_DOMAIN || result.endsWith(".")) {
      throw new IllegalArgumentException(DOMAIN_EXPECTED);
    }
    for (int i = 0; i < result.length(); i++) {
      char c = result.charAt(i);
      if (c >= 128 || !(Character.isLetterOrDigit(c) || c == '-' || c == '.')) {
        throw new IllegalArgumentException(DOMAIN_EXPECTED);
      }
    }
    return result;
  }

  private static final String DOMAIN_EXPECTED =
      "e-mail address: expected a domain name after the '@'";
}
