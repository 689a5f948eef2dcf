package io.ispkit.radius.accounting;

import io.ispkit.core.address.Prefix;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that a session had by its <em>last</em> packet. FreeRADIUS overwrites all of them
 * with every Interim and with the Stop: what that packet did not name is forgotten, also a
 * delegated prefix that the Start had named. Each is null when it is not known.
 *
 * @param ipv4 Framed-IP-Address
 * @param ipv6 Framed-IPv6-Address
 * @param ipv6Prefix Framed-IPv6-Prefix, of the user's link
 * @param delegated Delegated-IPv6-Prefix, behind the user's router
 */
public record FramedAddresses(
    @Nullable InetAddress ipv4,
    @Nullable InetAddress ipv6,
    @Nullable Prefix ipv6Prefix,
    @Nullable Prefix delegated) {}
