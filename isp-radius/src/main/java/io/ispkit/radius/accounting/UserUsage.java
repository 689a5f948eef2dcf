package io.ispkit.radius.accounting;

/**
 * What one of many users used in a period.
 *
 * @param username as {@code radacct} has it; where the database takes names without regard to case,
 *     in one of the cases that are there
 */
public record UserUsage(String username, PeriodUsage usage) {}
