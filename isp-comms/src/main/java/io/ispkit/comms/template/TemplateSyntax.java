package io.ispkit.comms.template;

/**
 * What is refused before the compiler sees it: partials and parents (a template reaches no other
 * file), other delimiters (which would hide the former), and deep nesting (the compiler recurses).
 */
final class TemplateSyntax {

  private static final int MAX_DEPTH = 50;

  private TemplateSyntax() {}

  static void check(String part, String template) {
    int depth = 0;
    int at = template.indexOf("{{");
    while (at >= 0) {
      int tag = at + 2;
      while (tag < template.length() && Character.isWhitespace(template.charAt(tag))) {
        tag++;
      }
      char kind = tag < template.length() ? template.charAt(tag) : ' ';
      switch (kind) {
        case '>', '<', '$', '%', '=' ->
            throw TemplateFault.because(
                part
                    + ": a template cannot hold {{"
                    + kind
                    + "…}} tags; only variables and sections");
        case '#', '^' -> depth++;
        case '/' -> depth--;
        default -> {}
      }
      if (depth > MAX_DEPTH) {
        throw TemplateFault.because(part + ": sections stand more than 50 deep in each other");
      }
      at = template.indexOf("{{", at + 2);
    }
  }
}
