package io.ispkit.radius;

import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.plugin.AdapterContext;
import io.ispkit.core.plugin.AdapterProvider;
import io.ispkit.core.plugin.PluginInfo;
import io.ispkit.core.subscriber.SubscriberDirectory;
import io.ispkit.core.transaction.Transactions;
import java.util.Optional;

/**
 * Subscribers in the SQL tables of FreeRADIUS 3.2: {@code radcheck} and {@code radreply}, written
 * so that every row is one that the server takes.
 *
 * <p>Without the option {@code url} the tables live in the backend's own database and join its
 * transactions; with it they live in an H2, PostgreSQL or MariaDB of their own, whose JDBC driver
 * the host puts on the class path. {@link #options()} names and describes all options.
 */
public final class FreeRadiusProvider implements AdapterProvider<SubscriberDirectory> {

  /** Called by {@code ServiceLoader}. */
  public FreeRadiusProvider() {}

  @Override
  public PluginInfo info() {
    String version =
        Optional.ofNullable(FreeRadiusProvider.class.getPackage().getImplementationVersion())
            .orElse("development");
    return new PluginInfo(
        "freeradius",
        "FreeRADIUS",
        version,
        "ISP Kit",
        "Keeps subscribers in the SQL tables that FreeRADIUS reads.");
  }

  @Override
  public Class<SubscriberDirectory> port() {
    return SubscriberDirectory.class;
  }

  @Override
  public OptionSpec options() {
    return FreeRadiusOptions.spec();
  }

  /**
   * Opens the directory of one tenant. In the backend's own database it looks for its tables now
   * and creates those that are missing; a database of its own is not contacted before the first
   * call.
   */
  @Override
  public SubscriberDirectory open(AdapterContext context) {
    FreeRadiusOptions options = FreeRadiusOptions.read(context.options());
    SchemaCreator schema = new SchemaCreator(options.schema(), options.createSchema());
    ServerOptions server = options.server();
    RadiusDatabase database =
        server == null
            ? joined(context.transactions(), schema)
            : new MeteredDatabase(new RemoteDatabase(server, schema), context.calls());
    return new FreeRadiusDirectory(
        database, new SubscriberRows(options.speeds()), options, context);
  }

  static RadiusDatabase joined(Transactions transactions, SchemaCreator schema) {
    transactions.transact(
        transaction -> {
          schema.prepare(
              RadiusTables.on(transaction.connection(), transactions.product(), schema.schema()));
          return schema;
        });
    return new JoinedDatabase(transactions, schema.schema());
  }
}
