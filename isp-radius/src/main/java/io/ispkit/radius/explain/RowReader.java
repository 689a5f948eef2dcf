package io.ispkit.radius.explain;

import io.ispkit.radius.dictionary.AttributeFact;
import io.ispkit.radius.dictionary.AttributeFact.Trait;
import io.ispkit.radius.dictionary.AttributeType;
import io.ispkit.radius.dictionary.Dictionary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes attributes of rows as the SQL module does ({@code sql_fr_pair_list_afrom_str} of FreeRADIUS
 * 3.2). One row that it cannot read fails the whole look-up, and the login is rejected.
 */
final class RowReader {

  private static final String QUOTES = "'\"`";
  private static final Pattern TAGGED = Pattern.compile("(.*):([0-9]+)");
  private static final int LAST_TAG = 31;

  private final ServerNames names;
  private final ValueReader values;
  private final Expansion expansion;
  private final Dictionary dictionary;

  RowReader(ServerNames names, ValueReader values, Expansion expansion, Dictionary dictionary) {
    this.names = names;
    this.values = values;
    this.expansion = expansion;
    this.dictionary = dictionary;
  }

  /**
   * All of them, or none.
   *
   * @throws Ended one cannot be read, by the server or by us
   */
  List<Item> read(List<AttributeRow> rows) {
    List<Item> items = new ArrayList<>();
    Ended unmodelled = null;
    for (AttributeRow row : rows) {
      try {
        items.add(read(row));
      } catch (Ended ended) {
        // a later row that is certainly wrong settles it all the same
        if (ended.verdict() == Verdict.REJECT) {
          throw ended;
        }
        unmodelled = unmodelled == null ? ended : unmodelled;
      }
    }
    if (unmodelled != null) {
      throw unmodelled;
    }
    return items;
  }

  private Item read(AttributeRow row) {
    String name = row.attribute();
    if (name == null || name.isEmpty()) {
      throw Ended.rejected(row, "the row names no attribute, so the whole look-up fails");
    }
    Operator op = operator(row);
    String text = row.value();
    if (text == null) {
      throw Ended.rejected(row, "the value is NULL, so the whole look-up fails");
    }
    Integer tag = null;
    Matcher tagged = TAGGED.matcher(name);
    if (tagged.matches() && tagged.group(2).length() <= 2) {
      tag = Integer.valueOf(tagged.group(2));
      name = tag <= LAST_TAG ? tagged.group(1) : name;
    }
    AttributeFact fact = names.find(name);
    if (fact == null) {
      throw Ended.unmodelled(row, unknown(name));
    }
    return item(row, fact, tag, op, text);
  }

  private static Operator operator(AttributeRow row) {
    String column = row.op();
    if (column == null || column.isEmpty()) {
      return Operator.EQUAL;
    }
    if (column.strip().startsWith("++")) {
      throw Ended.unmodelled(row, "the operator ++ is not modelled");
    }
    return Operator.read(column)
        .orElseThrow(
            () -> Ended.rejected(row, "the server knows no such operator; the look-up fails"));
  }

  private Item item(
      AttributeRow row, AttributeFact fact, @Nullable Integer tag, Operator op, String text) {
    try {
      char first = text.isEmpty() ? ' ' : text.charAt(0);
      boolean quoted = QUOTES.indexOf(first) >= 0 && text.endsWith("" + first) && text.length() > 1;
      String content = quoted ? unquoted(text, first) : text;
      if (quoted && first == '`') {
        return new Item(fact, tag, op, expanded(fact, op, content), row);
      }
      Optional<Value> value = values.read(fact, content);
      if (value.isEmpty()) {
        throw Ended.rejected(
            row, shown(fact, text) + " is no " + type(fact) + ", so the whole look-up fails");
      }
      if (fact.is(Trait.TAGGED) && fact.type() != AttributeType.STRING) {
        throw Ended.unmodelled(null, "tagged numbers are not modelled");
      }
      return new Item(fact, tag, op, op.isValueless() ? null : value.get(), row);
    } catch (Ended ended) {
      throw ended.decision().row() == null ? Ended.unmodelled(row, "" + ended.getMessage()) : ended;
    }
  }

  /** Up to the next quotation mark that is not escaped; what follows it is ignored. */
  private static String unquoted(String text, char quote) {
    String inner = text.substring(1, text.length() - 1);
    if (inner.indexOf(quote) >= 0 || inner.indexOf('\\') >= 0) {
      throw Ended.unmodelled(null, "quotation marks within quotation marks are not modelled");
    }
    return inner;
  }

  private @Nullable Value expanded(AttributeFact fact, Operator op, String template) {
    if (op.isPattern() || op.isValueless()) {
      throw Ended.unmodelled(null, "an expanded pattern is not modelled");
    }
    return expansion.of(template).flatMap(text -> values.read(fact, text)).orElse(null);
  }

  private static String shown(AttributeFact fact, String text) {
    return fact.is(Trait.SECRET) ? "the value" : "\"" + text + "\"";
  }

  private static String type(AttributeFact fact) {
    return switch (fact.type()) {
      case STRING -> "text without a backslash at its end";
      case OCTETS -> "hexadecimal text";
      case INTEGER -> "whole number";
      case DATE -> "date that the server reads";
      case IPADDR -> "IPv4 address without a prefix length";
      case IPV6ADDR -> "IPv6 address without a prefix length";
      case IPV6PREFIX -> "IPv6 prefix";
    };
  }

  private String unknown(String name) {
    List<String> near = dictionary.near(name);
    return "the attribute is not known here; if the server's dictionary lacks it too, every login"
        + " that reads this row is rejected"
        + (near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?");
  }
}
