package io.ispkit.radius.explain;

import java.util.regex.Pattern;

/** Names that every driver of the module sql puts into its queries as they are. */
final class SafeNames {

  private static final Pattern SAFE = Pattern.compile("[@A-Za-z0-9._: /-]+");

  private SafeNames() {}

  /**
   * Lets a name pass whose rows were looked up as the server does.
   *
   * @throws Ended the server may look for another name
   */
  static void check(String name, String kind) {
    if (!isSafe(name)) {
      throw Ended.unmodelled(
          null, kind + " " + name + ": the server may escape some of its characters");
    }
  }

  static boolean isSafe(String name) {
    return SAFE.matcher(name).matches();
  }
}
