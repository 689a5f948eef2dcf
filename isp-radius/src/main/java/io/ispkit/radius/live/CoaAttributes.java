package io.ispkit.radius.live;

import io.ispkit.core.address.Prefix;
import io.ispkit.core.fault.Faults;
import io.ispkit.radius.dictionary.AttributeFact;
import io.ispkit.radius.dictionary.Dictionary;
import io.ispkit.radius.dynauth.AttributeNumber;
import io.ispkit.radius.dynauth.NasAttribute;
import io.ispkit.radius.profile.ReplyAttribute;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The attributes of rows as they go on the wire in a CoA: names and texts become numbers and octets
 * by the dictionary. Pure.
 */
final class CoaAttributes {

  /** Numbers above this exist in FreeRADIUS only, never on the wire. */
  private static final int LAST_ON_WIRE = 255;

  private CoaAttributes() {}

  /** Notes what cannot be said in a CoA; the list is good for nothing then. */
  static List<NasAttribute> of(
      List<ReplyAttribute> attributes, Dictionary dictionary, Faults faults) {
    List<NasAttribute> onWire = new ArrayList<>();
    for (ReplyAttribute attribute : attributes) {
      Optional<AttributeFact> fact = dictionary.find(attribute.name());
      if (fact.isEmpty() || fact.get().number() > LAST_ON_WIRE) {
        faults.add("CoA", attribute.name(), "an attribute that goes on the wire");
      } else if (!fact.get().accepts(attribute.value())) {
        faults.add("CoA " + attribute.name(), attribute.value(), fact.get().expectation());
      } else if (!fact.get().names().isEmpty()) {
        faults.add("CoA", attribute.name(), "an attribute without named values");
      } else {
        onWire.add(value(fact.get(), attribute));
      }
    }
    return onWire;
  }

  private static NasAttribute value(AttributeFact fact, ReplyAttribute attribute) {
    AttributeNumber number = new AttributeNumber(fact.vendor().number(), fact.number());
    String text = attribute.value();
    if (attribute.isTagged()) {
      return number.octets(tagged(attribute));
    }
    return switch (fact.type()) {
      case STRING -> number.text(text);
      case OCTETS ->
          number.octets(
              text.startsWith("0x")
                  ? HexFormat.of().parseHex(text, 2, text.length())
                  : text.getBytes(StandardCharsets.UTF_8));
      case INTEGER, DATE -> number.integer(Long.parseLong(text));
      case IPADDR, IPV6ADDR -> number.address(Prefix.address(text));
      case IPV6PREFIX -> number.prefix(Prefix.parse(text));
    };
  }

  /** The tag stands before the text, in an octet of its own (RFC 2868 section 3). */
  private static byte[] tagged(ReplyAttribute attribute) {
    int colon = attribute.name().lastIndexOf(':');
    byte[] text = attribute.value().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(1 + text.length)
        .put((byte) Integer.parseInt(attribute.name().substring(colon + 1)))
        .put(text)
        .array();
  }
}
