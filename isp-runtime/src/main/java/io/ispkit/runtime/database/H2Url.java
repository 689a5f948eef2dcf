package io.ispkit.runtime.database;

import io.ispkit.core.error.PermanentException;
import io.ispkit.runtime.database.internal.DurablePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes an H2 URL durable, or refuses it. H2's own default acknowledges a commit up to half a
 * second before it writes it ({@code WRITE_DELAY=500}); a killed process then loses it. And H2 does
 * not always find what it has written: a file is opened through {@link DurablePath}.
 */
final class H2Url {

  private static final String PREFIX = "jdbc:h2:";
  private static final String FILE = "file";
  private static final String MEMORY = "mem";
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9]+):");

  private H2Url() {}

  static String durable(String url) {
    List<String> faults = faults(url);
    if (!faults.isEmpty()) {
      throw new PermanentException(
          "H2 URL " + url.split(";", 2)[0] + ": " + String.join("; ", faults));
    }
    Map<String, String> settings = settings(url);
    String scheme = scheme(url);
    boolean memory = scheme.equals(MEMORY);
    StringBuilder out = new StringBuilder(url);
    if (scheme.equals(FILE)) {
      boolean written = url.startsWith(FILE + ":", PREFIX.length());
      int end = PREFIX.length() + (written ? FILE.length() + 1 : 0);
      out.replace(PREFIX.length(), end, DurablePath.SCHEME + ":");
    }
    if (!settings.containsKey("WRITE_DELAY")) {
      out.append(";WRITE_DELAY=0");
    }
    if (!settings.containsKey("LOCK_TIMEOUT")) {
      out.append(";LOCK_TIMEOUT=10000");
    }
    if (memory && !settings.containsKey("DB_CLOSE_DELAY")) {
      out.append(";DB_CLOSE_DELAY=-1");
    }
    if (!memory) {
      DurablePath.register();
    }
    return out.toString();
  }

  /** What in the URL gives up durability, each with the reason; nothing is opened. */
  static List<String> faults(String url) {
    List<String> faults = new ArrayList<>();
    String scheme = scheme(url);
    if (!Set.of(MEMORY, FILE, DurablePath.SCHEME).contains(scheme)) {
      faults.add(scheme + ": is not a file of this process (expected file: or mem:)");
    }
    settings(url).forEach((name, value) -> faults.addAll(fault(name, value).stream().toList()));
    return faults;
  }

  private static Optional<String> fault(String name, String value) {
    String text =
        switch (name) {
          case "WRITE_DELAY" ->
              value.equals("0")
                  ? ""
                  : "WRITE_DELAY=" + value + " loses acknowledged commits (expected 0, or none)";
          case "AUTO_SERVER" ->
              value.equals("FALSE")
                  ? ""
                  : "AUTO_SERVER lets a second process in (expected none; use PostgreSQL)";
          case "FILE_LOCK" ->
              Set.of("NO", "SOCKET").contains(value)
                  ? "FILE_LOCK=" + value + " lets a second process in (expected none)"
                  : "";
          case "LOCK_MODE" ->
              value.equals("0") ? "LOCK_MODE=0 switches transactions off (expected none)" : "";
          case "CIPHER" -> "CIPHER hides from us what must be kept safe (expected none)";
          case "ACCESS_MODE_DATA" ->
              value.equals("R") ? "ACCESS_MODE_DATA=r cannot be written to" : "";
          default -> "";
        };
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** {@code file} where the URL names none; one letter and a colon is a drive, not a scheme. */
  private static String scheme(String url) {
    Matcher scheme = SCHEME.matcher(url.substring(PREFIX.length()));
    return scheme.lookingAt() ? scheme.group(1) : FILE;
  }

  private static Map<String, String> settings(String url) {
    Map<String, String> settings = new LinkedHashMap<>();
    String[] parts = url.split(";", -1);
    for (int i = 1; i < parts.length; i++) {
      String[] setting = parts[i].split("=", 2);
      String value = setting.length > 1 ? setting[1].strip().toUpperCase(Locale.ROOT) : "";
      settings.put(setting[0].strip().toUpperCase(Locale.ROOT), value);
    }
    return settings;
  }
}
