package io.ispkit.radius;

import static io.ispkit.testkit.subscriber.Subscribers.operation;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.radius.dynauth.FakeNas;
import io.ispkit.radius.live.LiveChanges;
import io.ispkit.radius.live.LiveProbe;
import io.ispkit.radius.live.LiveReport;
import io.ispkit.radius.live.NasPolicy.Action;
import io.ispkit.radius.live.ServiceChange;
import io.ispkit.radius.live.ServiceState;
import io.ispkit.radius.live.SessionEffect;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A change that is undone, or made again under its operation. */
class LiveUndoTest extends LiveChangesBench {

  @Test
  void a_suspension_disconnects_and_undo_ends_the_session_that_came_into_the_garden()
      throws Exception {
    session("jane", "s1");
    try (FakeNas nas = new FakeNas(LiveChangesBench::acksAndCloses)) {
      LiveChanges changes = changes(nas, policy -> policy, LiveProbe.blind());
      LiveReport report =
          changes.changeState("jane", ServiceState.WalledGarden.pool("garden"), OPERATION);
      assertThat(effects(report)).containsExactly(Outcome.done(SessionEffect.ENDED));
      session("jane", "s2");
      Optional<LiveReport> undone = changes.undo(OPERATION).orElseThrow();
      assertThat(effects(undone.orElseThrow())).containsExactly(Outcome.done(SessionEffect.ENDED));
      assertThat(codes(nas)).containsExactly(DISCONNECT, DISCONNECT);
      assertThat(tables.rowsOf("jane").toString()).doesNotContain("garden");
    }
  }

  @Test
  void an_undo_of_which_a_session_may_not_know_is_told_again_until_it_does() throws Exception {
    suspendedAndSilentlyUndone();
    try (FakeNas nas = new FakeNas(LiveChangesBench::acksAndCloses)) {
      client = patient;
      LiveChanges changes = changes(nas, policy -> policy, LiveProbe.blind());
      LiveReport told = changes.undo(OPERATION).orElseThrow().orElseThrow();
      assertThat(effects(told)).containsExactly(Outcome.done(SessionEffect.ENDED));
      assertThat(changes.undo(OPERATION).orElseThrow()).isEmpty();
      assertThat(codes(nas)).containsExactly(DISCONNECT);
    }
  }

  @Test
  void an_undo_is_not_told_again_when_the_service_was_changed_since() throws Exception {
    suspendedAndSilentlyUndone();
    Operation later = operation("acme", "run3.plan");
    directory.changes().apply("jane", new ServiceChange.ToPlan(FASTER), later).orElseThrow();
    try (FakeNas nas = new FakeNas(LiveChangesBench::acksAndCloses)) {
      LiveChanges changes = changes(nas, policy -> policy, LiveProbe.blind());
      assertThat(changes.undo(OPERATION).orElseThrow()).isEmpty();
      assertThat(codes(nas)).isEmpty();
    }
    assertThat(tables.rowsOf("jane").toString()).contains("50M/200M");
  }

  private void suspendedAndSilentlyUndone() throws Exception {
    directory
        .changes()
        .apply(
            "jane", new ServiceChange.ToState(ServiceState.WalledGarden.pool("garden")), OPERATION)
        .orElseThrow();
    session("jane", "s1");
    client = brief;
    try (FakeNas silent = FakeNas.silent()) {
      LiveReport undone =
          changes(silent, policy -> policy, LiveProbe.blind())
              .undo(OPERATION)
              .orElseThrow()
              .orElseThrow();
      assertThat(undone.outcome()).isInstanceOf(Outcome.Unknown.class);
    }
    assertThat(tables.rowsOf("jane").toString()).doesNotContain("garden");
  }

  @Test
  void a_repeat_leaves_the_session_in_peace_that_has_come_back_meanwhile() throws Exception {
    session("jane", "s1");
    try (FakeNas nas = new FakeNas(LiveChangesBench::acksAndCloses)) {
      LiveChanges changes =
          changes(nas, policy -> policy.with(Action.DISCONNECT), LiveProbe.blind());
      assertThat(changes.changePlan("jane", FASTER, OPERATION).outcome().isDone()).isTrue();
      session("jane", "s2");
      LiveReport repeat = changes.changePlan("jane", FASTER, OPERATION);
      assertThat(repeat.outcome().isDone()).isTrue();
      assertThat(repeat.sessions()).isEmpty();
      assertThat(nas.received()).hasSize(1);
    }
  }
}
