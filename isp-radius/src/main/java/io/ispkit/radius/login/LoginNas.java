package io.ispkit.radius.login;

import io.ispkit.radius.dynauth.AttributeNumber;
import io.ispkit.radius.dynauth.NasAttribute;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which NAS the login is told to come from: rows may ask for it. Immutable.
 *
 * @param identifier NAS-Identifier, 1 to 253 octets
 * @param address NAS-IP-Address or NAS-IPv6-Address; null: none is told, and FreeRADIUS's {@code
 *     preprocess} puts in the one that the request came from
 * @param portType NAS-Port-Type, 0 to 4294967295: 5 is virtual, 15 Ethernet (RFC 2865 section 5.41)
 * @param more what else the NAS would tell, such as Calling-Station-Id, Service-Type or NAS-Port;
 *     neither what stands above nor user name, password and signature
 */
public record LoginNas(
    String identifier, @Nullable InetAddress address, long portType, List<NasAttribute> more) {

  static final AttributeNumber IDENTIFIER = AttributeNumber.standard(32);

  private static final AttributeNumber IPV4 = AttributeNumber.standard(4);
  private static final AttributeNumber IPV6 = AttributeNumber.standard(95);
  private static final AttributeNumber PORT_TYPE = AttributeNumber.standard(61);
  private static final long VIRTUAL = 5;

  /** User-Name, User-Password, CHAP-Password, CHAP-Challenge, EAP-Message, our own and these. */
  private static final Set<Integer> NOT_MORE = Set.of(1, 2, 3, 4, 32, 60, 61, 79, 80, 95);

  /**
   * Copies the list, and checks that all of it can be sent.
   *
   * @throws IllegalArgumentException a value does not fit its attribute, or {@code more} has one
   *     that is not for it
   */
  public LoginNas {
    Objects.requireNonNull(identifier, "identifier");
    more = List.copyOf(more);
    Set<String> refused = new HashSet<>();
    for (NasAttribute attribute : more) {
      if (attribute.number().vendor() == 0 && NOT_MORE.contains(attribute.number().number())) {
        refused.add(attribute.number().toString());
      }
    }
    if (!refused.isEmpty()) {
      throw new IllegalArgumentException(
          "more attributes: expected none that is told anyway, but there are " + refused);
    }
    attributes(identifier, address, portType, more).forEach(NasAttribute::encoded);
  }

  /** A virtual port of a NAS without an address. */
  public static LoginNas of(String identifier) {
    return new LoginNas(identifier, null, VIRTUAL, List.of());
  }

  /** The same at this address. */
  public LoginNas at(InetAddress other) {
    return new LoginNas(identifier, other, portType, more);
  }

  /** The same with another port type. */
  public LoginNas withPortType(long other) {
    return new LoginNas(identifier, address, other, more);
  }

  /** The same with one attribute more. */
  public LoginNas with(NasAttribute attribute) {
    List<NasAttribute> all = new ArrayList<>(more);
    all.add(attribute);
    return new LoginNas(identifier, address, portType, all);
  }

  List<NasAttribute> attributes() {
    return attributes(identifier, address, portType, more);
  }

  private static List<NasAttribute> attributes(
      String identifier, @Nullable InetAddress address, long portType, List<NasAttribute> more) {
    List<NasAttribute> all = new ArrayList<>();
    all.add(IDENTIFIER.text(identifier));
    if (address != null) {
      all.add((address instanceof Inet4Address ? IPV4 : IPV6).address(address));
    }
    all.add(PORT_TYPE.integer(portType));
    all.addAll(more);
    return all;
  }
}
