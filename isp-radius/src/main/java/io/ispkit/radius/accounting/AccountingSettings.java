package io.ispkit.radius.accounting;

import io.ispkit.core.tenant.TenantId;
import io.ispkit.radius.nas.NasProfile;
import io.ispkit.radius.nas.NasProfiles;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;

/**
 * How accounting is to be read. Immutable.
 *
 * @param tenant on whose behalf
 * @param scope whose sessions
 * @param clock tells what time it is now
 * @param zone in which MariaDB's columns are written, since they name none: the time zone of
 *     FreeRADIUS's database session. Where that zone has an hour twice a year, the earlier of the
 *     two is taken; UTC has none. Not used on PostgreSQL and H2
 * @param profiles which way each NAS counts, and how often it reports
 */
public record AccountingSettings(
    TenantId tenant,
    AccountingScope scope,
    InstantSource clock,
    ZoneId zone,
    NasProfiles profiles) {

  /** Checks that nothing is missing. */
  public AccountingSettings {
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(scope, "scope");
    Objects.requireNonNull(clock, "clock");
    Objects.requireNonNull(zone, "zone");
    Objects.requireNonNull(profiles, "profiles");
  }

  /** All sessions, by NAS that do as RFC 2866 says; MariaDB in UTC. */
  public static AccountingSettings of(TenantId tenant, InstantSource clock) {
    return new AccountingSettings(
        tenant,
        AccountingScope.everything(),
        clock,
        ZoneOffset.UTC,
        NasProfiles.all(NasProfile.standard()));
  }

  /** The same for other sessions. */
  public AccountingSettings withScope(AccountingScope other) {
    return new AccountingSettings(tenant, other, clock, zone, profiles);
  }

  /** The same with MariaDB in another zone. */
  public AccountingSettings withZone(ZoneId other) {
    return new AccountingSettings(tenant, scope, clock, other, profiles);
  }

  /** The same with other profiles. */
  public AccountingSettings withProfiles(NasProfiles other) {
    return new AccountingSettings(tenant, scope, clock, zone, other);
  }
}
