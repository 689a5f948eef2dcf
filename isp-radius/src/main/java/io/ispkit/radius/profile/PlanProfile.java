package io.ispkit.radius.profile;

import io.ispkit.core.fault.Faults;
import io.ispkit.core.rate.BitRate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a plan promises beyond its rates, in words such as {@code burst 120M/30M threshold 80M/15M
 * time 8s priority 5}: pairs of a name and a value, in any order, each at most once. Download
 * stands first. Immutable.
 *
 * @param burst null: none
 * @param priority from 1, which is served first, to 8; null: as the device has it
 */
public record PlanProfile(@Nullable Burst burst, @Nullable Integer priority) {

  /** Nothing beyond the rates. */
  public static final PlanProfile NONE = new PlanProfile(null, null);

  private static final String BURST = "burst";
  private static final String THRESHOLD = "threshold";
  private static final String TIME = "time";
  private static final String PRIORITY = "priority";
  private static final Pattern SECONDS = Pattern.compile("([1-9][0-9]{0,4})s");
  private static final int LONGEST = 86_400;
  private static final int KILO = 1_000;
  private static final int MEGA = 1_000_000;

  /** Checks the priority. */
  public PlanProfile {
    if (priority != null && (priority < 1 || priority > SpeedProfile.LOWEST_PRIORITY)) {
      throw new IllegalArgumentException(
          "priority: expected 1 to " + SpeedProfile.LOWEST_PRIORITY + ", but was " + priority);
    }
  }

  /** Two rates in one direction each. */
  private record Pair(BitRate download, BitRate upload) {}

  /**
   * Reads the words.
   *
   * @param place what the faults are noted under
   * @return empty only when faults were noted
   */
  public static Optional<PlanProfile> parse(String text, String place, Faults faults) {
    Faults found = new Faults();
    Map<String, String> words = words(text, place, found);
    Pair burst = read(words, BURST, place, found, PlanProfile::pair, "speeds such as 120M/30M");
    Pair threshold =
        read(words, THRESHOLD, place, found, PlanProfile::pair, "speeds such as 80M/15M");
    Duration time = read(words, TIME, place, found, PlanProfile::seconds, "1s to 86400s");
    Integer priority =
        read(words, PRIORITY, place, found, PlanProfile::priority, "a whole number from 1 to 8");
    if (!words.containsKey(BURST) && (words.containsKey(THRESHOLD) || words.containsKey(TIME))) {
      found.add(place, text, "a burst where there is a threshold or a time");
    }
    if (!found.isEmpty()) {
      found.list().forEach(faults::add);
      return Optional.empty();
    }
    try {
      return Optional.of(new PlanProfile(burst(burst, threshold, time), priority));
    } catch (IllegalArgumentException notTogether) {
      faults.add(place, text, "parts that go together: " + notTogether.getMessage());
      return Optional.empty();
    }
  }

  private static @Nullable Burst burst(
      @Nullable Pair burst, @Nullable Pair threshold, @Nullable Duration time) {
    return burst == null
        ? null
        : new Burst(
            burst.download(),
            burst.upload(),
            threshold == null ? null : threshold.download(),
            threshold == null ? null : threshold.upload(),
            time);
  }

  private static Map<String, String> words(String text, String place, Faults faults) {
    Map<String, String> words = new LinkedHashMap<>();
    String[] all = text.isBlank() ? new String[0] : text.strip().split("\\s+");
    if (all.length == 0) {
      faults.add(place, text, "a burst, a priority or both, such as burst 120M/30M priority 5");
    }
    for (int at = 0; at < all.length; at += 2) {
      String name = all[at];
      if (!name.equals(BURST)
          && !name.equals(THRESHOLD)
          && !name.equals(TIME)
          && !name.equals(PRIORITY)) {
        faults.add(place, name, "one of the names burst, threshold, time and priority");
      } else if (at + 1 == all.length) {
        faults.add(place, name, "a value behind each name");
      } else if (words.put(name, all[at + 1]) != null) {
        faults.add(place, name, "each name once");
      }
    }
    return words;
  }

  private static <T> @Nullable T read(
      Map<String, String> words,
      String name,
      String place,
      Faults faults,
      Function<String, T> form,
      String expectation) {
    String value = words.get(name);
    if (value == null) {
      return null;
    }
    try {
      return form.apply(value);
    } catch (IllegalArgumentException another) {
      faults.add(place, name + " " + value, name + " with " + expectation);
      return null;
    }
  }

  private static Pair pair(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException(text);
    }
    return new Pair(
        BitRate.parse(text.substring(0, slash)), BitRate.parse(text.substring(slash + 1)));
  }

  private static Duration seconds(String text) {
    Matcher form = SECONDS.matcher(text);
    if (!form.matches() || Integer.parseInt(form.group(1)) > LONGEST) {
      throw new IllegalArgumentException(text);
    }
    return Duration.ofSeconds(Integer.parseInt(form.group(1)));
  }

  private static Integer priority(String text) {
    if (!text.matches("[1-8]")) {
      throw new IllegalArgumentException(text);
    }
    return Integer.valueOf(text);
  }

  /** Whether there is nothing beyond the rates. */
  public boolean isNone() {
    return burst == null && priority == null;
  }

  /**
   * The whole of a plan with these rates.
   *
   * @throws IllegalArgumentException the burst is slower than a rate; names both
   */
  public SpeedProfile over(BitRate download, BitRate upload) {
    return new SpeedProfile(download, upload, burst, priority, null);
  }

  /** The words, which {@link #parse} reads; a burst time of less than a second is left out. */
  @Override
  public String toString() {
    StringBuilder words = new StringBuilder();
    if (burst != null) {
      words.append(" burst ").append(text(burst.download(), burst.upload()));
      BitRate down = burst.downloadThreshold();
      BitRate up = burst.uploadThreshold();
      if (down != null && up != null) {
        words.append(" threshold ").append(text(down, up));
      }
      Duration time = burst.time();
      if (time != null && time.toSeconds() > 0) {
        words.append(" time ").append(time.toSeconds()).append('s');
      }
    }
    if (priority != null) {
      words.append(" priority ").append(priority);
    }
    return words.toString().strip();
  }

  private static String text(BitRate download, BitRate upload) {
    return text(download) + "/" + text(upload);
  }

  private static String text(BitRate rate) {
    long bits = rate.bitsPerSecond();
    if (bits % MEGA == 0) {
      return bits / MEGA + "M";
    }
    return bits % KILO == 0 ? bits / KILO + "k" : Long.toString(bits);
  }
}
