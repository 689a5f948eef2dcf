package io.ispkit.radius.accounting;

/**
 * A session that had an address.
 *
 * @param as by which attribute
 * @param evidence how well that is known
 */
public record AddressHolder(Session session, As as, Evidence evidence) {

  /** As what the session had the address. */
  public enum As {
    /** Framed-IP-Address. */
    IPV4,
    /** Framed-IPv6-Address. */
    IPV6,
    /** Part of its Framed-IPv6-Prefix. */
    LINK_PREFIX,
    /** Part of its Delegated-IPv6-Prefix. */
    DELEGATED_PREFIX
  }

  /** How well it is known that the session was up at that time. */
  public enum Evidence {
    /** It began before and ended after, or was heard of after. */
    CERTAIN,
    /**
     * It is open and was not heard of since: up, if it is not stale. Somebody else with the same
     * address at that time proves that it was.
     */
    NOT_SEEN_SINCE,
    /** It was up within the margin only. */
    WITHIN_MARGIN
  }
}
