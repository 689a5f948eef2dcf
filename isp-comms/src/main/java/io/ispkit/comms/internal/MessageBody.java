package io.ispkit.comms.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ispkit.comms.template.Content;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a message is made of, as the log stores it: the variables of its template, or words of its
 * own. Version 1 of the form.
 *
 * @param content null for a message with a template
 */
record MessageBody(Map<String, Object> context, @Nullable Content content) {

  private static final int MAX_TEXT = 512 * 1024;
  private static final int MAX_DEPTH = 20;
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};

  /**
   * @throws IllegalArgumentException values that are no plain data, or too much of them; the
   *     message names the variable and never its value
   */
  String json() {
    check("context", context, 0);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("v", 1);
    Content words = content;
    if (words == null) {
      fields.put("context", context);
    } else {
      Map<String, Object> parts = new LinkedHashMap<>();
      words.optionalSubject().ifPresent(subject -> parts.put("subject", subject));
      parts.put("text", words.text());
      words.optionalHtml().ifPresent(html -> parts.put("html", html));
      fields.put("content", parts);
    }
    String text = write(fields);
    if (text.length() > MAX_TEXT) {
      throw new IllegalArgumentException(
          "context: expected at most " + MAX_TEXT + " characters of JSON, got " + text.length());
    }
    return text;
  }

  static MessageBody of(String json) {
    Map<String, Object> fields = read(json);
    Object words = fields.get("content");
    if (words instanceof Map<?, ?> parts) {
      return new MessageBody(
          Map.of(),
          new Content(
              text(parts, "subject"),
              Objects.toString(parts.get("text"), ""),
              text(parts, "html")));
    }
    return new MessageBody(object(fields.get("context")), null);
  }

  static String write(Map<String, ?> fields) {
    try {
      return JSON.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("context: expected plain data", e);
    }
  }

  static Map<String, Object> read(String json) {
    try {
      return JSON.readValue(json, MAP);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored message is no JSON", e);
    }
  }

  /** A map of texts, as metadata is stored. */
  static Map<String, String> texts(String json) {
    Map<String, String> texts = new LinkedHashMap<>();
    read(json).forEach((key, value) -> texts.put(key, String.valueOf(value)));
    return texts;
  }

  private static Map<String, Object> object(@Nullable Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> fields) {
      fields.forEach((key, field) -> map.put(String.valueOf(key), field));
    }
    return map;
  }

  private static @Nullable String text(Map<?, ?> parts, String key) {
    return parts.get(key) instanceof String value ? value : null;
  }

  private static void check(String place, @Nullable Object value, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException(place + ": expected at most 20 levels");
    }
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, field) -> check(place + "." + key, field, depth + 1));
    } else if (value instanceof List<?> list) {
      list.forEach(element -> check(place + "[]", element, depth + 1));
    } else if (value != null
        && !(value instanceof String)
        && !(value instanceof Number)
        && !(value instanceof Boolean)) {
      throw new IllegalArgumentException(
          place
              + ": expected text, a number, a boolean, a list or a map, got "
              + value.getClass().getSimpleName());
    }
  }
}
