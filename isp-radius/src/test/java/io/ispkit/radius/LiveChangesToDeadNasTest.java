package io.ispkit.radius;

import static io.ispkit.testkit.subscriber.Subscribers.operation;
import static io.ispkit.testkit.subscriber.Subscribers.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.connection.BreakerRule;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.radius.dynauth.DynamicAuthorization;
import io.ispkit.radius.dynauth.DynamicAuthorizationOptions;
import io.ispkit.radius.dynauth.FakeNas;
import io.ispkit.radius.dynauth.NasLimits;
import io.ispkit.radius.dynauth.Retransmission;
import io.ispkit.radius.live.LiveChanges;
import io.ispkit.radius.live.LiveProbe;
import io.ispkit.radius.live.LiveReport;
import io.ispkit.radius.live.NasPolicy.Trait;
import io.ispkit.radius.live.ServiceChange;
import io.ispkit.radius.live.SessionEffect;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Many services change while their NAS is down: what was sent, and what was certainly not. */
class LiveChangesToDeadNasTest extends LiveChangesBench {

  private static final int COUNT = 8;

  /** Two at a time, and the first silence is enough. */
  private static DynamicAuthorization wary() {
    return DynamicAuthorization.open(
        DynamicAuthorizationOptions.ofDefaults()
            .with(
                new NasLimits(
                    2, Duration.ofMinutes(10), new BreakerRule(1, 1, Duration.ofMinutes(10))))
            .with(
                new Retransmission(
                    Duration.ofMillis(50), Duration.ofMillis(50), 3, Duration.ofSeconds(100))),
        InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000)));
  }

  private static List<LiveChanges.Job> jobs() {
    List<LiveChanges.Job> jobs = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      String name = "user" + i;
      directory.provision(spec(name), operation("acme", "run." + i)).orElseThrow();
      session(name, "s" + i);
      jobs.add(
          new LiveChanges.Job(
              name, new ServiceChange.ToPlan(FASTER), operation("acme", "plan." + i)));
    }
    return jobs;
  }

  private static Refusal refusal(Outcome<?> outcome) {
    return ((Outcome.Refused<?>) outcome).refusal();
  }

  /** Two at most, and one when it was given up before the second was there. */
  private static List<LiveReport> unknown(List<LiveReport> reports) {
    List<LiveReport> unknown =
        reports.stream().filter(report -> report.outcome() instanceof Outcome.Unknown).toList();
    assertThat(unknown).hasSizeBetween(1, 2);
    return unknown;
  }

  @Test
  void only_those_that_were_asked_are_unknown_and_a_repeat_tells_the_others() throws Exception {
    List<LiveChanges.Job> jobs = jobs();
    try (FakeNas dead = FakeNas.silent();
        DynamicAuthorization wary = wary()) {
      client = wary;
      List<LiveReport> reports = changes(dead, policy -> policy, LiveProbe.blind()).runAll(jobs);
      assertThat(reports).allMatch(report -> report.rows().isDone());
      List<LiveReport> unknown = unknown(reports);
      for (LiveReport report : reports) {
        if (unknown.contains(report)) {
          continue;
        }
        Refusal refusal = refusal(report.outcome());
        assertThat(refusal.code()).isEqualTo("session_unchanged");
        assertThat(refusal.isPermanent()).isFalse();
        assertThat(refusal(effects(report).get(0)).code()).isEqualTo("nas_away");
      }
      assertThat(wary.traffic().transmissions()).isEqualTo(unknown.size() * 3);
    }
    try (FakeNas back = FakeNas.answering(FakeNas.COA_ACK)) {
      client = patient;
      List<LiveReport> reports =
          changes(back, policy -> policy.with(Set.of(Trait.TRUSTED_ACK)), LiveProbe.blind())
              .runAll(jobs);
      assertThat(reports)
          .allSatisfy(
              report ->
                  assertThat(effects(report))
                      .containsExactly(Outcome.done(SessionEffect.ACKNOWLEDGED)));
      assertThat(codes(back)).hasSize(COUNT).containsOnly(COA);
    }
  }

  @Test
  void a_disconnect_that_is_not_sent_any_more_leaves_an_unanswered_coa_unknown() throws Exception {
    List<LiveChanges.Job> jobs = jobs();
    try (FakeNas dead = FakeNas.silent();
        DynamicAuthorization wary = wary()) {
      client = wary;
      List<LiveReport> reports =
          changes(
                  dead,
                  policy -> policy.with(Set.of(Trait.DISCONNECT_ON_SILENCE)),
                  LiveProbe.blind())
              .runAll(jobs);
      List<LiveReport> unknown = unknown(reports);
      assertThat(unknown)
          .extracting(report -> report.outcome().toString())
          .allMatch(told -> told.contains("no Disconnect-Request was sent: it counts as down"));
      assertThat(reports)
          .filteredOn(report -> report.outcome() instanceof Outcome.Refused)
          .hasSize(COUNT - unknown.size());
      assertThat(wary.traffic().transmissions()).isEqualTo(unknown.size() * 3);
    }
  }
}
