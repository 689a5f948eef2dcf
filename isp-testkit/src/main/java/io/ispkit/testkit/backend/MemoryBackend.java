package io.ispkit.testkit.backend;

import io.ispkit.core.config.Config;
import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.config.Options;
import io.ispkit.core.id.IdGenerator;
import io.ispkit.core.id.UlidGenerator;
import io.ispkit.core.operation.CallListener;
import io.ispkit.core.plugin.AdapterContext;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transactions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What an adapter is given, without a backend behind it. Set it up, then open the adapter. */
public final class MemoryBackend implements AdapterContext {

  private final TenantId tenant;
  private final Options options;
  private final InstantSource clock;
  private final Map<Class<?>, Object> embedded = new LinkedHashMap<>();
  private Transactions transactions = new MemoryTransactions();
  private CallListener calls = CallListener.NONE;

  public MemoryBackend(TenantId tenant, Options options, InstantSource clock) {
    this.tenant = tenant;
    this.options = options;
    this.clock = clock;
  }

  /** A backend that was configured with {@code options}, in any form that a file allows. */
  public static MemoryBackend of(
      TenantId tenant, OptionSpec spec, Map<String, ?> options, InstantSource clock) {
    return new MemoryBackend(tenant, Config.of(options).read(c -> c.options(spec)), clock);
  }

  /** Adds something that the backend keeps for the tenant, such as a fallback ledger. */
  public <T> MemoryBackend with(Class<T> type, T part) {
    embedded.put(type, part);
    return this;
  }

  /** Takes other transactions than those in memory. */
  public MemoryBackend over(Transactions others) {
    transactions = others;
    return this;
  }

  /** Lets the adapter tell of its calls. */
  public MemoryBackend telling(CallListener listener) {
    calls = listener;
    return this;
  }

  @Override
  public TenantId tenant() {
    return tenant;
  }

  @Override
  public Options options() {
    return options;
  }

  @Override
  public Transactions transactions() {
    return transactions;
  }

  @Override
  public InstantSource clock() {
    return clock;
  }

  @Override
  public IdGenerator ids() {
    return new UlidGenerator(clock);
  }

  @Override
  public RandomGenerator random() {
    return new SecureRandom();
  }

  @Override
  public CallListener calls() {
    return calls;
  }

  @Override
  public <T> Optional<T> embedded(Class<T> type) {
    return Optional.ofNullable(embedded.get(type)).map(type::cast);
  }
}
