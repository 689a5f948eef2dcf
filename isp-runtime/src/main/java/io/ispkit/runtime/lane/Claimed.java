package io.ispkit.runtime.lane;

/**
 * An item fresh from the table.
 *
 * @param losses how many claims in a row ended in silence: the process died, or lost its lease
 */
record Claimed(LaneItem item, int losses) {}
