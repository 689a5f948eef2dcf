package io.ispkit.radius;

import static io.ispkit.testkit.subscriber.Subscribers.operation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.ispkit.core.outcome.Outcome;
import io.ispkit.radius.dynauth.FakeNas;
import io.ispkit.radius.live.LiveChanges;
import io.ispkit.radius.live.LiveProbe;
import io.ispkit.radius.live.LiveReport;
import io.ispkit.radius.live.NasPolicy.Trait;
import io.ispkit.radius.live.ServiceChange;
import io.ispkit.radius.live.ServiceState;
import io.ispkit.radius.live.SessionEffect;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Sessions whose login was answered by the rows before, and whose Start came after the look. */
class LateSessionsTest extends LiveChangesBench {

  private static final List<LiveChanges.Job> JOBS =
      List.of(new LiveChanges.Job("jane", new ServiceChange.ToPlan(FASTER), OPERATION));

  private LiveChanges trusting(FakeNas nas) {
    return changes(nas, policy -> policy.with(Set.of(Trait.TRUSTED_ACK)), LiveProbe.blind());
  }

  @Test
  void a_session_that_came_into_accounting_after_the_look_is_told_by_a_second_one_once()
      throws Exception {
    try (FakeNas nas = FakeNas.answering(FakeNas.COA_ACK)) {
      LiveChanges changes = trusting(nas);
      assertThat(changes.runAll(JOBS).get(0).outcome().isDone()).isTrue();
      session("jane", "late");
      // a repeat, such as of an event that is delivered twice, is no second look
      assertThat(changes.runAll(JOBS).get(0).sessions()).isEmpty();
      assertThat(nas.received()).isEmpty();

      LiveReport report = changes.lookAgain(JOBS).get(0);
      assertThat(report.rows().isDone()).isTrue();
      assertThat(effects(report)).containsExactly(Outcome.done(SessionEffect.ACKNOWLEDGED));
      assertThat(codes(nas)).containsExactly(COA);
      assertThat(changes.lookAgain(JOBS).get(0).sessions()).isEmpty();
      assertThat(codes(nas)).hasSize(1);
    }
  }

  @Test
  void a_late_session_that_may_not_know_is_told_again_by_a_repeat() throws Exception {
    try (FakeNas silent = FakeNas.silent();
        FakeNas nas = FakeNas.answering(FakeNas.COA_ACK)) {
      client = brief;
      trusting(silent).runAll(JOBS);
      session("jane", "late");
      assertThat(trusting(silent).lookAgain(JOBS).get(0).outcome())
          .isInstanceOf(Outcome.Unknown.class);
      client = patient;
      assertThat(trusting(nas).runAll(JOBS).get(0).outcome().isDone()).isTrue();
      assertThat(codes(nas)).containsExactly(COA);
    }
  }

  @Test
  void who_was_told_by_the_change_itself_and_came_back_is_left_in_peace() throws Exception {
    session("jane", "s1");
    List<LiveChanges.Job> suspend =
        List.of(
            new LiveChanges.Job(
                "jane",
                new ServiceChange.ToState(ServiceState.WalledGarden.pool("garden")),
                OPERATION));
    try (FakeNas nas = new FakeNas(LiveChangesBench::acksAndCloses)) {
      LiveChanges changes = trusting(nas);
      assertThat(effects(changes.runAll(suspend).get(0)))
          .containsExactly(Outcome.done(SessionEffect.ENDED));
      session("jane", "s2");
      assertThat(changes.lookAgain(suspend).get(0).outcome().isDone()).isTrue();
      assertThat(codes(nas)).containsExactly(DISCONNECT);
    }
  }

  @Test
  void a_second_session_that_came_late_is_told_and_the_first_is_not_told_again() throws Exception {
    session("jane", "s1");
    try (FakeNas nas = FakeNas.answering(FakeNas.COA_ACK)) {
      LiveChanges changes = trusting(nas);
      assertThat(changes.runAll(JOBS).get(0).outcome().isDone()).isTrue();
      session("jane", "late");
      LiveReport report = changes.lookAgain(JOBS).get(0);
      assertThat(report.sessions())
          .extracting(each -> each.session().acctSessionId())
          .containsExactly("late");
      assertThat(effects(report)).containsExactly(Outcome.done(SessionEffect.ACKNOWLEDGED));
      assertThat(changes.lookAgain(JOBS).get(0).sessions()).isEmpty();
      assertThat(codes(nas)).containsExactly(COA, COA);
    }
  }

  @Test
  void nobody_comes_back_to_a_rejected_service_so_a_session_that_lives_is_ended() throws Exception {
    session("jane", "s1");
    List<LiveChanges.Job> reject =
        List.of(
            new LiveChanges.Job(
                "jane",
                new ServiceChange.ToState(new ServiceState.Rejected("Suspended", false)),
                OPERATION));
    try (FakeNas nas = new FakeNas(LiveChangesBench::acksAndCloses)) {
      LiveChanges changes = trusting(nas);
      assertThat(effects(changes.runAll(reject).get(0)))
          .containsExactly(Outcome.done(SessionEffect.ENDED));
      session("jane", "late");
      assertThat(effects(changes.lookAgain(reject).get(0)))
          .containsExactly(Outcome.done(SessionEffect.ENDED));
      assertThat(changes.lookAgain(reject).get(0).sessions()).isEmpty();
      assertThat(codes(nas)).containsExactly(DISCONNECT, DISCONNECT);
    }
  }

  @Test
  void where_more_have_come_than_have_ended_all_new_ones_are_told() throws Exception {
    session("jane", "s1");
    List<LiveChanges.Job> suspend =
        List.of(
            new LiveChanges.Job(
                "jane",
                new ServiceChange.ToState(ServiceState.WalledGarden.pool("garden")),
                OPERATION));
    try (FakeNas nas = new FakeNas(LiveChangesBench::acksAndCloses)) {
      LiveChanges changes = trusting(nas);
      changes.runAll(suspend);
      session("jane", "back");
      session("jane", "late");
      assertThat(effects(changes.lookAgain(suspend).get(0)))
          .containsExactly(Outcome.done(SessionEffect.ENDED), Outcome.done(SessionEffect.ENDED));
      assertThat(codes(nas)).containsExactly(DISCONNECT, DISCONNECT, DISCONNECT);
    }
  }

  @Test
  void what_was_changed_again_or_undone_is_not_told_any_more() throws Exception {
    try (FakeNas nas = FakeNas.answering(FakeNas.COA_ACK)) {
      LiveChanges changes = trusting(nas);
      changes.runAll(JOBS);
      changes.changePlan("jane", plan(300), operation("acme", "run3.plan"));
      session("jane", "late");
      assertThat(changes.lookAgain(JOBS).get(0).outcome().isDone()).isTrue();
      assertThat(nas.received()).isEmpty();

      tables.execute("delete from radacct");
      changes.undo(operation("acme", "run3.plan")).orElseThrow();
      changes.undo(OPERATION).orElseThrow();
      session("jane", "later");
      List<String> rows = tables.rowsOf("jane");
      assertThat(changes.lookAgain(JOBS).get(0).outcome().toString()).contains("no_such_change");
      assertThat(tables.rowsOf("jane")).isEqualTo(rows);
      assertThat(nas.received()).isEmpty();
    }
  }

  @Test
  void a_second_look_takes_no_transaction_and_no_other_users_change() throws Exception {
    session("john", "s9");
    try (FakeNas nas = FakeNas.answering(FakeNas.COA_ACK)) {
      LiveChanges changes = trusting(nas);
      changes.runAll(JOBS);
      List<LiveChanges.Job> johns =
          List.of(new LiveChanges.Job("john", new ServiceChange.ToPlan(FASTER), OPERATION));
      assertThat(changes.lookAgain(johns).get(0).outcome().toString())
          .contains("no_such_change", "john");
      tables.transact(
          transaction -> {
            LiveChanges.Job inside =
                new LiveChanges.Job(
                    "jane", new ServiceChange.ToPlan(FASTER), OPERATION.within(transaction));
            assertThatIllegalStateException().isThrownBy(() -> changes.lookAgain(List.of(inside)));
            return true;
          });
      assertThat(nas.received()).isEmpty();
    }
  }
}
