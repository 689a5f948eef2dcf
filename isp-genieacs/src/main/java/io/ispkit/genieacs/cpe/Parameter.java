package io.ispkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A parameter to be set.
 *
 * @param value text, boolean or number
 * @param secret reads back empty on most devices, and must not be shown
 */
record Parameter(String path, JsonNode value, String type, boolean secret, boolean wifi) {

  /** Whether a value that was read back is the one wanted; devices differ in how they write it. */
  boolean isMetBy(@Nullable JsonNode actual) {
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
