package io.ispkit.runtime.service;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;

/** How user names and DNS labels are made from what a customer gave. Pure functions. */
final class NameRule {

  /** RADIUS User-Name as every NAS takes it: at most 64 bytes. */
  static final int USERNAME_BYTES = 64;

  /** One DNS label, RFC 1035 section 2.3.4. */
  static final int LABEL_BYTES = 63;

  private static final String NAMELESS = "customer";

  // Letters that do not fall apart into a base letter and an accent.
  private static final Map<String, String> SPELT =
      Map.of("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "đ", "d", "ł", "l", "ð", "d", "þ", "th");

  private NameRule() {}

  /**
   * The local part of an e-mail address in lower case, accents stripped, cut to letters, digits and
   * {@code . _ -}. When no letter or digit is left: {@code customer}.
   */
  static String stem(String email) {
    int at = email.lastIndexOf('@');
    String local = (at < 0 ? email : email.substring(0, at)).toLowerCase(Locale.ROOT);
    for (Map.Entry<String, String> letter : SPELT.entrySet()) {
      local = local.replace(letter.getKey(), letter.getValue());
    }
    String ascii =
        Normalizer.normalize(local, Normalizer.Form.NFKD)
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9._-]", "");
    return ascii.matches("[._-]*") ? NAMELESS : ascii;
  }

  /**
   * A user name as one DNS label: {@code .} and {@code _} become {@code -}, which stands neither
   * first nor last.
   */
  static String label(String stem) {
    String label = stem.replaceAll("[._-]+", "-").replaceAll("^-|-$", "");
    return label.isEmpty() ? NAMELESS : label;
  }

  /**
   * The {@code n}-th name of a stem: the stem itself, then {@code -2}, {@code -3} …, followed by
   * {@code tail}; the stem is cut so that the whole has at most {@code limit} bytes.
   */
  static String name(String stem, int n, String tail, int limit) {
    String suffix = n == 1 ? tail : "-" + n + tail;
    int room = Math.max(1, limit - suffix.length());
    String cut = stem.length() <= room ? stem : stem.substring(0, room);
    return cut + suffix;
  }
}
