package io.ispkit.runtime.database;

import io.ispkit.core.error.PermanentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Makes an H2 URL durable, or refuses it. H2's own default acknowledges a commit up to half a
 * second before it writes it ({@code WRITE_DELAY=500}); a killed process then loses it.
 */
final class H2Url {

  private static final String PREFIX = "jdbc:h2:";

  private H2Url() {}

  static String durable(String url) {
    String[] parts = url.split(";", -1);
    String place = parts[0].substring(PREFIX.length()).toLowerCase(Locale.ROOT);
    boolean memory = place.startsWith("mem:");
    List<String> faults = new ArrayList<>();
    for (String scheme : List.of("tcp:", "ssl:", "zip:", "nioMemFS:", "memFS:", "memLZ:")) {
      if (place.startsWith(scheme.toLowerCase(Locale.ROOT))) {
        faults.add(scheme + " is not a file of this process (expected file: or mem:)");
      }
    }
    boolean writeDelay = false;
    boolean lockTimeout = false;
    boolean closeDelay = false;
    for (int i = 1; i < parts.length; i++) {
      String[] setting = parts[i].split("=", 2);
      String name = setting[0].strip().toUpperCase(Locale.ROOT);
      String value = setting.length > 1 ? setting[1].strip().toUpperCase(Locale.ROOT) : "";
      switch (name) {
        case "WRITE_DELAY" -> {
          writeDelay = true;
          if (!value.equals("0")) {
            faults.add(
                "WRITE_DELAY=" + value + " loses acknowledged commits (expected 0, or none)");
          }
        }
        case "AUTO_SERVER" -> {
          if (!value.equals("FALSE")) {
            faults.add("AUTO_SERVER lets a second process in (expected none; use PostgreSQL)");
          }
        }
        case "FILE_LOCK" -> {
          if (value.equals("NO") || value.equals("SOCKET")) {
            faults.add("FILE_LOCK=" + value + " lets a second process in (expected none)");
          }
        }
        case "LOCK_MODE" -> {
          if (value.equals("0")) {
            faults.add("LOCK_MODE=0 switches transactions off (expected none)");
          }
        }
        case "ACCESS_MODE_DATA" -> {
          if (value.equals("R")) {
            faults.add("ACCESS_MODE_DATA=r cannot be written to");
          }
        }
        case "LOCK_TIMEOUT" -> lockTimeout = true;
        case "DB_CLOSE_DELAY" -> closeDelay = true;
        default -> {}
      }
    }
    if (!faults.isEmpty()) {
      throw new PermanentException("H2 URL " + parts[0] + ": " + String.join("; ", faults));
    }
    StringBuilder out = new StringBuilder(url);
    if (!writeDelay) {
      out.append(";WRITE_DELAY=0");
    }
    if (!lockTimeout) {
      out.append(";LOCK_TIMEOUT=10000");
    }
    if (memory && !closeDelay) {
      out.append(";DB_CLOSE_DELAY=-1");
    }
    return out.toString();
  }
}
