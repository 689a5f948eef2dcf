package io.ispkit.workflow.internal;

import io.ispkit.core.event.EventSink;
import io.ispkit.core.id.IdGenerator;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.lane.Lane;
import io.ispkit.runtime.lane.LaneHandler;
import io.ispkit.runtime.lane.LaneItem;
import io.ispkit.runtime.lane.Work;
import io.ispkit.runtime.module.TenantServices;
import io.ispkit.workflow.Definition;
import io.ispkit.workflow.RetryPolicy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What all runs of a backend share. Thread-safe. */
public final class Engine implements LaneHandler {

  private final Database database;
  private final EventSink events;
  private final InstantSource clock;
  private final IdGenerator ids;
  private final RandomGenerator random;
  private final Function<TenantId, TenantServices> tenants;
  private final RunStore store;
  private final Signals signals;
  private final Registry registry = new Registry();
  private final Turns turns = new Turns(this);
  private final Starts starts = new Starts(this);
  private volatile @Nullable Lane lane;
  private volatile boolean forgetful;

  public Engine(
      Database database,
      EventSink events,
      InstantSource clock,
      IdGenerator ids,
      RandomGenerator random,
      Function<TenantId, TenantServices> tenants) {
    this.database = database;
    this.events = events;
    this.clock = clock;
    this.ids = ids;
    this.random = random;
    this.tenants = tenants;
    this.store = new RunStore(database);
    this.signals = new Signals(database);
  }

  /** The lane that the runs are items of; must be set before anything is started. */
  public void use(Lane runs) {
    lane = runs;
  }

  /**
   * What is written to the database is gone when it closes: plans may write what others depend on.
   */
  public void forgets() {
    forgetful = true;
  }

  boolean isForgetful() {
    return forgetful;
  }

  public void register(Definition<?> definition) {
    registry.register(definition);
  }

  /** The definitions known, one line each. */
  public List<String> describe() {
    return registry.describe();
  }

  @Override
  public Work begin(LaneItem item) {
    return turns.work(item.tenant(), runId(item), null);
  }

  @Override
  public void prepare(Transaction transaction, List<LaneItem> items) {
    turns.prepare(transaction, items);
  }

  static String runId(LaneItem item) {
    String body = item.body();
    return body.substring(1, body.length() - 1);
  }

  /** The body of a run's item: its id as a JSON text, which needs no escapes. */
  static String body(String runId) {
    return '"' + runId + '"';
  }

  Database database() {
    return database;
  }

  EventSink events() {
    return events;
  }

  InstantSource clock() {
    return clock;
  }

  IdGenerator ids() {
    return ids;
  }

  RandomGenerator random() {
    return random;
  }

  TenantServices tenant(TenantId id) {
    return tenants.apply(id);
  }

  RunStore store() {
    return store;
  }

  Signals signals() {
    return signals;
  }

  Registry registry() {
    return registry;
  }

  Turns turns() {
    return turns;
  }

  Starts starts() {
    return starts;
  }

  Lane lane() {
    Lane runs = lane;
    if (runs == null) {
      throw new IllegalStateException("the workflow engine has no lane yet");
    }
    return runs;
  }

  /** How long to wait after attempt {@code attempt}; never less than the other side asked for. */
  Duration delay(RetryPolicy policy, int attempt, @Nullable Duration asked) {
    Duration own = policy.delayAfter(attempt, random);
    return asked != null && asked.compareTo(own) > 0 ? asked : own;
  }
}
