package io.ispkit.runtime.ticket;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Draws ticket numbers such as {@code TCK-20251016-A3F2}. */
final class TicketNumber {

  // Crockford's base 32: no I, L, O, U, so that a number can be read over the telephone. 2^20 a
  // day.
  private static final char[] ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);

  private TicketNumber() {}

  static String draw(LocalDate date, RandomGenerator random) {
    StringBuilder number = new StringBuilder("TCK-").append(DATE.format(date)).append('-');
    for (int i = 0; i < 4; i++) {
      number.append(ALPHABET[random.nextInt(ALPHABET.length)]);
    }
    return number.toString();
  }
}
