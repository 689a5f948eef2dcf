package io.ispkit.radius.dynauth;

import io.ispkit.core.address.Prefix;
import io.ispkit.core.fault.Faults;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which session is meant (RFC 5176 section 3). Give few attributes, as accounting has them, and at
 * least one that names the session: <em>all</em> of them must fit, else the NAS finds no session.
 * User name together with Acct-Session-Id is right for nearly every NAS; MikroTik also takes the
 * framed IPv4 address. A user name alone means all sessions of that user, which some NAS refuse.
 *
 * <p>Immutable. The values are checked when a request is sent, all together.
 */
public final class SessionIdentity {

  private final List<NasAttribute> attributes;

  private SessionIdentity(List<NasAttribute> attributes) {
    this.attributes = List.copyOf(attributes);
  }

  /** The session of this user with this Acct-Session-Id: what most NAS want. */
  public static SessionIdentity of(String userName, String acctSessionId) {
    return builder().userName(userName).acctSessionId(acctSessionId).build();
  }

  /** Begins with nothing. */
  public static Builder builder() {
    return new Builder();
  }

  /** The attributes in the order in which they were given. */
  public List<NasAttribute> attributes() {
    return attributes;
  }

  void check(Faults faults) {
    boolean named = false;
    for (NasAttribute attribute : attributes) {
      attribute.check("session." + attribute.number(), faults);
      named |=
          StandardAttribute.of(attribute.number())
              .map(standard -> standard.part() == StandardAttribute.Part.SESSION)
              .orElse(true);
    }
    if (!named) {
      faults.add("session", "", "at least one attribute that names the session");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SessionIdentity identity && attributes.equals(identity.attributes);
  }

  @Override
  public int hashCode() {
    return attributes.hashCode();
  }

  @Override
  public String toString() {
    return attributes.toString();
  }

  /** Collects identification; each attribute once, the last value counts. Not thread-safe. */
  public static final class Builder {

    private final Map<StandardAttribute, NasAttribute> given = new LinkedHashMap<>();
    private final List<NasAttribute> ofVendors = new ArrayList<>();

    private Builder() {}

    /** User-Name (1), with its realm if the NAS knows it so. */
    public Builder userName(String name) {
      return text(StandardAttribute.USER_NAME, name);
    }

    /** Acct-Session-Id (44). */
    public Builder acctSessionId(String id) {
      return text(StandardAttribute.ACCT_SESSION_ID, id);
    }

    /** Acct-Multi-Session-Id (50). */
    public Builder acctMultiSessionId(String id) {
      return text(StandardAttribute.ACCT_MULTI_SESSION_ID, id);
    }

    /** Framed-IP-Address (8): the user's IPv4 address. */
    public Builder framedIpAddress(InetAddress address) {
      return put(
          StandardAttribute.FRAMED_IP_ADDRESS,
          StandardAttribute.FRAMED_IP_ADDRESS.number().address(address));
    }

    /** Framed-IPv6-Prefix (97): the prefix of the user's link. */
    public Builder framedIpv6Prefix(Prefix prefix) {
      return put(
          StandardAttribute.FRAMED_IPV6_PREFIX,
          StandardAttribute.FRAMED_IPV6_PREFIX.number().prefix(prefix));
    }

    /** Framed-Interface-Id (96): 8 octets. */
    public Builder framedInterfaceId(byte[] id) {
      return put(
          StandardAttribute.FRAMED_INTERFACE_ID,
          StandardAttribute.FRAMED_INTERFACE_ID.number().octets(id));
    }

    /** Calling-Station-Id (31): mostly the user's MAC address, as the NAS writes it. */
    public Builder callingStationId(String id) {
      return text(StandardAttribute.CALLING_STATION_ID, id);
    }

    /** Called-Station-Id (30). */
    public Builder calledStationId(String id) {
      return text(StandardAttribute.CALLED_STATION_ID, id);
    }

    /** NAS-Port (5): 0 to 4294967295. */
    public Builder nasPort(long port) {
      return put(StandardAttribute.NAS_PORT, StandardAttribute.NAS_PORT.number().integer(port));
    }

    /** NAS-Port-Id (87). */
    public Builder nasPortId(String id) {
      return text(StandardAttribute.NAS_PORT_ID, id);
    }

    /** Chargeable-User-Identity (89; RFC 4372). */
    public Builder chargeableUserIdentity(byte[] identity) {
      return put(
          StandardAttribute.CHARGEABLE_USER_IDENTITY,
          StandardAttribute.CHARGEABLE_USER_IDENTITY.number().octets(identity));
    }

    /** NAS-IP-Address (4) or NAS-IPv6-Address (95): what the NAS takes for its own address. */
    public Builder nasAddress(InetAddress address) {
      StandardAttribute attribute =
          address.getAddress().length == 4
              ? StandardAttribute.NAS_IP_ADDRESS
              : StandardAttribute.NAS_IPV6_ADDRESS;
      return put(attribute, attribute.number().address(address));
    }

    /** NAS-Identifier (32). */
    public Builder nasIdentifier(String identifier) {
      return text(StandardAttribute.NAS_IDENTIFIER, identifier);
    }

    /**
     * One more attribute of a vendor, by which its NAS finds sessions.
     *
     * @throws IllegalArgumentException it is a standard attribute; those have methods here
     */
    public Builder ofVendor(NasAttribute attribute) {
      if (attribute.number().isStandard()) {
        throw new IllegalArgumentException(
            attribute.number() + ": expected an attribute of a vendor");
      }
      ofVendors.add(attribute);
      return this;
    }

    /** The identity so far. */
    public SessionIdentity build() {
      List<NasAttribute> all = new ArrayList<>(given.values());
      all.addAll(ofVendors);
      return new SessionIdentity(all);
    }

    private Builder text(StandardAttribute attribute, String value) {
      return put(attribute, attribute.number().text(value));
    }

    private Builder put(StandardAttribute attribute, NasAttribute value) {
      given.put(attribute, value);
      return this;
    }
  }
}
