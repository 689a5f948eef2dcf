package io.ispkit.runtime.lane;

import io.ispkit.core.tenant.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An item that could not be worked on.
 *
 * @param id the id that it had in the lane, and gets again when it is replayed
 * @param openIntent external key of a call whose outcome is unknown, or null
 */
public record DeadItem(
    long id,
    String lane,
    TenantId tenant,
    @Nullable String key,
    int attempts,
    int bodyVersion,
    String body,
    @Nullable String openIntent,
    String reason,
    Instant diedAt) {}
