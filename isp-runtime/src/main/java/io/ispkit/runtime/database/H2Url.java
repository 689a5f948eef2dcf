package io.ispkit.runtime.database;

import io.ispkit.core.error.PermanentException;
import io.ispkit.runtime.database.internal.DurablePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes an H2 URL durable, or refuses it. H2's own default acknowledges a commit up to half a
 * second before it writes it ({@code WRITE_DELAY=500}); a killed process then loses it. And H2 does
 * not always find what it has written: a file is opened through {@link DurablePath}.
 */
final class H2Url {

  private static final String PREFIX = "jdbc:h2:";
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9]+):");

  private H2Url() {}

  static String durable(String url) {
    String[] parts = url.split(";", -1);
    // One letter and a colon is a drive, not a scheme.
    Matcher scheme = SCHEME.matcher(parts[0].substring(PREFIX.length()));
    String name = scheme.lookingAt() ? scheme.group(1) : "file";
    int length = scheme.lookingAt() ? scheme.end() : 0;
    boolean memory = name.equals("mem");
    boolean file = name.equals("file");
    List<String> faults = new ArrayList<>();
    if (!memory && !file && !name.equals(DurablePath.SCHEME)) {
      faults.add(name + ": is not a file of this process (expected file: or mem:)");
    }
    boolean writeDelay = false;
    boolean lockTimeout = false;
    boolean closeDelay = false;
    for (int i = 1; i < parts.length; i++) {
      String[] setting = parts[i].split("=", 2);
      String key = setting[0].strip().toUpperCase(Locale.ROOT);
      String value = setting.length > 1 ? setting[1].strip().toUpperCase(Locale.ROOT) : "";
      switch (key) {
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
        case "CIPHER" -> faults.add("CIPHER hides from us what must be kept safe (expected none)");
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
    if (file) {
      int start = PREFIX.length();
      out.replace(start, start + length, DurablePath.SCHEME + ":");
    }
    if (!writeDelay) {
      out.append(";WRITE_DELAY=0");
    }
    if (!lockTimeout) {
      out.append(";LOCK_TIMEOUT=10000");
    }
    if (memory && !closeDelay) {
      out.append(";DB_CLOSE_DELAY=-1");
    }
    if (!memory) {
      DurablePath.register();
    }
    return out.toString();
  }
}
