package io.ispkit.radius;

import io.ispkit.core.error.PermanentException;
import io.ispkit.core.plugin.AdapterContext;
import java.util.Set;

/**
 * Opens the RADIUS tables for the parts of this module that a host calls itself: accounting and NAS
 * clients. Takes the options of {@link FreeRadiusProvider}, so one configuration serves both.
 */
public final class RadiusDatabases {

  private RadiusDatabases() {}

  /**
   * The tables in the backend's own database, or with the option {@code url} in one of their own,
   * with a pool of its own. The latter is not contacted before the first call.
   *
   * <p>Only {@code radacct} must be there: a database that holds nothing but accounting serves.
   * Missing tables are made if the option {@code create_schema} says so.
   *
   * @throws PermanentException the options do not go together, or {@code radacct} is missing from
   *     the backend's own database and must not be made
   */
  public static RadiusDatabase open(AdapterContext context) {
    return open(context, Set.of("radacct"));
  }

  /**
   * The same, where {@code needed} must be there.
   *
   * @param needed names of tables, lower case
   * @throws PermanentException the options do not go together, or one of {@code needed} is missing
   *     from the backend's own database and must not be made
   */
  public static RadiusDatabase open(AdapterContext context, Set<String> needed) {
    FreeRadiusOptions options = FreeRadiusOptions.read(context.options());
    SchemaCreator schema = new SchemaCreator(options.schema(), options.createSchema(), needed);
    ServerOptions server = options.server();
    return server == null
        ? FreeRadiusProvider.joined(context.transactions(), schema)
        : new MeteredDatabase(new RemoteDatabase(server, schema), context.calls());
  }
}
