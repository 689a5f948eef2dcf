package io.ispkit.radius.explain;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A date as the server reads it: seconds since 1970, or day, month and year with an optional time
 * in its local zone (FreeRADIUS 3.2, {@code fr_get_time}).
 */
final class ServerDate {

  /** As strtoul(3), which skips blanks in front. */
  private static final Pattern SECONDS = Pattern.compile("(?:[ \t\n\u000b\f\r]*[0-9]+)?");

  private static final String TIME = "(?: ([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?)?";
  private static final String MONTH = "([A-Za-z]{3})";
  private static final Pattern DAY_FIRST =
      Pattern.compile("([0-9]{1,2}) " + MONTH + " ([0-9]{4})" + TIME);
  private static final Pattern MONTH_FIRST =
      Pattern.compile(MONTH + " ([0-9]{1,2}) ([0-9]{4})" + TIME);
  private static final Pattern YEAR_FIRST =
      Pattern.compile("([0-9]{4}) " + MONTH + " ([0-9]{1,2})" + TIME);
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final BigInteger MOST = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  private ServerDate() {}

  /**
   * The seconds, of which the server keeps 32 bits.
   *
   * @return empty: the server cannot read it either
   * @throws Ended it is not known how the server reads it
   */
  static OptionalLong read(String text, ZoneId zone) {
    if (SECONDS.matcher(text).matches()) {
      BigInteger seconds = text.isEmpty() ? BigInteger.ZERO : new BigInteger(text.strip());
      return OptionalLong.of(seconds.min(MOST).longValue() & 0xffff_ffffL);
    }
    Optional<LocalDateTime> local = local(text);
    if (local.isPresent()) {
      return OptionalLong.of(seconds(local.get(), zone));
    }
    List<String> words = List.of(text.strip().split("[ \t]+"));
    boolean noDate =
        words.size() < 3
            ? words.stream().noneMatch(word -> word.matches("[+-].*"))
            : words.stream().limit(3).noneMatch(word -> Character.isLetter(word.charAt(0)));
    if (noDate) {
      return OptionalLong.empty();
    }
    throw Ended.unmodelled(null, "how the server reads this date is not modelled");
  }

  private static Optional<LocalDateTime> local(String text) {
    Matcher day = DAY_FIRST.matcher(text);
    if (day.matches()) {
      return date(day, 3, 2, 1);
    }
    Matcher month = MONTH_FIRST.matcher(text);
    if (month.matches()) {
      return date(month, 3, 1, 2);
    }
    Matcher year = YEAR_FIRST.matcher(text);
    return year.matches() ? date(year, 1, 2, 3) : Optional.empty();
  }

  private static Optional<LocalDateTime> date(Matcher form, int year, int month, int day) {
    int at = MONTHS.indexOf(form.group(month).toLowerCase(Locale.ROOT));
    try {
      return at < 0
          ? Optional.empty()
          : Optional.of(
              LocalDateTime.of(
                  Integer.parseInt(form.group(year)),
                  at + 1,
                  Integer.parseInt(form.group(day)),
                  number(form.group(4)),
                  number(form.group(5)),
                  number(form.group(6))));
    } catch (DateTimeException outOfRange) {
      // mktime(3) would count on; nobody should rely on it
      return Optional.empty();
    }
  }

  @SuppressWarnings("NullAway") // a group that did not take part is null, whatever its signature
  private static int number(String group) {
    return group == null ? 0 : Integer.parseInt(group);
  }

  private static long seconds(LocalDateTime local, ZoneId zone) {
    ZoneRules rules = zone.getRules();
    if (rules.getValidOffsets(local).size() != 1 || local.getYear() < 1970) {
      throw Ended.unmodelled(null, "the date is not exactly one moment in zone " + zone);
    }
    return local.atZone(zone).toEpochSecond() & 0xffff_ffffL;
  }
}
