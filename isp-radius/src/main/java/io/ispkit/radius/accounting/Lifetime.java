package io.ispkit.radius.accounting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a session was up. All times are those of the NAS's packets, or of their arrival.
 *
 * @param startedAt the Start; when it was lost, what FreeRADIUS made of the first Interim: 3.2.1 on
 *     PostgreSQL writes the time of that Interim, newer ones and MariaDB subtract the session time
 * @param updatedAt the last packet, or null
 * @param stoppedAt null: the row is open, so the session is up as far as anybody knows
 * @param seconds as the NAS counted, at the last packet; null: not told
 * @param cause why it ended, in the words of RFC 2866 5.10 or another writer's; null or of an open
 *     row: nothing
 */
public record Lifetime(
    @Nullable Instant startedAt,
    @Nullable Instant updatedAt,
    @Nullable Instant stoppedAt,
    @Nullable Long seconds,
    @Nullable String cause) {

  /** Whether nobody has said yet that it ended. */
  public boolean isOpen() {
    return stoppedAt == null;
  }

  /** The last moment at which the session is known to have been up, or null. */
  public @Nullable Instant lastSeen() {
    if (stoppedAt != null) {
      return stoppedAt;
    }
    return updatedAt == null ? startedAt : updatedAt;
  }
}
