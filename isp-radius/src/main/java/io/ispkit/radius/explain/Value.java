package io.ispkit.radius.explain;

import io.ispkit.radius.dictionary.AttributeType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** A value as the server holds it. Two are equal whose types and bytes are. Immutable. */
final class Value {

  private final AttributeType type;
  private final String text;
  private final byte[] bytes;

  private Value(AttributeType type, String text, byte[] bytes) {
    this.type = type;
    this.text = text;
    this.bytes = bytes;
  }

  AttributeType type() {
    return type;
  }

  /** For people. */
  String text() {
    return text;
  }

  /** As they go over the wire, but never cut; not to be written to. */
  byte[] bytes() {
    return bytes;
  }

  static Value text(String text) {
    return new Value(AttributeType.STRING, text, text.getBytes(StandardCharsets.UTF_8));
  }

  static Value octets(byte[] bytes) {
    return new Value(AttributeType.OCTETS, "0x" + HexFormat.of().formatHex(bytes), bytes);
  }

  /** An unsigned number of 32 bits, shown as {@code text}. */
  static Value number(AttributeType type, long number, String text) {
    return new Value(type, text, ByteBuffer.allocate(4).putInt((int) number).array());
  }

  static Value number(AttributeType type, long number) {
    return number(type, number, Long.toString(number & 0xffff_ffffL));
  }

  /** An address, or a prefix as its reserved byte, its length and 16 bytes. */
  static Value bytes(AttributeType type, String text, byte[] bytes) {
    return new Value(type, text, bytes);
  }

  long number() {
    return ByteBuffer.wrap(bytes).getInt() & 0xffff_ffffL;
  }

  boolean isSame(Value other) {
    return Arrays.equals(bytes, other.bytes);
  }

  /**
   * How this value compares with that of a check row: as the server does it, which subtracts
   * numbers and IPv4 addresses in 32 signed bits, so that far ends change places.
   */
  int compare(Value check) {
    return switch (type) {
      case INTEGER, DATE, IPADDR -> Integer.signum((int) (number() - check.number()));
      case STRING, IPV6ADDR -> Integer.signum(Arrays.compareUnsigned(bytes, check.bytes));
      case OCTETS ->
          bytes.length == check.bytes.length
              ? Integer.signum(Arrays.compareUnsigned(bytes, check.bytes))
              : 1;
      case IPV6PREFIX -> isSame(check) ? 0 : 1;
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Value value && type == value.type && isSame(value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Shows nothing: it may be a password. */
  @Override
  public String toString() {
    return type + " of " + bytes.length + " bytes";
  }
}
