package io.ispkit.radius.explain;

import io.ispkit.radius.dictionary.AttributeFact;
import io.ispkit.radius.dictionary.AttributeType;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text between back-quotes, which the server expands. Modelled are plain words and {@code
 * %{Attribute}} of the request where that is a text of plain letters; everything else, SQL, shell
 * and conditions above all, cannot be told.
 */
final class Expansion {

  private static final String PLAIN = "[A-Za-z0-9 .:_@/-]*";
  private static final Pattern PART = Pattern.compile("(" + PLAIN + ")(?:%\\{([A-Za-z0-9-]+)\\})?");

  private final ServerNames names;
  private final List<Item> request;

  Expansion(ServerNames names, List<Item> request) {
    this.names = names;
    this.request = request;
  }

  /** Empty: cannot be told. */
  Optional<String> of(String template) {
    StringBuilder text = new StringBuilder();
    Matcher part = PART.matcher(template);
    int at = 0;
    while (at < template.length()) {
      part.region(at, template.length());
      if (!part.lookingAt() || part.end() == at) {
        return Optional.empty();
      }
      text.append(part.group(1));
      if (part.group(2) != null) {
        Optional<String> value = attribute(part.group(2));
        if (value.isEmpty()) {
          return Optional.empty();
        }
        text.append(value.get());
      }
      at = part.end();
    }
    return Optional.of(text.toString());
  }

  private Optional<String> attribute(String name) {
    AttributeFact fact = names.find(name);
    if (fact == null || fact.type() != AttributeType.STRING || name.equals(ServerNames.SQL_GROUP)) {
      return Optional.empty();
    }
    for (Item item : request) {
      Value value = item.value();
      if (item.is(fact) && value != null) {
        return Optional.of(value.text()).filter(text -> text.matches(PLAIN));
      }
    }
    return new Item(fact, null, Operator.EQUAL, null, null).isInternal()
        ? Optional.empty()
        : Optional.of("");
  }
}
