package io.ispkit.runtime.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.job.PeriodicJob;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.runtime.Isp;
import io.ispkit.runtime.IspBuilder;
import io.ispkit.runtime.module.TenantServices;
import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.testkit.database.TestDatabases;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Two nodes on one PostgreSQL, with one configuration. */
class JobsOnTwoNodesIT {

  private final TestDatabase place = TestDatabases.postgresql();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final List<String> rounds = new CopyOnWriteArrayList<>();

  private IspBuilder node(String name, PeriodicJob.Round<TenantServices> round) {
    return Isp.builder()
        .node(name)
        .config(
            Map.of(
                "database",
                Map.of(
                    "url", place.url(), "username", place.username(), "password", place.password()),
                "tenants",
                Map.of("acme", Map.of("jobs", Map.of("counting", Map.of("every", "1s"))))))
        .job(new PeriodicJob<>("counting", "Counts.", OptionSpec.none(), round));
  }

  private PeriodicJob.Round<TenantServices> counting(String node) {
    return (tenant, options) -> {
      most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
      Thread.sleep(20);
      rounds.add(node);
      atOnce.decrementAndGet();
      return Outcome.done(node);
    };
  }

  @Test
  void one_node_at_a_time_does_the_rounds_and_the_other_goes_on_when_it_ends() {
    try (Isp left = node("left", counting("left")).open()) {
      Isp right = node("right", counting("right")).open();
      assertThat(left.lanes().sender("jobs").depth()).as("one item").isEqualTo(1);
      JobsIT.until(() -> rounds.size() >= 2);
      right.close();
      int before = rounds.size();
      JobsIT.until(() -> rounds.size() >= before + 2);
      assertThat(rounds.subList(before, rounds.size())).containsOnly("left");
    }
    assertThat(most).hasValue(1);
  }

  @Test
  void a_round_that_the_death_of_its_node_cut_off_is_done_again() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    PeriodicJob.Round<TenantServices> hanging =
        (tenant, options) -> {
          begun.countDown();
          new CountDownLatch(1).await();
          return Outcome.done("never");
        };
    // as good as dead: it reaches the database no more
    HikariDataSource connections = new HikariDataSource();
    connections.setJdbcUrl(place.url());
    connections.setUsername(place.username());
    connections.setPassword(place.password());
    node("dying", hanging).dataSource(connections).open();
    assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
    connections.close();

    try (Isp next = node("dying", counting("next")).open()) {
      JobsIT.until(() -> !rounds.isEmpty());
      JobsIT.until(() -> next.report().contains("done at"));
    }
  }
}
