package io.ispkit.radius.dynauth;

import java.util.Map;

/**
 * What a client did since it was opened; for meters and for people. The numbers are read one after
 * the other while work goes on.
 *
 * @param requests that were taken on
 * @param transmissions datagrams sent, repetitions among them
 * @param answered requests that ended by an answer
 * @param unanswered requests that ended without one
 * @param dropped packets that came in and were not believed
 * @param inFlight requests that wait now
 */
public record Traffic(
    long requests,
    long transmissions,
    long answered,
    long unanswered,
    Map<Dropped, Long> dropped,
    int inFlight) {

  /** Copies the map. */
  public Traffic {
    dropped = Map.copyOf(dropped);
  }

  /** How many were dropped for this reason. */
  public long dropped(Dropped reason) {
    return dropped.getOrDefault(reason, 0L);
  }
}
