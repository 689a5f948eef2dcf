package io.ispkit.core.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: whole numbers with {@code d}, {@code h}, {@code m}, {@code s} or
 * {@code ms}, the larger units first, such as {@code 30s} and {@code 1h30m}; or ISO 8601, such as
 * {@code PT30S}. A number without a unit is no duration. A day is 24 hours.
 */
final class DurationText {

  private static final Pattern FORM =
      Pattern.compile(
          "(?:([0-9]{1,9})d)?(?:([0-9]{1,9})h)?(?:([0-9]{1,9})m)?(?:([0-9]{1,9})s)?(?:([0-9]{1,9})ms)?");
  private static final long[] MILLIS = {86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L};
  private static final String[] UNITS = {"d", "h", "m", "s", "ms"};

  private DurationText() {}

  static Duration parse(String text) {
    if (text.startsWith("P")) {
      return Duration.parse(text);
    }
    Matcher form = FORM.matcher(text);
    if (text.isEmpty() || !form.matches()) {
      throw new IllegalArgumentException("expected a duration such as 30s or PT30S");
    }
    long millis = 0;
    for (int i = 0; i < MILLIS.length; i++) {
      String count = form.group(i + 1);
      millis =
          Math.addExact(
              millis, count == null ? 0 : Math.multiplyExact(Long.parseLong(count), MILLIS[i]));
    }
    return Duration.ofMillis(millis);
  }

  /** The shortest text that {@link #parse} reads back; parts below a millisecond are left out. */
  static String of(Duration duration) {
    long left = duration.toMillis();
    if (left == 0) {
      return "0s";
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < MILLIS.length; i++) {
      if (left >= MILLIS[i]) {
        text.append(left / MILLIS[i]).append(UNITS[i]);
        left %= MILLIS[i];
      }
    }
    return text.toString();
  }
}
