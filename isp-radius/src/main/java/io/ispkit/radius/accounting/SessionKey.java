package io.ispkit.radius.accounting;

/**
 * What names a session.
 *
 * @param row {@code radacctid}
 * @param acctSessionId the NAS's own; may come again on one NAS after its counter was reset
 * @param acctUniqueId FreeRADIUS's digest of it, the user and the NAS; unique
 */
public record SessionKey(long row, String acctSessionId, String acctUniqueId) {}
