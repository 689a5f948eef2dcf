package io.ispkit.core.id;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * The default generator: ULIDs (48 bits of milliseconds, 80 random bits, 26 characters of
 * Crockford's base 32), increasing within one generator also inside a millisecond and when the
 * clock steps back.
 *
 * <p>Thread-safe. Format: github.com/ulid/spec.
 */
public final class UlidGenerator implements IdGenerator {

  private static final char[] ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();

  private final InstantSource clock;
  private final RandomGenerator random;
  private long lastMillis;
  private long high; // the upper 40 random bits
  private long low; // the lower 40 random bits

  public UlidGenerator(InstantSource clock) {
    this(clock, new SecureRandom());
  }

  public UlidGenerator(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public synchronized String next() {
    long now = clock.millis() & 0xFFFF_FFFF_FFFFL;
    if (now > lastMillis) {
      lastMillis = now;
      high = random.nextLong() & 0x7F_FFFF_FFFFL; // the top bit stays free for the carry
      low = random.nextLong() & 0xFF_FFFF_FFFFL;
    } else if (++low > 0xFF_FFFF_FFFFL) {
      low = 0;
      high++;
    }
    char[] out = new char[26];
    write(lastMillis, out, 0, 10);
    write(high, out, 10, 8);
    write(low, out, 18, 8);
    return new String(out);
  }

  private static void write(long value, char[] out, int from, int length) {
    for (int i = length - 1; i >= 0; i--) {
      out[from + i] = ALPHABET[(int) (value & 31)];
      value >>>= 5;
    }
  }
}
