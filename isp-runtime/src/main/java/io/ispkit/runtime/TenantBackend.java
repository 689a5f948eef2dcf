package io.ispkit.runtime;

import io.ispkit.core.address.AddressAllocator;
import io.ispkit.core.address.FallbackLedger;
import io.ispkit.core.config.Options;
import io.ispkit.core.device.DeviceConfigurations;
import io.ispkit.core.id.IdGenerator;
import io.ispkit.core.operation.CallListener;
import io.ispkit.core.operation.Port;
import io.ispkit.core.plugin.AdapterContext;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transactions;
import io.ispkit.runtime.address.PoolProvider;
import io.ispkit.runtime.module.TenantProfile;
import io.ispkit.runtime.module.TenantServices;
import io.ispkit.runtime.tenant.TenantScope;
import io.ispkit.runtime.ticket.VisitRules;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One tenant's services, made on first use. Thread-safe. */
final class TenantBackend implements TenantServices, AutoCloseable {

  private final TenantScope scope;
  private final TenantSettings settings;
  private final Provisions provisions;
  private final CallListener calls;
  private final Map<Class<?>, Object> made = new ConcurrentHashMap<>();
  private final Set<Class<?>> making = new HashSet<>();
  private final Deque<AutoCloseable> products = new ArrayDeque<>();
  private boolean closed;

  TenantBackend(
      TenantScope scope, TenantSettings settings, Provisions provisions, CallListener calls) {
    this.scope = scope;
    this.settings = settings;
    this.provisions = provisions;
    this.calls = calls;
  }

  @Override
  public TenantId id() {
    return scope.id();
  }

  @Override
  public TenantProfile profile() {
    return scope.profile();
  }

  TenantScope scope() {
    return scope;
  }

  VisitRules visits() {
    return settings.visits();
  }

  TenantSettings settings() {
    return settings;
  }

  @Override
  public <T> T get(Class<T> type) {
    Object there = made.get(type);
    return type.cast(there == null ? make(type) : there);
  }

  private synchronized Object make(Class<?> type) {
    Object there = made.get(type);
    if (there != null) {
      return there;
    }
    if (closed) {
      throw new IllegalStateException("the backend is closed");
    }
    if (!making.add(type)) {
      throw new IllegalStateException(type.getName() + " needs itself");
    }
    try {
      Object product = Objects.requireNonNull(provisions.factory(type).apply(this));
      made.put(type, product);
      if (product instanceof AutoCloseable closeable && !provisions.isOverridden(type)) {
        products.push(closeable);
      }
      return product;
    } finally {
      making.remove(type);
    }
  }

  /** Opens the tenant's adapter of a port. */
  <P extends Port> P adapter(PortSection section, Class<P> port) {
    AdapterChoice choice = Objects.requireNonNull(settings.adapters().get(section));
    return port.cast(choice.provider().open(new Context(choice.effective(), choice)));
  }

  @Override
  public void close() {
    Deque<AutoCloseable> last;
    synchronized (this) {
      closed = true;
      last = new ArrayDeque<>(products);
      products.clear();
    }
    Closing.all(last);
  }

  /** What an adapter of this tenant is given. */
  private final class Context implements AdapterContext {

    private final Options options;
    private final @Nullable AdapterChoice choice;

    Context(Options options, @Nullable AdapterChoice choice) {
      this.options = options;
      this.choice = choice;
    }

    @Override
    public TenantId tenant() {
      return scope.id();
    }

    @Override
    public Options options() {
      return options;
    }

    @Override
    public Transactions transactions() {
      return scope.database();
    }

    @Override
    public InstantSource clock() {
      return scope.clock();
    }

    @Override
    public IdGenerator ids() {
      return scope.ids();
    }

    @Override
    public RandomGenerator random() {
      return scope.random();
    }

    @Override
    public CallListener calls() {
      return calls;
    }

    @Override
    public <T> Optional<T> embedded(Class<T> type) {
      if (type == AddressAllocator.class) {
        return choice == null
            ? Optional.empty()
            : choice
                .optionalFallback()
                .map(pool -> type.cast(new PoolProvider().open(new Context(pool, null))));
      }
      return type == TenantScope.class
              || type == FallbackLedger.class
              || type == DeviceConfigurations.class
          ? Optional.of(get(type))
          : Optional.empty();
    }
  }
}
