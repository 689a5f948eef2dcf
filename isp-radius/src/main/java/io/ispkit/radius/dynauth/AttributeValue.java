package io.ispkit.radius.dynauth;

import io.ispkit.core.address.Prefix;
import io.ispkit.core.fault.Faults;
import io.ispkit.core.text.PrintableText;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The value of an attribute; it is made unchecked, so that all faults of a request are found. */
sealed interface AttributeValue {

  ValueForm form();

  /** As on the wire; only for values that passed {@link #check}. */
  byte[] octets();

  /** Notes what is wrong with it when it may take {@code most} octets. */
  void check(String place, int most, Faults faults);

  /** RFC 8044 section 3.4. */
  record Text(String text) implements AttributeValue {

    @Override
    public ValueForm form() {
      return ValueForm.TEXT;
    }

    @Override
    public byte[] octets() {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void check(String place, int most, Faults faults) {
      if (!PrintableText.isLine(text) || text.isEmpty() || octets().length > most) {
        faults.add(
            place, text, "1 to " + most + " octets of UTF-8 text without control characters");
      }
    }
  }

  /** RFC 8044 section 3.1. */
  record Whole(long number) implements AttributeValue {

    static final long MOST = 0xFFFF_FFFFL;

    @Override
    public ValueForm form() {
      return ValueForm.INTEGER;
    }

    @Override
    public byte[] octets() {
      return ByteBuffer.allocate(Integer.BYTES).putInt((int) number).array();
    }

    @Override
    public void check(String place, int most, Faults faults) {
      if (number < 0 || number > MOST) {
        faults.add(place, Long.toString(number), "a whole number from 0 to " + MOST);
      }
    }
  }

  /** RFC 8044 sections 3.8 and 3.9. */
  record Address(InetAddress address) implements AttributeValue {

    @Override
    public ValueForm form() {
      return address.getAddress().length == 4 ? ValueForm.IPV4 : ValueForm.IPV6;
    }

    @Override
    public byte[] octets() {
      return address.getAddress();
    }

    @Override
    public void check(String place, int most, Faults faults) {
      // Every address fits.
    }
  }

  /** RFC 8044 sections 3.10 and 3.11; all octets of the address are written, zeros too. */
  record Block(Prefix prefix) implements AttributeValue {

    @Override
    public ValueForm form() {
      boolean four = prefix.network().getAddress().length == 4;
      return four ? ValueForm.IPV4_PREFIX : ValueForm.IPV6_PREFIX;
    }

    @Override
    public byte[] octets() {
      byte[] network = prefix.network().getAddress();
      return ByteBuffer.allocate(2 + network.length)
          .put((byte) 0)
          .put((byte) prefix.length())
          .put(network)
          .array();
    }

    @Override
    public void check(String place, int most, Faults faults) {
      // Every prefix fits.
    }
  }

  /**
   * RFC 8044 section 3.5.
   *
   * @param hex two digits an octet, so that the record is immutable and comparable
   */
  record Octets(String hex) implements AttributeValue {

    @Override
    public ValueForm form() {
      return ValueForm.OCTETS;
    }

    @Override
    public byte[] octets() {
      return HexFormat.of().parseHex(hex);
    }

    @Override
    public void check(String place, int most, Faults faults) {
      int length = hex.length() / 2;
      if (length < 1 || length > most) {
        faults.add(place, length + " octets", "1 to " + most + " octets");
      }
    }
  }
}
