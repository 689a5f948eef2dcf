package io.ispkit.radius;

import io.ispkit.core.operation.CallListener;
import io.ispkit.radius.bulk.SubscriberImport;
import io.ispkit.radius.live.LiveSessions;
import io.ispkit.radius.live.ServiceChanges;

/**
 * What the FreeRADIUS adapter offers beside its port. The directory that the backend opens for a
 * tenant is one when this adapter is chosen: {@code if (directory instanceof FreeRadius radius)}.
 */
public interface FreeRadius {

  /** Changes services that stand in RADIUS. */
  ServiceChanges changes();

  /**
   * The open sessions of the tenant's subscribers by {@code radacct} of the same database. On a
   * large PostgreSQL give that table an index on the user names of open rows.
   */
  LiveSessions sessions();

  /**
   * The tables themselves, for {@code ExplainTables}, {@code Groups}, {@code Accounting} and {@code
   * NasClients}. Closed with the directory, and by nobody else.
   */
  RadiusDatabase database();

  /**
   * Who hears of calls for the meter {@code isp.calls}: give it to {@code
   * DynamicAuthorization.open}, and {@code LoginClient.telling}, so that CoA, Disconnect and logins
   * are metered as all else.
   */
  CallListener calls();

  /** Imports many subscribers at once. */
  SubscriberImport imports();
}
