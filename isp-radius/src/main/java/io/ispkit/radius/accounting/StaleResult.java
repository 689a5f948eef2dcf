package io.ispkit.radius.accounting;

import java.util.List;

/**
 * What {@link StaleSessions} found, or did.
 *
 * @param stale sessions that are gone, as they stood before
 * @param onSilentNas sessions that would be stale, but nothing at all was heard of their NAS since,
 *     so that they stay open
 * @param more whether there may be others: call again
 */
public record StaleResult(List<Session> stale, List<Session> onSilentNas, boolean more) {

  /** Copies the lists. */
  public StaleResult {
    stale = List.copyOf(stale);
    onSilentNas = List.copyOf(onSilentNas);
  }
}
