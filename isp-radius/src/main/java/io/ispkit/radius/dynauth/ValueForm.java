package io.ispkit.radius.dynauth;

/** How a value stands on the wire (RFC 8044 section 3), with words for a message. */
enum ValueForm {
  TEXT("text"),
  INTEGER("an integer"),
  IPV4("an IPv4 address"),
  IPV6("an IPv6 address"),
  IPV4_PREFIX("an IPv4 prefix"),
  IPV6_PREFIX("an IPv6 prefix"),
  INTERFACE_ID("8 octets"),
  OCTETS("octets");

  private final String words;

  ValueForm(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
