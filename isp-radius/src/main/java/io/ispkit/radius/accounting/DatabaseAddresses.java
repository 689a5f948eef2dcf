package io.ispkit.radius.accounting;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.val;

import io.ispkit.core.address.Prefix;
import io.ispkit.radius.nas.AddressText;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;

/**
 * Reads and compares addresses: {@code inet} on PostgreSQL, elsewhere the text that FreeRADIUS
 * writes, where an empty one means none.
 */
final class DatabaseAddresses {

  private final boolean inet;

  DatabaseAddresses(SQLDialect dialect) {
    this.inet = dialect == SQLDialect.POSTGRES;
  }

  /** A column in the form in which {@link #address} and {@link #prefix} take it. */
  Field<String> readable(Field<String> column) {
    return inet ? field("text({0})", String.class, column) : column;
  }

  Condition is(Field<String> column, InetAddress address) {
    return column.eq(value(AddressText.of(address)));
  }

  /**
   * Whether a column of prefixes holds {@code address}. Asks for each of the prefixes that could,
   * since every database finds those by an index of the usual kind.
   */
  Condition holds(Field<String> column, InetAddress address) {
    return holds(column, Prefix.around(address, address.getAddress().length * 8));
  }

  /** Whether a column of prefixes holds all of {@code part}. */
  Condition holds(Field<String> column, Prefix part) {
    List<Field<String>> candidates = new ArrayList<>();
    for (int length = part.length(); length > 0; length--) {
      Prefix candidate = Prefix.around(part.network(), length);
      candidates.add(value(AddressText.of(candidate)));
    }
    // said again, because an index may leave out what is NULL
    return column.isNotNull().and(column.in(candidates));
  }

  private Field<String> value(String text) {
    return inet ? field("cast({0} as inet)", String.class, val(text)) : val(text);
  }

  static @Nullable InetAddress address(@Nullable String text) {
    Prefix prefix = parse(text);
    return prefix == null ? null : prefix.network();
  }

  static @Nullable Prefix prefix(@Nullable String text) {
    return parse(text);
  }

  /** Null for what is empty, and for what another program wrote and is no address. */
  private static @Nullable Prefix parse(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      int slash = text.indexOf('/');
      InetAddress address = Prefix.address(slash < 0 ? text : text.substring(0, slash));
      int bits = address.getAddress().length * 8;
      int length = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
      return length < 0 || length > bits ? null : Prefix.around(address, length);
    } catch (IllegalArgumentException notOne) {
      return null;
    }
  }
}
