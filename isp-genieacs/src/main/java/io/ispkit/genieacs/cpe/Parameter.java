package io.ispkit.genieacs.cpe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A parameter to be set.
 *
 * @param path complete, without patterns, such as {@code Device.WiFi.SSID.1.SSID}
 * @param value text, boolean or number
 * @param type such as {@code xsd:string}
 * @param setting what it stands for; null for a fixed value of the data model
 */
public record Parameter(String path, JsonNode value, String type, @Nullable Setting setting) {

  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
  private static final Pattern TYPE = Pattern.compile("xsd:[A-Za-z]+");

  /** Whether {@code text} is the complete path of a parameter or object. */
  public static boolean isPath(String text) {
    return text.length() <= 256 && PATH.matcher(text).matches();
  }

  static boolean isType(String text) {
    return TYPE.matcher(text).matches();
  }

  /** Whether GenieACS takes it: it does not check, and ends over what it cannot take. */
  public boolean isWellFormed() {
    boolean scalar = value.isTextual() || value.isBoolean() || value.isNumber();
    return isPath(path) && scalar && isType(type);
  }

  /** Whether it reads back empty on most devices, and must not be shown. */
  public boolean secret() {
    return setting != null && setting.isSecret();
  }

  /** Whether a value that was read is the one wanted; devices differ in how they write it. */
  public boolean isMetBy(@Nullable JsonNode actual) {
    if (actual == null) {
      return false;
    }
    return value.isBoolean()
        ? value.asBoolean() == truth(actual)
        : value.asText().equals(actual.asText());
  }

  private static boolean truth(JsonNode actual) {
    String text = actual.asText().toLowerCase(Locale.ROOT);
    return text.equals("true") || text.equals("1");
  }

  /** Without the value. */
  @Override
  public String toString() {
    return path;
  }
}
