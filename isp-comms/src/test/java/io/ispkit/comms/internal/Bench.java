package io.ispkit.comms.internal;

import io.ispkit.comms.account.ChannelProviders;
import io.ispkit.comms.account.ChannelsReader;
import io.ispkit.comms.account.TenantChannels;
import io.ispkit.comms.api.ChannelProvider;
import io.ispkit.comms.message.Attempt;
import io.ispkit.comms.message.Message;
import io.ispkit.comms.message.MessageRequest;
import io.ispkit.core.config.Config;
import io.ispkit.core.customer.Customer;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.id.UlidGenerator;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.secret.Secret;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.database.DatabaseOptions;
import io.ispkit.runtime.lane.Lanes;
import io.ispkit.runtime.lane.LanesOptions;
import io.ispkit.testkit.database.TestDatabase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Communications on a real database and real lanes, put together for a test. */
final class Bench implements AutoCloseable {

  static final CustomerId JANE = new CustomerId("cust-123");

  final InstantSource clock;
  final Database database;
  final List<String> events = new CopyOnWriteArrayList<>();
  final CommsEngine engine;
  private final Lanes lanes;
  private final Map<TenantId, TenantComms> tenants = new ConcurrentHashMap<>();
  private final List<TenantChannels> opened = new ArrayList<>();
  private final ChannelProviders providers;

  Bench(TestDatabase test, Collection<ChannelProvider> given) {
    this(test, given, InstantSource.system());
  }

  Bench(TestDatabase test, Collection<ChannelProvider> given, InstantSource clock) {
    this.clock = clock;
    this.database = database(test);
    // one name: what a dead predecessor held is free at once; hanging calls are left alone soon
    this.lanes =
        new Lanes(
            database, LanesOptions.defaults().withNode("bench").withDrain(Duration.ofMillis(200)));
    this.providers = ChannelProviders.of(Bench.class.getClassLoader(), given);
    CommsSettings settings =
        new CommsSettings(
            16,
            4,
            Duration.ofMillis(50),
            Duration.ofMillis(200),
            CommsSettings.DEFAULT.repeatUnknown());
    this.engine =
        CommsEngine.over(
            database,
            lanes::lane,
            tenants::get,
            (transaction, tenant, type, subject, data) ->
                transaction.afterCommit(() -> events.add(type + " " + subject)),
            settings,
            clock,
            new UlidGenerator(clock),
            new SplittableRandom(1),
            Bench.class.getClassLoader());
  }

  static Database database(TestDatabase test) {
    DatabaseOptions options = DatabaseOptions.of(test.url(), test.username());
    Database database =
        Database.open(
            test.password().isEmpty() ? options : options.withPassword(Secret.of(test.password())));
    database.migrate(Bench.class.getClassLoader());
    return database;
  }

  /** A tenant with these channels, and the customer Jane in each language asked for. */
  TenantComms tenant(String id, Map<String, ?> channels) {
    return tenant(id, channels, Locale.GERMAN);
  }

  TenantComms tenant(String id, Map<String, ?> channels, Locale janes) {
    TenantId tenant = new TenantId(id);
    TenantChannels open =
        TenantChannels.open(
            tenant, Config.of(channels).read(root -> ChannelsReader.read(root, providers)), clock);
    opened.add(open);
    Customer jane =
        new Customer(JANE, "Jane Roe", "jane@customer.test", null, janes, "123 Main St");
    TenantComms comms =
        new TenantComms(
            tenant,
            Locale.ENGLISH,
            open,
            engine.templates().apply(tenant),
            (transaction, wanted) -> wanted.equals(JANE) ? Optional.of(jane) : Optional.empty());
    tenants.put(tenant, comms);
    return comms;
  }

  Outcome<Message> enqueue(TenantComms tenant, MessageRequest request) {
    return database.transact(tx -> engine.enqueuing().enqueue(tx, tenant, request));
  }

  void start() {
    lanes.start();
  }

  /** Waits until the message is in an end state, or returns it as it is after a minute. */
  Message ended(TenantComms tenant, String messageId) {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (true) {
      Message message = message(tenant, messageId);
      boolean open =
          switch (message.status()) {
            case QUEUED, SENDING -> true;
            default -> false;
          };
      if (!open || System.nanoTime() > end) {
        return message;
      }
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  Message message(TenantComms tenant, String messageId) {
    return database
        .transact(tx -> engine.messages().find(tx, tenant.id(), messageId))
        .orElseThrow();
  }

  List<Attempt> attempts(TenantComms tenant, String messageId) {
    return database.transact(tx -> engine.attempts().of(tx, tenant.id(), messageId));
  }

  @Override
  public void close() {
    lanes.close();
    opened.forEach(TenantChannels::close);
    database.close();
  }
}
