package io.ispkit.radius;

import static io.ispkit.radius.dynauth.FakeNas.answer;
import static io.ispkit.radius.dynauth.FakeNas.errorCause;
import static io.ispkit.testkit.subscriber.Subscribers.operation;
import static io.ispkit.testkit.subscriber.Subscribers.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.rate.BitRate;
import io.ispkit.radius.dynauth.DynamicAuthorization;
import io.ispkit.radius.dynauth.FakeNas;
import io.ispkit.radius.live.LiveChanges;
import io.ispkit.radius.live.LiveProbe;
import io.ispkit.radius.live.LiveProbe.Sight;
import io.ispkit.radius.live.LiveReport;
import io.ispkit.radius.live.LiveSession;
import io.ispkit.radius.live.NasPolicy.Action;
import io.ispkit.radius.live.NasPolicy.Trait;
import io.ispkit.radius.live.ServiceChange;
import io.ispkit.radius.live.SessionEffect;
import io.ispkit.radius.profile.Burst;
import io.ispkit.radius.profile.SpeedProfile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** What is sent to a NAS after a change of rows, and what its answer is worth. */
class LiveChangesTest extends LiveChangesBench {

  @Test
  void a_coa_in_the_words_of_the_nas_that_the_probe_saw_done_is_done() throws Exception {
    session("jane", "s1");
    try (FakeNas nas = FakeNas.answering(FakeNas.COA_ACK)) {
      LiveReport report = change(nas, policy -> policy, (s, plan) -> Sight.AS_WANTED);
      assertThat(report.outcome()).isEqualTo(Outcome.done(report));
      assertThat(effects(report)).containsExactly(Outcome.done(SessionEffect.CHANGED));
      assertThat(codes(nas)).containsExactly(COA);
      String sent = new String(nas.received().get(0).packet(), StandardCharsets.ISO_8859_1);
      assertThat(sent).contains("50M/200M").contains("jane").contains("s1");
    }
    assertThat(tables.rowsOf("jane").toString()).contains("50M/200M");
  }

  @Test
  void a_coa_tells_what_the_plan_promises_beyond_its_rates() throws Exception {
    session("jane", "s1");
    try (FakeNas nas = FakeNas.answering(FakeNas.COA_ACK)) {
      changes(nas, policy -> policy, LiveProbe.blind()).changePlan("jane", BURSTING, OPERATION);
      assertThat(codes(nas)).containsExactly(COA);
      String sent = new String(nas.received().get(0).packet(), StandardCharsets.ISO_8859_1);
      assertThat(sent).contains("50M/200M 60M/250M 50M/200M 1/1 3");
    }
    assertThat(tables.rowsOf("jane").toString()).contains("50M/200M 60M/250M 50M/200M 1/1 3");
  }

  @Test
  void a_nas_that_acknowledges_and_does_nothing_is_not_told_as_done() throws Exception {
    session("jane", "s1");
    try (FakeNas nas = FakeNas.answering(FakeNas.COA_ACK)) {
      LiveReport report = change(nas, policy -> policy, LiveProbe.blind());
      assertThat(report.outcome()).isInstanceOf(Outcome.Unknown.class);
      assertThat(report.outcome().toString()).contains("nobody has seen whether it was done");
    }
  }

  @Test
  void a_nas_whose_word_the_operator_trusts_is_believed() throws Exception {
    session("jane", "s1");
    try (FakeNas nas = FakeNas.answering(FakeNas.COA_ACK)) {
      LiveReport report =
          change(nas, policy -> policy.with(Set.of(Trait.TRUSTED_ACK)), LiveProbe.blind());
      assertThat(effects(report)).containsExactly(Outcome.done(SessionEffect.ACKNOWLEDGED));
    }
  }

  @Test
  void a_burst_that_the_nas_tells_must_be_the_plans() throws Exception {
    SpeedProfile bare = SpeedProfile.of(BitRate.ofMbps(200), BitRate.ofMbps(50));
    SpeedProfile whole = bare.with(Burst.of(BitRate.ofMbps(250), BitRate.ofMbps(60)));
    SpeedProfile old = bare.with(Burst.of(BitRate.ofMbps(400), BitRate.ofMbps(60)));
    Map<SpeedProfile, Sight> expected =
        Map.of(bare, Sight.AS_WANTED, whole, Sight.AS_WANTED, old, Sight.NOT_AS_WANTED);
    for (SpeedProfile told : expected.keySet()) {
      session("jane", "s1");
      Operation operation = operation("acme", "burst" + told.hashCode());
      LiveProbe reading = LiveProbe.reading(session -> Optional.of(told));
      List<Sight> seen = new ArrayList<>();
      try (FakeNas nas = new FakeNas(LiveChangesBench::acksAndCloses)) {
        LiveProbe probe =
            (session, wanted) -> {
              seen.add(reading.look(session, wanted));
              return seen.get(0);
            };
        changes(nas, policy -> policy, probe).changePlan("jane", BURSTING, operation);
        assertThat(seen).containsExactly(expected.get(told));
        assertThat(codes(nas)).hasSize(expected.get(told) == Sight.AS_WANTED ? 1 : 2);
      }
      directory.changes().undo(operation).orElseThrow();
      tables.execute("delete from radacct");
    }
  }

  @Test
  void a_burst_on_a_nas_is_another_speed_where_the_plan_has_none() {
    SpeedProfile plan = SpeedProfile.of(BitRate.ofMbps(200), BitRate.ofMbps(50));
    LiveProbe none = LiveProbe.reading(session -> Optional.empty());
    LiveProbe faster =
        LiveProbe.reading(
            session -> Optional.of(plan.with(Burst.of(BitRate.ofMbps(250), BitRate.ofMbps(50)))));
    LiveProbe even =
        LiveProbe.reading(
            session ->
                Optional.of(
                    plan.with(Burst.of(BitRate.ofMbps(200), BitRate.ofMbps(50))).withPriority(3)));
    LiveSession session = new LiveSession("id", "jane", "s1", null, null, null, null);
    assertThat(none.look(session, plan)).isEqualTo(Sight.NOT_SEEN);
    assertThat(faster.look(session, plan)).isEqualTo(Sight.NOT_AS_WANTED);
    assertThat(even.look(session, plan)).isEqualTo(Sight.AS_WANTED);
    assertThat(even.look(session, plan.withPriority(4))).isEqualTo(Sight.NOT_AS_WANTED);
  }

  @Test
  void a_probe_that_breaks_has_seen_nothing_and_keeps_no_other_session_from_its_outcome()
      throws Exception {
    session("jane", "s1");
    session("jane", "s2");
    try (FakeNas nas = FakeNas.answering(FakeNas.COA_ACK)) {
      LiveProbe probe =
          (session, wanted) -> {
            if (session.acctSessionId().equals("s1")) {
              throw new IllegalStateException("the NAS wants another login");
            }
            return Sight.AS_WANTED;
          };
      LiveReport report = change(nas, policy -> policy, probe);
      assertThat(effects(report).get(0)).isInstanceOf(Outcome.Unknown.class);
      assertThat(effects(report).get(1)).isEqualTo(Outcome.done(SessionEffect.CHANGED));
    }
  }

  @Test
  void a_session_whose_nas_has_no_address_in_accounting_is_told_and_hides_no_other()
      throws Exception {
    session("jane", "s1");
    session("jane", "s2");
    session("jane", "s3");
    tables.execute("update radacct set nasipaddress = '' where acctsessionid = 's1'");
    // as a column of 15 characters cuts it off
    tables.execute(
        "update radacct set nasipaddress = '2001:db8:0:ffff' where acctsessionid = 's2'");
    try (FakeNas nas = FakeNas.answering(FakeNas.COA_ACK)) {
      LiveReport report =
          change(nas, policy -> policy.with(Set.of(Trait.TRUSTED_ACK)), LiveProbe.blind());
      assertThat(report.outcome().toString()).contains("session s1: no_nas_address");
      assertThat(report.outcome().toString()).contains("session s2: no_nas_address");
      assertThat(effects(report)).contains(Outcome.done(SessionEffect.ACKNOWLEDGED));
    }
  }

  @Test
  void when_the_probe_sees_that_nothing_was_done_the_session_is_ended() throws Exception {
    session("jane", "s1");
    try (FakeNas nas = new FakeNas(LiveChangesBench::acksAndCloses)) {
      LiveReport report = change(nas, policy -> policy, (s, plan) -> Sight.NOT_AS_WANTED);
      assertThat(effects(report)).containsExactly(Outcome.done(SessionEffect.ENDED));
      assertThat(codes(nas)).containsExactly(COA, DISCONNECT);
    }
  }

  @Test
  void a_nas_that_refuses_the_coa_gets_a_disconnect_and_accounting_tells_the_end()
      throws Exception {
    for (int cause : new int[] {401, 503}) {
      session("jane", "s" + cause);
      try (FakeNas nas =
          new FakeNas(
              (request, self) -> {
                if (request.packet()[0] == COA) {
                  self.send(
                      answer(FakeNas.COA_NAK, request, FakeNas.SECRET, errorCause(cause)),
                      request.from());
                } else {
                  acksAndCloses(request, self);
                }
              })) {
        LiveReport report =
            changes(nas, policy -> policy, LiveProbe.blind())
                .changePlan("jane", plan(cause), operation("acme", "nak" + cause));
        assertThat(effects(report)).containsExactly(Outcome.done(SessionEffect.ENDED));
        assertThat(codes(nas)).containsExactly(COA, DISCONNECT);
      }
    }
  }

  @Test
  void a_disconnect_that_accounting_does_not_confirm_stays_unknown_with_the_reason()
      throws Exception {
    session("jane", "s1");
    try (FakeNas nas = FakeNas.answering(FakeNas.DISCONNECT_ACK)) {
      LiveReport report = change(nas, policy -> policy.with(Action.DISCONNECT), LiveProbe.blind());
      assertThat(codes(nas)).containsExactly(DISCONNECT);
      assertThat(report.outcome().toString())
          .startsWith("Unknown")
          .contains("acknowledged the Disconnect; accounting still has the session as open");
    }
  }

  @Test
  void a_session_that_neither_nas_nor_accounting_has_is_gone_and_one_that_accounting_has_is_not()
      throws Exception {
    session("jane", "s1");
    try (FakeNas nas = FakeNas.answering(FakeNas.DISCONNECT_NAK, errorCause(503))) {
      LiveReport open = change(nas, policy -> policy.with(Action.DISCONNECT), LiveProbe.blind());
      assertThat(open.outcome().toString()).contains("the NAS knows no such session");
      tables.execute("update radacct set acctstoptime = current_timestamp");
      assertThat(change(nas, policy -> policy, LiveProbe.blind()).outcome().isDone()).isTrue();
    }
  }

  @Test
  void a_nas_that_never_answers_leaves_it_unknown_and_the_rows_written() throws Exception {
    session("jane", "s1");
    try (FakeNas nas = FakeNas.silent()) {
      client = brief;
      LiveReport report = change(nas, policy -> policy, LiveProbe.blind());
      assertThat(report.rows().isDone()).isTrue();
      assertThat(report.outcome()).isInstanceOf(Outcome.Unknown.class);
      await().atMost(Duration.ofSeconds(60)).until(() -> nas.received().size() == 3);
      assertThat(codes(nas)).containsOnly(COA);
    }
  }

  @Test
  void silence_is_followed_by_a_disconnect_only_where_the_policy_says_so() throws Exception {
    session("jane", "s1");
    try (FakeNas nas =
            new FakeNas(
                (request, self) -> {
                  if (request.packet()[0] == DISCONNECT) {
                    acksAndCloses(request, self);
                  }
                });
        DynamicAuthorization enduring = client(Duration.ofMillis(200), Duration.ofSeconds(1), 6)) {
      // the silence costs as long as there is for the answer to the Disconnect
      client = enduring;
      LiveReport report =
          change(
              nas, policy -> policy.with(Set.of(Trait.DISCONNECT_ON_SILENCE)), LiveProbe.blind());
      assertThat(effects(report)).containsExactly(Outcome.done(SessionEffect.ENDED));
    }
  }

  @Test
  void an_answer_with_a_wrong_authenticator_is_no_answer() throws Exception {
    session("jane", "s1");
    try (FakeNas nas =
        new FakeNas(
            (request, self) ->
                self.send(answer(request.ackCode(), request, "wrong"), request.from()))) {
      client = brief;
      LiveReport report = change(nas, policy -> policy, (s, plan) -> Sight.AS_WANTED);
      assertThat(report.outcome()).isInstanceOf(Outcome.Unknown.class);
    }
  }

  @Test
  void a_refusal_without_disconnect_leaves_the_session_and_says_so() throws Exception {
    session("jane", "s1");
    try (FakeNas nas = FakeNas.answering(FakeNas.COA_NAK, errorCause(401))) {
      LiveReport report =
          change(
              nas,
              policy -> policy.with(Set.of(Trait.NO_DISCONNECT_ON_REFUSAL)),
              LiveProbe.blind());
      assertThat(report.outcome().toString())
          .startsWith("Refused")
          .contains("session_unchanged: the rows are written, but session s1: coa_refused");
    }
  }

  @Test
  void rows_only_sends_nothing_and_is_done() throws Exception {
    session("jane", "s1");
    try (FakeNas nas = FakeNas.silent()) {
      LiveReport report = change(nas, policy -> policy.with(Action.ROWS_ONLY), LiveProbe.blind());
      assertThat(effects(report)).containsExactly(Outcome.done(SessionEffect.LEFT_ALONE));
      assertThat(nas.received()).isEmpty();
    }
  }

  @Test
  void a_nas_without_a_policy_and_a_service_that_is_not_there_are_told() throws Exception {
    session("jane", "s1");
    try (FakeNas nas = FakeNas.silent()) {
      LiveChanges changes =
          new LiveChanges(
              directory.changes(),
              directory.sessions(),
              client,
              address -> Optional.empty(),
              quick(LiveProbe.blind()));
      assertThat(changes.changePlan("jane", FASTER, OPERATION).outcome().toString())
          .contains("no_nas_policy: NAS 127.0.0.1 has no policy");
      assertThat(changes.changePlan("nobody", FASTER, operation("acme", "x")).outcome().toString())
          .contains("no_such_subscriber");
      assertThat(nas.received()).isEmpty();
    }
  }

  @Test
  void no_connection_is_held_while_the_nas_thinks() throws Exception {
    session("jane", "s1");
    List<Boolean> read = new ArrayList<>();
    try (FakeNas nas =
        new FakeNas(
            (request, self) -> {
              // the pool has one connection
              read.add(directory.sessions().open("jane").isDone());
              self.send(answer(request.ackCode(), request, FakeNas.SECRET), request.from());
            })) {
      change(nas, policy -> policy.with(Set.of(Trait.TRUSTED_ACK)), LiveProbe.blind());
    }
    assertThat(read).containsExactly(true);
  }

  @Test
  void a_thousand_changes_are_in_flight_at_once_and_all_are_answered() throws Exception {
    int count = 1000;
    List<LiveChanges.Job> jobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = "user" + i;
      directory.provision(spec(name), operation("acme", "run." + i)).orElseThrow();
      session(name, "many" + i);
      jobs.add(
          new LiveChanges.Job(
              name, new ServiceChange.ToPlan(FASTER), operation("acme", "plan." + i)));
    }
    List<FakeNas.Received> waiting = new ArrayList<>();
    Set<String> seen = ConcurrentHashMap.newKeySet();
    try (FakeNas nas =
        new FakeNas(
            (request, self) -> {
              // nobody is answered before all are there; one whose answer was lost asks again
              if (seen.add(request.from() + " " + request.id()) || seen.size() == count) {
                waiting.add(request);
              }
              if (seen.size() == count) {
                for (FakeNas.Received each : waiting) {
                  self.send(answer(FakeNas.COA_ACK, each, FakeNas.SECRET), each.from());
                }
                waiting.clear();
              }
            })) {
      client = stubborn;
      LiveChanges changes =
          changes(nas, policy -> policy.with(Set.of(Trait.TRUSTED_ACK)), LiveProbe.blind());
      List<LiveReport> reports = changes.runAll(jobs);
      assertThat(reports).hasSize(count).allMatch(report -> report.outcome().isDone());
    }
  }

  @Test
  void inside_a_transaction_nothing_is_begun() throws Exception {
    try (FakeNas nas = FakeNas.silent()) {
      LiveChanges changes = changes(nas, policy -> policy, LiveProbe.blind());
      tables.transact(
          transaction -> {
            assertThatThrownBy(
                    () -> changes.changePlan("jane", FASTER, OPERATION.within(transaction)))
                .isInstanceOf(IllegalStateException.class);
            return true;
          });
    }
  }
}
