package io.ispkit.radius.accounting;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Which of the sessions are wanted. What is null does not matter.
 *
 * @param username exactly; MariaDB and H2 compare without regard to case, PostgreSQL with
 * @param nas from which address they were reported
 * @param calledStationId exactly
 */
public record SessionFilter(
    @Nullable String username, @Nullable InetAddress nas, @Nullable String calledStationId) {

  /** All of them. */
  public static SessionFilter any() {
    return new SessionFilter(null, null, null);
  }

  /** Those of a user. */
  public static SessionFilter ofUser(String username) {
    return new SessionFilter(username, null, null);
  }

  /** Those of a NAS. */
  public static SessionFilter ofNas(InetAddress nas) {
    return new SessionFilter(null, nas, null);
  }

  /** The same, and only with this Called-Station-Id. */
  public SessionFilter withCalledStationId(String id) {
    return new SessionFilter(username, nas, id);
  }
}
