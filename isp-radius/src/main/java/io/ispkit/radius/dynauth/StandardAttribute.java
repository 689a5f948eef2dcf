package io.ispkit.radius.dynauth;

import java.util.Arrays;
import java.util.Optional;

/**
 * The standard attributes that this client treats in a way of their own: name, form and part (RFC
 * 5176 section 3; RFC 2865, 2866, 2869, 3162, 4372 and 4818 for the forms).
 */
enum StandardAttribute {
  USER_NAME(1, "User-Name", ValueForm.TEXT, Part.SESSION),
  USER_PASSWORD(2, "User-Password", ValueForm.OCTETS, Part.NEVER),
  CHAP_PASSWORD(3, "CHAP-Password", ValueForm.OCTETS, Part.NEVER),
  NAS_IP_ADDRESS(4, "NAS-IP-Address", ValueForm.IPV4, Part.NAS),
  NAS_PORT(5, "NAS-Port", ValueForm.INTEGER, Part.SESSION),
  SERVICE_TYPE(6, "Service-Type", ValueForm.INTEGER, Part.CHANGE),
  FRAMED_IP_ADDRESS(8, "Framed-IP-Address", ValueForm.IPV4, Part.SESSION),
  FILTER_ID(11, "Filter-Id", ValueForm.TEXT, Part.CHANGE),
  REPLY_MESSAGE(18, "Reply-Message", ValueForm.TEXT, Part.CHANGE),
  FRAMED_ROUTE(22, "Framed-Route", ValueForm.TEXT, Part.CHANGE),
  STATE(24, "State", ValueForm.OCTETS, Part.CHANGE),
  CLASS(25, "Class", ValueForm.OCTETS, Part.CHANGE),
  VENDOR_SPECIFIC(26, "Vendor-Specific", ValueForm.OCTETS, Part.NEVER),
  SESSION_TIMEOUT(27, "Session-Timeout", ValueForm.INTEGER, Part.CHANGE),
  IDLE_TIMEOUT(28, "Idle-Timeout", ValueForm.INTEGER, Part.CHANGE),
  TERMINATION_ACTION(29, "Termination-Action", ValueForm.INTEGER, Part.CHANGE),
  CALLED_STATION_ID(30, "Called-Station-Id", ValueForm.TEXT, Part.SESSION),
  CALLING_STATION_ID(31, "Calling-Station-Id", ValueForm.TEXT, Part.SESSION),
  NAS_IDENTIFIER(32, "NAS-Identifier", ValueForm.TEXT, Part.NAS),
  PROXY_STATE(33, "Proxy-State", ValueForm.OCTETS, Part.NEVER),
  ACCT_SESSION_ID(44, "Acct-Session-Id", ValueForm.TEXT, Part.SESSION),
  ACCT_MULTI_SESSION_ID(50, "Acct-Multi-Session-Id", ValueForm.TEXT, Part.SESSION),
  EVENT_TIMESTAMP(55, "Event-Timestamp", ValueForm.INTEGER, Part.NEVER),
  PORT_LIMIT(62, "Port-Limit", ValueForm.INTEGER, Part.CHANGE),
  EAP_MESSAGE(79, "EAP-Message", ValueForm.OCTETS, Part.NEVER),
  MESSAGE_AUTHENTICATOR(80, "Message-Authenticator", ValueForm.OCTETS, Part.NEVER),
  ACCT_INTERIM_INTERVAL(85, "Acct-Interim-Interval", ValueForm.INTEGER, Part.CHANGE),
  NAS_PORT_ID(87, "NAS-Port-Id", ValueForm.TEXT, Part.SESSION),
  FRAMED_POOL(88, "Framed-Pool", ValueForm.TEXT, Part.CHANGE),
  CHARGEABLE_USER_IDENTITY(89, "Chargeable-User-Identity", ValueForm.OCTETS, Part.SESSION),
  NAS_IPV6_ADDRESS(95, "NAS-IPv6-Address", ValueForm.IPV6, Part.NAS),
  FRAMED_INTERFACE_ID(96, "Framed-Interface-Id", ValueForm.INTERFACE_ID, Part.SESSION),
  FRAMED_IPV6_PREFIX(97, "Framed-IPv6-Prefix", ValueForm.IPV6_PREFIX, Part.SESSION),
  FRAMED_IPV6_ROUTE(99, "Framed-IPv6-Route", ValueForm.TEXT, Part.CHANGE),
  FRAMED_IPV6_POOL(100, "Framed-IPv6-Pool", ValueForm.TEXT, Part.CHANGE),
  ERROR_CAUSE(101, "Error-Cause", ValueForm.INTEGER, Part.NEVER),
  DELEGATED_IPV6_PREFIX(123, "Delegated-IPv6-Prefix", ValueForm.IPV6_PREFIX, Part.CHANGE);

  /** What an attribute is there for in a request. */
  enum Part {
    /** Says which session is meant. */
    SESSION,
    /** Says which NAS is meant. */
    NAS,
    /** Says what is to become of the session. */
    CHANGE,
    /** Not for callers: written by the client itself, or of no use here. */
    NEVER
  }

  private final int number;
  private final String title;
  private final ValueForm form;
  private final Part part;

  StandardAttribute(int number, String title, ValueForm form, Part part) {
    this.number = number;
    this.title = title;
    this.form = form;
    this.part = part;
  }

  static Optional<StandardAttribute> of(AttributeNumber number) {
    return Arrays.stream(values()).filter(each -> each.number().equals(number)).findFirst();
  }

  AttributeNumber number() {
    return AttributeNumber.standard(number);
  }

  String title() {
    return title;
  }

  ValueForm form() {
    return form;
  }

  Part part() {
    return part;
  }

  /** Whether the value has the right form; octets may also be given as text. */
  boolean takes(AttributeValue value) {
    return switch (form) {
      case OCTETS -> value.form() == ValueForm.OCTETS || value.form() == ValueForm.TEXT;
      case INTERFACE_ID -> value.form() == ValueForm.OCTETS && value.octets().length == 8;
      default -> value.form() == form;
    };
  }
}
