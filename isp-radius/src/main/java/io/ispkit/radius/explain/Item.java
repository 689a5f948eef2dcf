package io.ispkit.radius.explain;

import io.ispkit.radius.dictionary.AttributeFact;
import io.ispkit.radius.dictionary.AttributeFact.Trait;
import org.jspecify.annotations.Nullable;

/**
 * An attribute with operator and value, as the server makes it from a row.
 *
 * @param tag from 0 to 31, or null
 * @param value null: the operator needs none, or the server expands it in a way that is not
 *     modelled
 * @param row null: the server made it by itself
 */
record Item(
    AttributeFact fact,
    @Nullable Integer tag,
    Operator op,
    @Nullable Value value,
    @Nullable AttributeRow row) {

  private static final int FIRST_INTERNAL = 256;

  static Item ofServer(AttributeFact fact, Value value) {
    return new Item(fact, null, Operator.SET_IF_ABSENT, value, null);
  }

  boolean is(Item other) {
    return is(other.fact);
  }

  /** Two names may be one attribute: the number counts. */
  boolean is(AttributeFact other) {
    return fact.number() == other.number() && fact.vendor().number() == other.vendor().number();
  }

  boolean is(String name) {
    return fact.name().equals(name);
  }

  /** Whether it only exists inside of the server. */
  boolean isInternal() {
    return fact.vendor().isStandard() && fact.number() >= FIRST_INTERNAL;
  }

  Item with(@Nullable Value other) {
    return new Item(fact, tag, op, other, row);
  }

  String name() {
    return tag == null || !fact.is(Trait.TAGGED) ? fact.name() : fact.name() + ":" + tag;
  }

  /** For people: secrets are not shown. */
  @Nullable String shown() {
    if (fact.is(Trait.SECRET)) {
      return "(hidden)";
    }
    return value == null ? null : value.text();
  }

  /** Where it came from, to be read after "by" or "from". */
  String origin() {
    return row == null ? "the server itself" : row.place();
  }

  ReplyItem told() {
    return new ReplyItem(name(), shown(), row);
  }
}
