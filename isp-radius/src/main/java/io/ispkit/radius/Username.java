package io.ispkit.radius;

import io.ispkit.core.fault.Faults;
import java.util.regex.Pattern;

/**
 * The user names that every login finds again: what the SQL module of FreeRADIUS passes unescaped
 * (its {@code safe_characters}, lower case only, no blank), and what its policy {@code
 * filter_username} lets in. One of its rules is left to the site: a realm without a dot, as in
 * {@code jane@isp}, is taken here, because many use such names, and have taken the rule out of the
 * policy. As shipped it rejects them.
 */
final class Username {

  /** The column {@code username} of MySQL and MariaDB. */
  static final int MAX_BYTES = 64;

  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._:/@-]{0,63}");
  private static final Pattern FILTERED = Pattern.compile(".*(?:\\.\\.|@\\.|@.*@|[.@]$).*");

  private Username() {}

  static void check(String username, Faults faults) {
    if (!FORM.matcher(username).matches() || FILTERED.matcher(username).matches()) {
      faults.add(
          "username",
          username,
          "1 to "
              + MAX_BYTES
              + " of [a-z0-9._:/@-], beginning with a letter or digit, with at most one @ and no"
              + " dot beside another, after the @ or at the end");
    }
  }
}
