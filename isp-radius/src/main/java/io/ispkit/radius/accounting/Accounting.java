package io.ispkit.radius.accounting;

import io.ispkit.radius.RadiusDatabase;

/**
 * Everything about FreeRADIUS's table {@code radacct}, for one tenant.
 *
 * <p>Thread-safe. Every call blocks until the database has answered, in a transaction of its own
 * unless an operation carries one. All filtering and summing is done by the database, every list is
 * limited, and on PostgreSQL and MariaDB every query uses an index, provided that the ones of
 * {@link #indexes()} are there: as shipped, FreeRADIUS's schema for PostgreSQL has none that begins
 * with a user name or an address.
 *
 * <p>Reading ends as done, or refused with retry when the database is away.
 */
public final class Accounting {

  private final RadacctDatabase database;

  /**
   * On the tables of {@code database}, which stays the caller's to close.
   *
   * @param database opened by {@code RadiusDatabases}
   */
  public Accounting(RadiusDatabase database, AccountingSettings settings) {
    this.database = new RadacctDatabase(database, settings);
  }

  /** Live sessions and history. */
  public Sessions sessions() {
    return new Sessions(database);
  }

  /** Bytes per period. */
  public Usage usage() {
    return new Usage(database);
  }

  /** Counters written down at the border of a period, so that usage can be split truly. */
  public UsageSamples samples() {
    return new UsageSamples(database);
  }

  /** What FreeRADIUS's own procedure made of usage, where somebody runs it. */
  public ServerUsage serverUsage() {
    return new ServerUsage(database);
  }

  /** Closes sessions that are gone without a Stop, and opens them again when they live. */
  public StaleSessions staleSessions(StaleRule rule) {
    return new StaleSessions(database, rule);
  }

  /** Restarts of NAS, and what became of the sessions. */
  public NasReloads reloads() {
    return new NasReloads(database);
  }

  /** Who had an address. */
  public AddressHolders addressHolders() {
    return new AddressHolders(database);
  }

  /** Sessions that vanished together. */
  public Outages outages() {
    return new Outages(database);
  }

  /** The indexes that the queries want, and which of them are missing. */
  public AccountingIndexes indexes() {
    return new AccountingIndexes(database);
  }
}
