package io.ispkit.core.http;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads Retry-After. A date is measured against the answer's own Date header, so no clock of ours
 * can be wrong.
 */
final class RetryAfter {

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  private RetryAfter() {}

  static Optional<Duration> of(HttpHeaders headers) {
    return headers.firstValue("retry-after").flatMap(value -> read(value.strip(), headers));
  }

  private static Optional<Duration> read(String value, HttpHeaders headers) {
    if (SECONDS.matcher(value).matches()) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    return headers
        .firstValue("date")
        .flatMap(RetryAfter::date)
        .flatMap(now -> date(value).map(then -> between(now, then)));
  }

  private static Duration between(ZonedDateTime now, ZonedDateTime then) {
    Duration wait = Duration.between(now, then);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  private static Optional<ZonedDateTime> date(String value) {
    try {
      return Optional.of(ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME));
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }
}
