package io.ispkit.runtime.lane;

import io.ispkit.core.tenant.TenantId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An item that this node has claimed.
 *
 * @param attempts which attempt this is: 1 at first, one more after each that failed; 1 again after
 *     a turn that ended in sleep or rest. A turn cut short by a crash is not counted as failed.
 * @param epoch fences this claim: every write of the claim carries it, and matches nothing once the
 *     lease is lost
 * @param openIntent external key of a remote call that was announced and whose outcome was never
 *     recorded: after a crash the call may or may not have been made; null when there is none
 */
public record LaneItem(
    long id,
    String lane,
    TenantId tenant,
    @Nullable String key,
    int priority,
    int attempts,
    long epoch,
    int bodyVersion,
    String body,
    @Nullable String openIntent) {

  /**
   * The intent without an outcome: its effect is unknown and must be looked up before anything is
   * repeated.
   */
  public Optional<String> intent() {
    return Optional.ofNullable(openIntent);
  }
}
