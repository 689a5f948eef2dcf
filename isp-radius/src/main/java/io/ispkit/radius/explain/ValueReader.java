package io.ispkit.radius.explain;

import io.ispkit.core.address.Prefix;
import io.ispkit.radius.dictionary.AttributeFact;
import io.ispkit.radius.dictionary.AttributeType;
import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of a value as the server does ({@code value_data_from_str} of FreeRADIUS 3.2):
 * much more generously than our own check before a write, since the row is there already.
 */
final class ValueReader {

  private static final BigInteger MOST = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
  private static final Pattern NUMBER = Pattern.compile("([ \t]*)(-?)(0x)?([0-9a-fA-F]*)(.*)");

  /** An empty length is 0. */
  private static final Pattern ADDRESS = Pattern.compile("([^/]*)(?:/([0-9]*))?");

  /** What strtoul(3) takes in front of a number, and nobody writes. */
  private static final Pattern ODD_LENGTH = Pattern.compile("(?s)[^/]*/[ \t\n\u000b\f\r+].*");

  private static final Pattern BLANK = Pattern.compile("[ \t\n\u000b\f\r]*");

  private final ServerNames names;
  private final ZoneId zone;

  ValueReader(ServerNames names, ZoneId zone) {
    this.names = names;
    this.zone = zone;
  }

  /**
   * The value of a row.
   *
   * @return empty: the server cannot read it, and fails the look-up
   * @throws Ended it is not known how the server reads it
   */
  Optional<Value> read(AttributeFact fact, String text) {
    return fact.type() == AttributeType.STRING
        ? unescaped(text).map(Value::text)
        : plain(fact, text);
  }

  /** A value of the request: a text stands there as it is. */
  Optional<Value> sent(AttributeFact fact, String text) {
    return fact.type() == AttributeType.STRING ? Optional.of(Value.text(text)) : plain(fact, text);
  }

  private Optional<Value> plain(AttributeFact fact, String text) {
    return switch (fact.type()) {
      case STRING -> throw new IllegalArgumentException("a text");
      case OCTETS -> octets(text);
      case INTEGER -> number(fact, text);
      case DATE -> date(text);
      case IPADDR -> ipv4(text);
      case IPV6ADDR, IPV6PREFIX -> ipv6(fact.type(), text);
    };
  }

  /** As between double quotation marks. */
  static Optional<String> unescaped(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      if (++i == text.length()) {
        return Optional.empty();
      }
      char next = text.charAt(i);
      int simple = "rnt\\\"".indexOf(next);
      if (simple >= 0) {
        out.append("\r\n\t\\\"".charAt(simple));
      } else if (text.substring(i).matches("(?s)[0-9]{3}.*")) {
        out.append(octal(text.substring(i, i + 3)));
        i += 2;
      } else {
        out.append(c).append(next);
      }
    }
    return Optional.of(out.toString());
  }

  private static char octal(String digits) {
    if (!digits.matches("[01][0-7][0-7]") || digits.equals("000")) {
      throw Ended.unmodelled(null, "the value holds \\" + digits + ", which is no ASCII");
    }
    return (char) Integer.parseInt(digits, 8);
  }

  private static Optional<Value> octets(String text) {
    if (!text.toLowerCase(Locale.ROOT).startsWith("0x")) {
      return Optional.of(Value.octets(text.getBytes(StandardCharsets.UTF_8)));
    }
    String digits = text.substring(2);
    return digits.matches("(?:[0-9a-fA-F]{2})*")
        ? Optional.of(Value.octets(HexFormat.of().parseHex(digits)))
        : Optional.empty();
  }

  /** As strtoul(3) with 64 bits, of which 32 are kept; then a name, if something follows. */
  private Optional<Value> number(AttributeFact fact, String text) {
    Matcher form = NUMBER.matcher(text);
    if (!form.matches() || text.startsWith("+")) {
      throw Ended.unmodelled(null, "how the server reads this number is not modelled");
    }
    boolean hexadecimal = form.group(3) != null;
    String digits = form.group(4);
    String rest = form.group(5);
    if (hexadecimal && (!form.group(1).isEmpty() || !form.group(2).isEmpty() || digits.isEmpty())) {
      throw Ended.unmodelled(null, "how the server reads this number is not modelled");
    }
    if (!hexadecimal && !digits.matches("[0-9]*")) {
      int letters = 0;
      while (Character.isDigit(digits.charAt(letters))) {
        letters++;
      }
      rest = digits.substring(letters) + rest;
      digits = digits.substring(0, letters);
    }
    if (digits.isEmpty() && !text.isEmpty()) {
      rest = text;
    }
    if (!rest.isEmpty() && !BLANK.matcher(rest).matches()) {
      return named(fact, text);
    }
    BigInteger number =
        digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits, hexadecimal ? 16 : 10);
    boolean overflows = number.compareTo(MOST) > 0;
    long bits = number.min(MOST).longValue();
    return Optional.of(
        Value.number(AttributeType.INTEGER, form.group(2).isEmpty() || overflows ? bits : -bits));
  }

  private Optional<Value> named(AttributeFact fact, String text) {
    OptionalLong number = names.number(fact, text);
    if (number.isPresent()) {
      return Optional.of(Value.number(AttributeType.INTEGER, number.getAsLong(), text));
    }
    if (names.mayHaveNames(fact)) {
      throw Ended.unmodelled(
          null,
          "whether the server knows the value \""
              + text
              + "\" of "
              + fact.name()
              + " is not known here");
    }
    return Optional.empty();
  }

  private Optional<Value> date(String text) {
    OptionalLong seconds = ServerDate.read(text, zone);
    return seconds.isPresent()
        ? Optional.of(Value.number(AttributeType.DATE, seconds.getAsLong()))
        : Optional.empty();
  }

  private static Optional<Value> ipv4(String text) {
    if (text.equals("*")) {
      return Optional.of(Value.bytes(AttributeType.IPADDR, "0.0.0.0", new byte[4]));
    }
    if (text.startsWith("0x") || text.matches("0[0-9]+")) {
      throw Ended.unmodelled(null, "how the server reads this address is not modelled");
    }
    if (text.matches("[0-9]+")) {
      byte[] bytes =
          ByteBuffer.allocate(4).putInt(new BigInteger(text).min(MOST).intValue()).array();
      return Optional.of(address(AttributeType.IPADDR, bytes));
    }
    Optional<Value> strict = address(AttributeType.IPADDR, text, 4);
    // it takes "10.0.0" for 10.0.0.0, and by its configuration it may ask a name server
    if (strict.isEmpty() && text.matches("[A-Za-z0-9._-]+")) {
      throw Ended.unmodelled(null, "how the server reads this address is not modelled");
    }
    return strict;
  }

  /** Without a length, or with that of a single address. */
  private static Optional<Value> address(AttributeType type, String text, int size) {
    Matcher form = form(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    Optional<byte[]> bytes = literal(form.group(1), size);
    return bytes.isPresent() && length(form.group(2), size * 8) == size * 8
        ? Optional.of(address(type, bytes.get()))
        : Optional.empty();
  }

  private static Matcher form(String text) {
    if (ODD_LENGTH.matcher(text).matches()) {
      throw Ended.unmodelled(null, "how the server reads this length is not modelled");
    }
    return ADDRESS.matcher(text);
  }

  /** Negative: beyond all lengths. */
  private static int length(@Nullable String digits, int none) {
    if (digits == null) {
      return none;
    }
    BigInteger length = digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits);
    return length.bitLength() > 16 ? -1 : length.intValue();
  }

  private static Optional<Value> ipv6(AttributeType type, String text) {
    if (text.startsWith("*")) {
      throw Ended.unmodelled(null, "how the server reads this address is not modelled");
    }
    if (type == AttributeType.IPV6ADDR) {
      return address(type, text, 16);
    }
    Matcher form = form(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    Optional<byte[]> literal = literal(form.group(1), 16);
    int length = length(form.group(2), 128);
    if (literal.isEmpty() || length < 0 || length > 128) {
      return Optional.empty();
    }
    byte[] network = masked(literal.get(), length);
    byte[] bytes = new byte[18];
    bytes[1] = (byte) length;
    System.arraycopy(network, 0, bytes, 2, 16);
    return Optional.of(Value.bytes(type, shown(network) + "/" + length, bytes));
  }

  private static byte[] masked(byte[] address, int length) {
    byte[] network = address.clone();
    for (int bit = length; bit < 128; bit++) {
      network[bit / 8] &= (byte) ~(0x80 >> bit % 8);
    }
    return network;
  }

  private static Optional<byte[]> literal(String text, int size) {
    try {
      InetAddress address = Prefix.address(text);
      boolean mapped = size == 16 && text.contains(":") && !(address instanceof Inet6Address);
      if (mapped) {
        throw Ended.unmodelled(null, "how the server reads this address is not modelled");
      }
      byte[] bytes = address.getAddress();
      return bytes.length == size ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }

  private static Value address(AttributeType type, byte[] bytes) {
    return Value.bytes(type, shown(bytes), Arrays.copyOf(bytes, bytes.length));
  }

  private static String shown(byte[] address) {
    try {
      return InetAddress.getByAddress(address).getHostAddress();
    } catch (UnknownHostException wrongLength) {
      throw new IllegalStateException("4 or 16 bytes", wrongLength);
    }
  }
}
