package io.ispkit.radius.accounting;

import java.time.Instant;

/**
 * One row of {@code data_usage_by_period}. FreeRADIUS's procedure begins a period one second after
 * the last one ended.
 *
 * @param inputOctets what the NAS received, of all sessions of all NAS: the table does not say of
 *     which, so no profile of a NAS can turn it round
 * @param outputOctets what the NAS sent
 */
public record ServerPeriod(Instant from, Instant to, long inputOctets, long outputOctets) {}
