package io.ispkit.radius.dictionary;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * One attribute that may be written. Immutable.
 *
 * @param name as FreeRADIUS's dictionaries write it, at most 64 bytes (the column of MySQL)
 * @param number its number with its vendor; above 255 for what never goes on the wire
 * @param unit what a number counts, such as {@code s} or {@code bit/s}; a trailing {@code ?} says
 *     that sources differ; empty when it counts nothing
 * @param bounds of the value, see {@link AttributeType}; not used for addresses
 * @param names the only values of an enumeration, as the dictionaries write them; else empty
 */
public record AttributeFact(
    String name,
    Vendor vendor,
    int number,
    AttributeType type,
    AttributeUse use,
    String unit,
    Bounds bounds,
    List<String> names,
    Set<Trait> traits) {

  private static final int MAX_NAME = 64;

  /** What is special about an attribute. */
  public enum Trait {
    /** May be sent several times, with the operator {@code +=}. */
    MULTI,
    /** Carries a tag from 0 to 31 (RFC 2868), written {@code Name:1}. */
    TAGGED,
    /** Its value must never be shown. */
    SECRET
  }

  /** Checks the name and copies the collections. */
  public AttributeFact {
    Objects.requireNonNull(vendor, "vendor");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(use, "use");
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(bounds, "bounds");
    names = List.copyOf(names);
    traits = Set.copyOf(traits);
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.-]*") || name.length() > MAX_NAME || number < 1) {
      throw new IllegalArgumentException("no attribute: \"" + name + "\" " + number);
    }
  }

  /** A reply attribute of a vendor, single, with the widest bounds of its type. */
  public static AttributeFact reply(Vendor vendor, String name, int number, AttributeType type) {
    return new AttributeFact(
        name,
        vendor,
        number,
        type,
        AttributeUse.REPLY,
        "",
        Bounds.widest(type, vendor, false),
        List.of(),
        Set.of());
  }

  /** The same, but sent several times if need be. */
  public AttributeFact multi() {
    Set<Trait> all = EnumSet.of(Trait.MULTI);
    all.addAll(traits);
    return new AttributeFact(name, vendor, number, type, use, unit, bounds, names, all);
  }

  /** Whether it has the trait. */
  public boolean is(Trait trait) {
    return traits.contains(trait);
  }

  /**
   * The operators that say what they seem to say in {@code table}; empty where the attribute has no
   * effect. Replies of a user replace with {@code :=}; those of a group give way to the user's with
   * {@code =}, or replace them with {@code :=}; {@code +=} adds one more of what may be sent
   * several times. Patterns ({@code =~}) are left out, since nobody can check them here.
   */
  public List<String> operators(RowTable table) {
    if (!use.tables().contains(table)) {
      return List.of();
    }
    return switch (use) {
      case CONTROL -> List.of(":=");
      case COMPARE ->
          type.isNumber() ? List.of("==", "!=", "<", "<=", ">", ">=") : List.of("==", "!=");
      case REPLY -> replyOperators(table);
    };
  }

  private List<String> replyOperators(RowTable table) {
    boolean group = table == RowTable.RADGROUPREPLY;
    if (is(Trait.MULTI)) {
      return group ? List.of("=", ":=", "+=") : List.of(":=", "+=");
    }
    return group ? List.of("=", ":=") : List.of(":=");
  }

  /** Whether the server takes {@code value} as it stands, and the column and the wire hold it. */
  public boolean accepts(String value) {
    if (!names.isEmpty()) {
      return names.contains(value);
    }
    if (value.getBytes(StandardCharsets.UTF_8).length > Bounds.MAX_VALUE || !type.accepts(value)) {
      return false;
    }
    if (type.isNumber()) {
      return bounds.hold(Long.parseLong(value));
    }
    return !type.isText() || bounds.hold(value.getBytes(StandardCharsets.UTF_8).length);
  }

  /** What {@link #accepts} wants, to be read after "expected". */
  public String expectation() {
    return names.isEmpty() ? type.expectation(bounds) : "one of " + String.join(", ", names);
  }
}
