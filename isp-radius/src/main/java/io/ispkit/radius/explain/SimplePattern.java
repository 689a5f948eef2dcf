package io.ispkit.radius.explain;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions that mean the same to the server's library (POSIX extended or PCRE, by its
 * build) and to Java: letters, digits, dots, anchors, plain classes, groups and quantifiers.
 */
final class SimplePattern {

  private static final String CHARACTER = "[A-Za-z0-9 @:_/,=-]|\\.|\\\\[.\\\\*+?()\\[\\]{}^$|]";
  private static final String CLASS = "\\[\\^?(?:[A-Za-z0-9:._]-?)+\\]";
  private static final String QUANTIFIER = "(?:[*+?]|\\{[0-9]{1,2}(?:,[0-9]{0,2})?\\})?";
  private static final String ATOMS = "(?:(?:" + CHARACTER + "|" + CLASS + ")" + QUANTIFIER + ")+";
  private static final String GROUP = "\\(" + ATOMS + "(?:\\|" + ATOMS + ")*\\)" + QUANTIFIER;
  private static final Pattern FORM = Pattern.compile("\\^?(?:" + ATOMS + "|" + GROUP + ")*+\\$?");

  private SimplePattern() {}

  /** Empty: it is not certain that both mean the same. */
  static Optional<Pattern> of(String text) {
    try {
      return text.isEmpty() || !FORM.matcher(text).matches()
          ? Optional.empty()
          : Optional.of(Pattern.compile(text));
    } catch (PatternSyntaxException uncertain) {
      return Optional.empty();
    }
  }
}
