package io.ispkit.runtime.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ispkit.core.config.ConfigurationException;
import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.error.RetryableException;
import io.ispkit.core.job.PeriodicJob;
import io.ispkit.core.job.PeriodicJob.Length;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.runtime.Isp;
import io.ispkit.runtime.IspBuilder;
import io.ispkit.runtime.module.TenantServices;
import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.testkit.database.TestDatabases;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class JobsIT {

  /** So many rounds of one length a node does at a time. */
  private static final int LANE = 16;

  private static final OptionSpec WORDS =
      OptionSpec.builder().integer("times", 1, 9, "1", "How often.").build();

  private static final Pattern IN_A_ROW = Pattern.compile("\\([0-9]+ in a row\\): away: nobody");

  private final TestDatabase place;
  private final List<String> rounds = new CopyOnWriteArrayList<>();

  JobsIT(TestDatabase shared) {
    this.place = TestDatabases.fresh(shared.product());
  }

  private static PeriodicJob<TenantServices> job(
      String name, PeriodicJob.Round<TenantServices> round) {
    return new PeriodicJob<>(name, "For a test.", WORDS, round);
  }

  private PeriodicJob<TenantServices> greeting() {
    return job(
        "greeting",
        (tenant, options) -> {
          rounds.add(tenant.id().value());
          return Outcome.done("hello ".repeat(Math.toIntExact(options.integer("times"))).strip());
        });
  }

  private IspBuilder builder(Map<String, ?> tenants) {
    return Isp.builder()
        .config(
            Map.of(
                "database",
                Map.of(
                    "url", place.url(), "username", place.username(), "password", place.password()),
                "tenants",
                tenants));
  }

  static void until(BooleanSupplier condition) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition::getAsBoolean);
  }

  private static long ended(MeterRegistry registry, String job, String end) {
    Timer timer = registry.find("isp.job.round").tags("job", job, "end", end).timer();
    return timer == null ? 0 : timer.count();
  }

  @Test
  void jobs_run_for_the_tenants_that_want_them_and_how_they_ended_is_reported() {
    AtomicInteger tries = new AtomicInteger();
    PeriodicJob<TenantServices> failing =
        job(
            "failing",
            (tenant, options) -> {
              if (tries.incrementAndGet() == 1) {
                throw new RetryableException("no luck yet");
              }
              return Outcome.refused(Refusal.retryLater("away", "nobody there"));
            });
    PeriodicJob<TenantServices> refused =
        job("refused", (tenant, options) -> Outcome.refused("misconfigured", "no such field"));
    Map<String, Object> jobs =
        Map.of(
            "greeting", Map.of("every", "1s", "options", Map.of("times", 2)),
            "failing", Map.of("every", "1s"),
            "refused", Map.of("every", "1s"));
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Map<String, Object> tenants = Map.of("acme", Map.of("jobs", jobs), "beta", Map.of());
    IspBuilder builder =
        builder(tenants).job(greeting()).job(failing).job(refused).meterRegistry(registry);
    try (Isp isp = builder.open()) {
      assertThat(isp.report()).contains("acme: greeting every PT1S, ").doesNotContain("beta: gr");
      until(() -> ended(registry, "failing", "failed") >= 1);
      until(() -> rounds.size() >= 2);
      until(() -> isp.report().contains(": hello hello"));
      // rounds come ever more seldom, but some may pass before this looks
      until(() -> IN_A_ROW.matcher(isp.report()).find());
      until(() -> isp.report().contains("misconfigured: no such field"));
      assertThat(isp.report().lines().filter(line -> line.contains("refused every")))
          .singleElement(InstanceOfAssertFactories.STRING)
          .doesNotContain("in a row");
    }
    assertThat(rounds).containsOnly("acme");
    assertThat(ended(registry, "greeting", "done")).isGreaterThanOrEqualTo(2);
    int before = rounds.size();

    // with another interval it is due at once; those that are switched off have ended
    Map<String, Object> seldom = Map.of("greeting", Map.of("every", "300d"));
    try (Isp isp = builder(Map.of("acme", Map.of("jobs", seldom))).job(greeting()).open()) {
      assertThat(isp.lanes().sender("jobs").depth()).isEqualTo(1);
      until(() -> rounds.size() > before);
      until(() -> isp.report().contains("greeting every PT7200H, done at"));
    }

    // of a tenant that is gone no item is left
    try (Isp isp = builder(Map.of("beta", Map.of())).job(greeting()).open()) {
      assertThat(isp.report()).doesNotContain("jobs:");
      assertThat(isp.lanes().sender("jobs").depth()).isZero();
    }
  }

  @Test
  void while_long_rounds_fill_their_places_the_other_jobs_go_on() {
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger begun = new AtomicInteger();
    PeriodicJob<TenantServices> sweeping =
        job(
                "sweeping",
                (tenant, options) -> {
                  begun.incrementAndGet();
                  end.await();
                  return Outcome.done("");
                })
            .withLength(Length.LONG);
    Map<String, Object> jobs =
        Map.of("sweeping", Map.of("every", "1s"), "greeting", Map.of("every", "1s"));
    Map<String, Object> tenants = new HashMap<>();
    for (int i = 0; i < LANE + 1; i++) {
      tenants.put("isp" + i, Map.of("jobs", jobs));
    }
    try (Isp isp = builder(tenants).job(sweeping).job(greeting()).open()) {
      until(() -> begun.get() == LANE);
      rounds.clear();
      until(() -> Set.copyOf(rounds).equals(tenants.keySet()));
      assertThat(begun).as("the last one waits").hasValue(LANE);
      end.countDown();
      until(() -> begun.get() > LANE);
    } finally {
      end.countDown();
    }
  }

  @Test
  void a_round_is_recorded_whatever_it_throws_and_says_and_whoever_hears_of_it() {
    PeriodicJob<TenantServices> broken =
        job(
            "broken",
            (tenant, options) -> {
              throw new NoClassDefFoundError("a driver");
            });
    PeriodicJob<TenantServices> odd = job("odd", (tenant, options) -> Outcome.done("a\0b"));
    Map<String, Object> jobs =
        Map.of("broken", Map.of("every", "1s"), "odd", Map.of("every", "1s"));
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    registry
        .config()
        .meterFilter(
            new MeterFilter() {
              @Override
              public Meter.Id map(Meter.Id id) {
                throw new IllegalStateException("no meters");
              }
            });
    Map<String, Object> tenants = Map.of("acme", Map.of("jobs", jobs));
    try (Isp isp = builder(tenants).job(broken).job(odd).meterRegistry(registry).open()) {
      until(() -> isp.report().contains("NoClassDefFoundError: a driver"));
      until(() -> isp.report().contains("a b"));
    }
  }

  @Test
  void a_job_that_has_become_long_goes_to_its_lane() {
    Map<String, Object> tenants =
        Map.of("acme", Map.of("jobs", Map.of("greeting", Map.of("every", "300d"))));
    try (Isp isp = builder(tenants).job(greeting()).open()) {
      assertThat(isp.lanes().sender("jobs").depth()).isEqualTo(1);
    }
    // another interval, so that it is due at once
    tenants = Map.of("acme", Map.of("jobs", Map.of("greeting", Map.of("every", "299d"))));
    int before = rounds.size();
    try (Isp isp = builder(tenants).job(greeting().withLength(Length.LONG)).open()) {
      until(() -> rounds.size() > before);
      until(() -> isp.report().contains("greeting every PT7176H, done at"));
      assertThat(isp.lanes().sender("jobs").depth()).isZero();
      assertThat(isp.lanes().sender("long_jobs").depth()).isEqualTo(1);
    }
    // and ends there
    try (Isp isp = builder(Map.of("acme", Map.of())).job(greeting()).open()) {
      assertThat(isp.lanes().sender("long_jobs").depth()).isZero();
    }
  }

  @Test
  void faults_of_the_configuration_are_told_before_anything_is_opened() {
    Map<String, Object> jobs =
        Map.of(
            "greeting", Map.of("every", "1ms", "options", Map.of("times", 10)),
            "greting", Map.of("every", "1h"),
            "drift", Map.of("options", Map.of("mend", "maybe")));
    assertThatThrownBy(() -> builder(Map.of("acme", Map.of("jobs", jobs))).job(greeting()).check())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("tenants.acme.jobs.greeting.every")
        .hasMessageContaining("a duration from 1s to 366d")
        .hasMessageContaining("tenants.acme.jobs.greeting.options.times")
        .hasMessageContaining("did you mean greeting?")
        .hasMessageContaining("tenants.acme.jobs.drift.every")
        .hasMessageContaining("tenants.acme.jobs.drift.options.mend");
    assertThatThrownBy(
            () ->
                builder(Map.of("acme", Map.of()))
                    .job(job("drift", (tenant, options) -> Outcome.done("")))
                    .check())
        .isInstanceOf(PermanentException.class)
        .hasMessage("two jobs are called drift");
  }
}
