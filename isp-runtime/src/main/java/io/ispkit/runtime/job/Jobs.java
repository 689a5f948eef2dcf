package io.ispkit.runtime.job;

import io.ispkit.core.error.IspException;
import io.ispkit.core.job.PeriodicJob.Length;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.internal.jooq.tables.records.JobRecord;
import io.ispkit.runtime.lane.Lane;
import io.ispkit.runtime.lane.LaneItem;
import io.ispkit.runtime.lane.LaneSpec;
import io.ispkit.runtime.lane.Lanes;
import io.ispkit.runtime.lane.NewItem;
import io.ispkit.runtime.lane.Next;
import io.ispkit.runtime.lane.Work;
import io.ispkit.runtime.module.TenantServices;
import io.ispkit.runtime.tenant.TenantScope;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The periodic jobs of all tenants. Each is one item of a lane that sleeps between its rounds: so
 * one node at a time works on it, another one goes on when that dies, and when it is due survives a
 * restart. Thread-safe.
 *
 * <p>Short jobs are in the lane {@code jobs}, long ones in {@code long_jobs}, each with 16 rounds
 * at a time on a node: however many long ones are under way, the short ones go on.
 *
 * <p>The next round begins the configured time after the end of the last, and up to a tenth of it
 * later, so that the jobs of many tenants do not come together. A round that is refused for now,
 * has an unknown outcome, or throws is repeated from one second to ten minutes later, or when the
 * other side asks for it.
 */
public final class Jobs {

  private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
  private static final Map<Length, LaneSpec> LANES =
      Map.of(Length.SHORT, spec("jobs"), Length.LONG, spec("long_jobs"));

  /** How often a node looks again at a job that another node's configuration has. */
  private static final Duration NOT_OURS = Duration.ofMinutes(1);

  private final Database database;
  private final JobRows rows;
  private final Map<Length, Lane> lanes = new EnumMap<>(Length.class);
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Function<TenantId, List<ConfiguredJob>> configured;
  private final Function<TenantId, TenantServices> tenants;
  private final JobListener listener;

  /**
   * Works on nothing yet: see {@link #workOn}.
   *
   * @param configured the jobs of a tenant, none for one that is not served
   */
  public Jobs(
      Database database,
      Lanes lanes,
      InstantSource clock,
      RandomGenerator random,
      Function<TenantId, List<ConfiguredJob>> configured,
      Function<TenantId, TenantServices> tenants,
      JobListener listener) {
    this.database = database;
    this.rows = new JobRows(database);
    LANES.forEach((length, spec) -> this.lanes.put(length, lanes.sender(spec.name())));
    this.clock = clock;
    this.random = random;
    this.configured = configured;
    this.tenants = tenants;
    this.listener = listener;
  }

  private static LaneSpec spec(String name) {
    return LaneSpec.of(name)
        .withInFlight(16)
        .withRetries(1_000_000, Duration.ofSeconds(1), Duration.ofMinutes(10))
        .withDeadParksKey(false);
  }

  /** Lets this process do rounds, from the start of its lanes on. */
  public void workOn(Lanes lanes) {
    LANES.forEach((length, spec) -> lanes.lane(spec, item -> begin(item, length)));
  }

  /** Ends the jobs of tenants that are served no more. */
  public void retire(Predicate<TenantId> served) {
    for (TenantId tenant : rows.tenants()) {
      if (!served.test(tenant)) {
        database.transact(
            tx -> {
              rows.of(tx, tenant).forEach(row -> end(tx, tenant, row));
              return tenant;
            });
      }
    }
  }

  /**
   * Brings a tenant's jobs in line with its configuration: new ones begin, others end, and one with
   * another interval is due at once.
   */
  public void schedule(TenantScope scope) {
    Map<String, Long> wanted = new HashMap<>();
    configured.apply(scope.id()).forEach(job -> wanted.put(job.name(), job.every().toMillis()));
    Map<String, Long> there = new HashMap<>();
    rows.of(scope.id()).forEach(row -> there.put(row.getName(), row.getEveryMs()));
    if (!wanted.equals(there)) {
      database.transact(
          tx -> {
            scope.lock(tx); // against another node that starts
            align(tx, scope.id());
            return wanted;
          });
    }
  }

  private void align(Transaction tx, TenantId tenant) {
    Map<String, ConfiguredJob> begin = new LinkedHashMap<>();
    configured.apply(tenant).forEach(job -> begin.put(job.name(), job));
    for (JobRecord row : rows.of(tx, tenant)) {
      ConfiguredJob job = begin.remove(row.getName());
      if (job == null) {
        end(tx, tenant, row);
      } else if (job.every().toMillis() != row.getEveryMs()) {
        rows.every(tx, tenant, job);
        // as it was scheduled it may have been of another length
        lanes.values().forEach(lane -> lane.wake(tx, tenant, row.getItemId()));
      }
    }
    for (ConfiguredJob job : begin.values()) {
      Duration first = part(job.every().compareTo(NOT_OURS) < 0 ? job.every() : NOT_OURS);
      rows.insert(tx, tenant, job, add(tx, tenant, job, first));
    }
  }

  private long add(Transaction tx, TenantId tenant, ConfiguredJob job, Duration delay) {
    return Objects.requireNonNull(lanes.get(job.length()))
        .add(tx, new NewItem(tenant, job.name(), NewItem.NORMAL, delay, 1, "{}"));
  }

  /** One that a node is at just now is looked at again with the next start. */
  private void end(Transaction tx, TenantId tenant, JobRecord row) {
    for (Lane lane : lanes.values()) {
      if (lane.remove(tx, tenant, row.getItemId())) {
        rows.delete(tx, tenant, row.getName());
      }
    }
  }

  private Work begin(LaneItem item, Length length) {
    TenantId tenant = item.tenant();
    Optional<ConfiguredJob> job =
        configured.apply(tenant).stream()
            .filter(each -> each.name().equals(item.key()))
            .findFirst();
    if (job.isEmpty()) {
      return Work.inTransaction(tx -> Next.sleep(NOT_OURS));
    }
    if (job.get().length() != length) {
      return Work.inTransaction(tx -> move(tx, tenant, job.get()));
    }
    return Work.inTransaction(
        tx -> {
          rows.started(tx, tenant, job.get().name(), clock.instant());
          return Next.then(Work.lookUp(() -> round(job.get(), tenant)));
        });
  }

  /** A job that was scheduled with another length goes to its lane. */
  private Next move(Transaction tx, TenantId tenant, ConfiguredJob job) {
    rows.item(tx, tenant, job.name(), add(tx, tenant, job, Duration.ZERO));
    return Next.done();
  }

  private Work round(ConfiguredJob job, TenantId tenant) throws InterruptedException {
    long start = System.nanoTime();
    RoundEnd end;
    MDC.put("tenant", tenant.value());
    MDC.put("job", job.name());
    try {
      end = run(job, tenant);
    } finally {
      MDC.remove("tenant");
      MDC.remove("job");
    }
    tell(job, end, Duration.ofNanos(System.nanoTime() - start));
    return Work.inTransaction(
        tx -> {
          rows.ended(tx, tenant, job.name(), end, clock.instant());
          return end.retries()
              ? new Next.Retry(end.note(), end.delay(), false)
              : Next.sleep(job.every().plus(part(job.every().dividedBy(10))));
        });
  }

  private void tell(ConfiguredJob job, RoundEnd end, Duration took) {
    try {
      listener.ended(job.name(), end.kind().word(), took);
    } catch (Throwable e) { // the round is done, and is not done again for that
      LOG.warn("a listener of jobs failed", e);
    }
  }

  private RoundEnd run(ConfiguredJob job, TenantId tenant) throws InterruptedException {
    RoundEnd end;
    try {
      end = RoundEnd.of(job.round(tenants.apply(tenant)));
    } catch (InterruptedException e) {
      throw e; // this node is closing: another one, or the next start, begins the round anew
    } catch (Throwable e) { // an error too is how the round ended, and is told
      LOG.warn("{}: job {} failed", tenant, job.name(), e);
      return RoundEnd.of(e);
    }
    if (end.kind() != RoundEnd.Kind.DONE) {
      LOG.warn("{}: job {}: {}: {}", tenant, job.name(), end.kind().word(), end.note());
    } else if (end.note().isEmpty()) {
      LOG.debug("{}: job {}: nothing to do", tenant, job.name());
    } else {
      LOG.info("{}: job {}: {}", tenant, job.name(), end.note());
    }
    return end;
  }

  /** Any part of a time. */
  private Duration part(Duration whole) {
    return Duration.ofMillis(random.nextLong(whole.toMillis() + 1));
  }

  /** The jobs of a tenant and how their last rounds ended, for the backend's report. */
  public List<String> report(TenantId tenant) {
    List<JobRecord> found;
    try {
      found = rows.of(tenant);
    } catch (IspException unread) {
      return List.of(tenant + ": not known, for " + unread.getMessage());
    }
    List<String> lines = new ArrayList<>();
    for (ConfiguredJob job : configured.apply(tenant)) {
      String last =
          found.stream()
              .filter(row -> row.getName().equals(job.name()))
              .findFirst()
              .map(Jobs::last)
              .orElse("not scheduled");
      lines.add(tenant + ": " + job.name() + " every " + job.every() + ", " + last);
    }
    return lines;
  }

  private static String last(JobRecord row) {
    Instant started = row.getStartedAt();
    Instant ended = row.getEndedAt();
    if (started != null && (ended == null || ended.isBefore(started))) {
      return "at work since " + started;
    }
    if (ended == null) {
      return "not run yet";
    }
    String note = row.getNote() == null || row.getNote().isEmpty() ? "" : ": " + row.getNote();
    return row.getEnded()
        + " at "
        + ended
        + (row.getFailures() > 0 ? " (" + row.getFailures() + " in a row)" : "")
        + note;
  }
}
