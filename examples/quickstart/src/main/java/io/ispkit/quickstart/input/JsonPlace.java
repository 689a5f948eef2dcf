package io.ispkit.quickstart.input;

import com.fasterxml.jackson.databind.JsonNode;
import io.ispkit.core.fault.Faults;
import io.ispkit.core.text.DidYouMean;
import io.ispkit.core.text.PrintableText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A place in a JSON document that is read with suspicion: each getter notes a fault, with its
 * place, when the value is missing or has the wrong form, and then returns null.
 */
final class JsonPlace {

  private final String path;
  private final JsonNode node;
  private final Faults faults;

  JsonPlace(String path, JsonNode node, Faults faults) {
    this.path = path;
    this.node = node;
    this.faults = faults;
  }

  /** Notes a fault when this is no object, or has keys other than those. */
  boolean object(List<String> keys) {
    if (!node.isObject()) {
      faults.add(path, shown(node), "an object");
      return false;
    }
    for (String key : iterable(node)) {
      if (!keys.contains(key)) {
        String near = DidYouMean.among(keys, key).orElse(null);
        faults.add(
            at(key),
            "",
            "no such key here"
                + (near == null ? "; the keys are " + keys : "; did you mean " + near + "?"));
      }
    }
    return true;
  }

  /** The elements of a list that must be there. */
  List<JsonPlace> list(String key, int most) {
    JsonNode value = node.path(key);
    List<JsonPlace> places = new ArrayList<>();
    if (!value.isArray()) {
      faults.add(at(key), shown(value), "a list");
    } else if (value.size() > most) {
      faults.add(at(key), value.size() + " elements", "at most " + most + " elements");
    } else {
      for (int i = 0; i < value.size(); i++) {
        places.add(new JsonPlace(at(key) + "[" + i + "]", value.get(i), faults));
      }
    }
    return places;
  }

  JsonPlace child(String key) {
    return new JsonPlace(at(key), node.path(key), faults);
  }

  /** Text of a form, that must be there. */
  @Nullable String text(String key, Predicate<String> form, String expectation) {
    JsonNode value = node.path(key);
    if (value.isTextual() && form.test(value.textValue())) {
      return value.textValue();
    }
    faults.add(at(key), shown(value), expectation);
    return null;
  }

  /** Text of a form, or null when the key is absent or null. */
  @Nullable String optionalText(String key, Predicate<String> form, String expectation) {
    return absent(key) ? null : text(key, form, expectation + ", or null");
  }

  /** As {@link #optionalText}, for a value that must not be shown. */
  @Nullable String optionalSecret(String key, Predicate<String> form, String expectation) {
    if (absent(key)) {
      return null;
    }
    JsonNode value = node.path(key);
    if (value.isTextual() && form.test(value.textValue())) {
      return value.textValue();
    }
    faults.add(at(key), "", expectation);
    return null;
  }

  /** One printable line that must be there. */
  @Nullable String line(String key, int most) {
    return text(
        key,
        text -> !text.isBlank() && text.length() <= most && PrintableText.isLine(text),
        "one line of 1 to " + most + " characters without control characters");
  }

  /** Text that another type can be made of; null with a fault when it cannot. */
  <T> @Nullable T parsed(String key, Function<String, T> parser, String expectation) {
    JsonNode value = node.path(key);
    if (value.isTextual() && value.textValue().length() <= 200) {
      try {
        return parser.apply(value.textValue());
      } catch (RuntimeException e) {
        // the fault below says what was expected
      }
    }
    faults.add(at(key), shown(value), expectation);
    return null;
  }

  /** As {@link #parsed}, or null when the key is absent or null. */
  <T> @Nullable T optionalParsed(String key, Function<String, T> parser, String expectation) {
    return absent(key) ? null : parsed(key, parser, expectation + ", or null");
  }

  /** A whole number in a range, that must be there. */
  @Nullable Long integer(String key, long least, long most) {
    JsonNode value = node.path(key);
    if (value.isIntegralNumber()
        && value.canConvertToLong()
        && value.longValue() >= least
        && value.longValue() <= most) {
      return value.longValue();
    }
    faults.add(at(key), shown(value), "a whole number from " + least + " to " + most);
    return null;
  }

  /** Notes a fault when the key is there and not null. */
  void none(String key, String expectation) {
    if (!absent(key)) {
      faults.add(at(key), shown(node.path(key)), expectation);
    }
  }

  boolean absent(String key) {
    return node.path(key).isMissingNode() || node.path(key).isNull();
  }

  Iterable<String> keys() {
    return iterable(node);
  }

  JsonNode node() {
    return node;
  }

  String at(String key) {
    String shown = key.length() <= 40 && PrintableText.isLine(key) ? key : PrintableText.shown(key);
    return path.isEmpty() ? shown : path + "." + shown;
  }

  String path() {
    return path;
  }

  private static Iterable<String> iterable(JsonNode node) {
    return node::fieldNames;
  }

  private static String shown(JsonNode value) {
    if (value.isMissingNode()) {
      return "";
    }
    return value.isTextual() ? value.textValue() : value.toString();
  }
}
