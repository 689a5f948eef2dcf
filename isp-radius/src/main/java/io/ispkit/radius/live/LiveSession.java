package io.ispkit.radius.live;

import java.net.InetAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A session that accounting has as open. It may be gone in truth, and accounting late.
 *
 * @param id tells it from all others, ever: {@code acctuniqueid}
 * @param username as the NAS knows it
 * @param acctSessionId as the NAS counts; may come again after a restart of the NAS
 * @param nas the address by which the NAS tells itself; null when accounting holds none: MariaDB's
 *     column is too narrow for IPv6
 * @param nasPortId or null
 * @param framedAddress IPv4, or null
 * @param callingStationId mostly the MAC address, or null
 */
public record LiveSession(
    String id,
    String username,
    String acctSessionId,
    @Nullable InetAddress nas,
    @Nullable String nasPortId,
    @Nullable InetAddress framedAddress,
    @Nullable String callingStationId) {

  /** Checks that nothing is missing. */
  public LiveSession {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(acctSessionId, "acctSessionId");
  }
}
