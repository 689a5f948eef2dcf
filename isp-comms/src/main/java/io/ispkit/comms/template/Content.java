package io.ispkit.comms.template;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a message says, or the template of it.
 *
 * @param subject one line, or null when there is none
 * @param text plain text; always there
 * @param html the same in HTML, or null
 */
public record Content(@Nullable String subject, String text, @Nullable String html) {

  /** The longest part, in UTF-16 characters. */
  public static final int MAX_PART = 256 * 1024;

  public Content {
    Objects.requireNonNull(text, "text");
    check("subject", subject);
    check("text", text);
    check("html", html);
  }

  public static Content text(String text) {
    return new Content(null, text, null);
  }

  /** The subject, when there is one. */
  public Optional<String> optionalSubject() {
    return Optional.ofNullable(subject);
  }

  /** The HTML form, when there is one. */
  public Optional<String> optionalHtml() {
    return Optional.ofNullable(html);
  }

  private static void check(String part, @Nullable String value) {
    if (value != null && value.length() > MAX_PART) {
      throw new IllegalArgumentException(
          part + ": expected at most " + MAX_PART + " characters, got " + value.length());
    }
  }

  /** Names sizes only: what a message says is nobody else's business. */
  @Override
  public String toString() {
    return "Content[text of " + text.length() + " characters" + (html == null ? "]" : ", html]");
  }
}
