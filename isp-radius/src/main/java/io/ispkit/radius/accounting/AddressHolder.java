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
     * It was not heard of since. It is open: up, if it is not stale. Or it was closed because its
     * NAS began anew, at the time of that: nobody knows how long the NAS was off before. Somebody
     * else with the same address at that time proves that it was gone.
     */
    NOT_SEEN_SINCE,
    /** It was up within the margin only. */
    WITHIN_MARGIN
  }
}
