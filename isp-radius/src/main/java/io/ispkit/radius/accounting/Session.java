package io.ispkit.radius.accounting;

import io.ispkit.radius.dynauth.SessionIdentity;
import java.net.InetAddress;

/**
 * One row of {@code radacct}.
 *
 * @param traffic in bytes, up to the last packet; by the {@code NasProfile} of its NAS
 */
public record Session(
    SessionKey key,
    SessionUser user,
    AccessPoint access,
    Lifetime lifetime,
    Traffic traffic,
    FramedAddresses addresses) {

  /**
   * Names this session to its NAS: by user name and Acct-Session-Id, and by the IPv4 address when
   * it has one, which MikroTik likes to see.
   */
  public SessionIdentity identity() {
    SessionIdentity.Builder identity =
        SessionIdentity.builder().userName(user.username()).acctSessionId(key.acctSessionId());
    InetAddress ipv4 = addresses.ipv4();
    return (ipv4 == null ? identity : identity.framedIpAddress(ipv4)).build();
  }
}
