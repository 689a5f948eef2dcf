package io.ispkit.radius.accounting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The place of a session in a list: the next page begins behind it, however many sessions came and
 * went meanwhile.
 *
 * @param startedAt of the last session of the page before
 * @param row of the same
 */
public record SessionCursor(@Nullable Instant startedAt, long row) {}
