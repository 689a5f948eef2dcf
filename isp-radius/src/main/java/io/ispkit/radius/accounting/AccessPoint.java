package io.ispkit.radius.accounting;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a session comes in.
 *
 * @param nas null when the column holds no address, as for an IPv6 NAS on MariaDB, whose column is
 *     too narrow
 * @param portId NAS-Port-Id, else NAS-Port
 * @param portType such as {@code Ethernet}
 * @param calledStationId what was called: a service, an access point, a VLAN
 * @param callingStationId who called: mostly a MAC address as the NAS writes it
 */
public record AccessPoint(
    @Nullable InetAddress nas,
    @Nullable String portId,
    @Nullable String portType,
    @Nullable String calledStationId,
    @Nullable String callingStationId) {}
