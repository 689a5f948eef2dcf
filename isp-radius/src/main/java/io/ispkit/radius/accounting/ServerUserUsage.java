package io.ispkit.radius.accounting;

/**
 * The sum of one user's rows in {@code data_usage_by_period}; of both counters see {@link
 * ServerPeriod}.
 */
public record ServerUserUsage(String username, long inputOctets, long outputOctets) {}
