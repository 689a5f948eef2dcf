package io.ispkit.core.config;

import io.ispkit.core.rate.BitRate;
import io.ispkit.core.secret.Secret;
import io.ispkit.core.text.PrintableText;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The forms that values of a configuration have. */
final class Forms {

  static final Duration LONGEST = Duration.ofDays(36_500);

  private static final int MAX_TEXT = 4096;
  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,19}");

  static final Form<String> TEXT =
      new Form<>(
          "one line of at most " + MAX_TEXT + " characters",
          "",
          text -> checked(text, t -> t.length() <= MAX_TEXT && PrintableText.isLine(t)));
  static final Form<String> BLOCK =
      new Form<>("text of at most 1 MiB", "", text -> checked(text, t -> t.length() <= 1 << 20));
  static final Form<Secret> SECRET =
      new Form<>(
          "a secret of at most 64 KiB",
          Secret.of("?"),
          text -> Secret.of(checked(text, t -> t.length() <= 1 << 16)),
          true);
  static final Form<Boolean> BOOLEAN = new Form<>("true or false", false, Forms::bool);
  static final Form<BitRate> BIT_RATE =
      new Form<>("a speed from 1 bit/s to 1 Tbit/s, such as 100M", new BitRate(1), BitRate::parse);
  static final Form<URI> URI_FORM =
      new Form<>(
          "an absolute URI such as https://host/path", URI.create("http://localhost"), Forms::uri);
  static final Form<Path> PATH = new Form<>("a path", Path.of(""), Path::of);

  private Forms() {}

  static Form<Long> whole(long min, long max) {
    String range =
        min == Long.MIN_VALUE && max == Long.MAX_VALUE
            ? "a whole number"
            : "a whole number from " + min + " to " + max;
    return new Form<>(range, min, text -> inRange(wholeOf(text), min, max));
  }

  static Form<Integer> whole(int min, int max) {
    Form<Long> wide = whole((long) min, (long) max);
    return new Form<>(wide.expectation(), min, text -> Math.toIntExact(wide.parse().apply(text)));
  }

  static Form<Duration> duration(Duration min, Duration max) {
    return new Form<>(
        "a duration from " + DurationText.of(min) + " to " + DurationText.of(max) + ", such as 30s",
        min,
        text -> inRange(DurationText.parse(text), min, max));
  }

  static Form<String> oneOf(List<String> allowed) {
    return new Form<>(
        "one of " + String.join(", ", allowed),
        allowed.get(0),
        text -> checked(text, allowed::contains));
  }

  private static long wholeOf(String text) {
    return Long.parseLong(checked(text, t -> WHOLE.matcher(t).matches()));
  }

  private static <C extends Comparable<C>> C inRange(C value, C min, C max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException("out of range");
    }
    return value;
  }

  private static boolean bool(String text) {
    return "true".equals(checked(text, t -> t.equals("true") || t.equals("false")));
  }

  private static URI uri(String text) {
    URI uri = URI.create(text);
    if (!uri.isAbsolute()) {
      throw new IllegalArgumentException("relative");
    }
    return uri;
  }

  private static String checked(String text, Predicate<String> rule) {
    if (!rule.test(text)) {
      throw new IllegalArgumentException("not of this form");
    }
    return text;
  }

  /** The form of a type of option; lists and maps consist of texts. */
  static Form<?> of(Option option) {
    return switch (option.type()) {
      case TEXT, LIST, MAP -> TEXT;
      case INTEGER -> whole(Long.MIN_VALUE, Long.MAX_VALUE);
      case BOOLEAN -> BOOLEAN;
      case DURATION -> duration(Duration.ZERO, LONGEST);
      case URI -> URI_FORM;
      case PATH -> PATH;
      case SECRET -> SECRET;
      case CHOICE -> oneOf(option.allowed());
    };
  }
}
