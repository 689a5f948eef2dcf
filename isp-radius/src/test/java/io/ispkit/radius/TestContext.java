package io.ispkit.radius;

import io.ispkit.core.config.Config;
import io.ispkit.core.config.Options;
import io.ispkit.core.id.IdGenerator;
import io.ispkit.core.id.UlidGenerator;
import io.ispkit.core.plugin.AdapterContext;
import io.ispkit.core.subscriber.SubscriberDirectory;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transactions;
import io.ispkit.testkit.database.TestDatabase;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What a backend gives the adapter. */
public record TestContext(Transactions transactions, Options options) implements AdapterContext {

  public static SubscriberDirectory open(Transactions transactions, Map<String, ?> options) {
    return new FreeRadiusProvider().open(new TestContext(transactions, read(options)));
  }

  /** The options for a database of its own whose tables are made when they are missing. */
  public static Map<String, String> remote(TestDatabase database, String url) {
    Map<String, String> options = new HashMap<>();
    // the option refuses a URL that names the user
    options.put("url", url.replaceAll("[?].*", ""));
    options.put("username", database.username());
    options.put("create_schema", "if_missing");
    if (!database.password().isEmpty()) {
      options.put("password", database.password());
    }
    return options;
  }

  public static Options read(Map<String, ?> options) {
    return Config.of(options).read(root -> root.options(new FreeRadiusProvider().options()));
  }

  @Override
  public TenantId tenant() {
    return new TenantId("acme");
  }

  @Override
  public InstantSource clock() {
    return InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
  }

  @Override
  public IdGenerator ids() {
    return new UlidGenerator(clock());
  }

  @Override
  public RandomGenerator random() {
    return new SecureRandom();
  }

  @Override
  public <T> Optional<T> embedded(Class<T> type) {
    return Optional.empty();
  }
}
