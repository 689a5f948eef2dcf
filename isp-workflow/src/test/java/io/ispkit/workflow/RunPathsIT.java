package io.ispkit.workflow;

import static io.ispkit.core.outcome.Outcome.refused;
import static io.ispkit.core.outcome.Outcome.unknown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.runtime.database.Database;
import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.workflow.trial.CallStep;
import io.ispkit.workflow.trial.LookStep;
import io.ispkit.workflow.trial.RowStep;
import io.ispkit.workflow.trial.Trial;
import io.ispkit.workflow.trial.Trip;
import java.sql.SQLException;
import java.time.Duration;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class RunPathsIT {

  private static final Definition<Trip> MIXED =
      Trial.trip("mixed")
          .step(new LookStep("look"))
          .step(new RowStep("one"))
          .step(new CallStep("call", true))
          .step(new RowStep("two"))
          .step(new RowStep("three"))
          .build();

  private final Database database;
  private Trial trial;

  RunPathsIT(TestDatabase test) {
    database = Trial.open(test);
  }

  @BeforeEach
  void begin() {
    trial = Trial.on(database);
  }

  @AfterEach
  void nothingIsLeftInTheLane() {
    assertThat(trial.lane.turn()).isFalse();
  }

  @Test
  void aRunGoesThroughAllStagesAndLeavesEachInItsJournal() {
    RunView<Trip> view = trial.run(MIXED);

    assertThat(view.runState()).isEqualTo(RunState.COMPLETED);
    assertThat(view.stage()).isNull();
    assertThat(view.reason()).isNull();
    assertThat(view.state().stops()).containsExactly("look", "one", "call", "two", "three");
    assertThat(Trial.journal(view))
        .containsExactly(
            "look do done",
            "one do done",
            "call do intent",
            "call do done",
            "two do done",
            "three do done");
    assertThat(trial.rows()).containsExactlyInAnyOrder("one", "call", "two", "three");
    assertThat(trial.script.effects()).containsExactly(view.id() + ".call");
    assertThat(trial.events).containsExactly("workflow.finished jane completed");
    assertThat(trial.lane.depth()).isZero();
  }

  @Test
  void aRefusalBeforeAnythingWasWrittenRefusesTheRun() {
    trial.script.then("look", () -> refused("no_survey", "none is completed"));

    RunView<Trip> view = trial.run(MIXED);

    assertThat(view.runState()).isEqualTo(RunState.REFUSED);
    assertThat(view.reason()).isEqualTo("look: no_survey: none is completed");
    assertThat(trial.rows()).isEmpty();
    assertThat(trial.events).containsExactly("workflow.finished jane refused");
  }

  @Test
  void theFirstWriterThatRefusesLeavesNothingAndRefusesTheRun() {
    trial.script.then("one", () -> refused("pool_exhausted", "no address left"));

    RunView<Trip> view = trial.run(MIXED);

    assertThat(view.runState()).isEqualTo(RunState.REFUSED);
    assertThat(trial.rows()).as("what the step wrote before it refused").isEmpty();
    assertThat(trial.script.calls())
        .as("the stage that refused is not asked again")
        .containsOnlyOnce("one");
  }

  @Test
  void aLaterRefusalUndoesWhatWasDoneInReverse() {
    trial.script.then("three", () -> refused("username_taken", "jane is taken"));

    RunView<Trip> view = trial.run(MIXED);

    assertThat(view.runState()).isEqualTo(RunState.FAILED);
    assertThat(view.reason()).isEqualTo("three: username_taken: jane is taken");
    assertThat(Trial.journal(view))
        .endsWith(
            "three do refused",
            "two undo undone",
            "call undo intent",
            "call undo undone",
            "one undo undone");
    assertThat(view.steps().get(view.steps().size() - 2).undone())
        .extracting(change -> change.system() + " " + change.target())
        .containsExactly("elsewhere call", "database call");
    assertThat(trial.rows()).isEmpty();
    assertThat(trial.script.effects()).isEmpty();
    assertThat(trial.events).containsExactly("workflow.finished jane failed");
  }

  @Test
  void aCallThatIsRefusedForGoodUndoesWhatItsPreparationWrote() {
    trial.script.then("call", () -> refused("prefix_full", "10.0.0.0/24 is full"));

    RunView<Trip> view = trial.run(MIXED);

    assertThat(view.runState()).isEqualTo(RunState.FAILED);
    assertThat(trial.rows()).isEmpty();
    assertThat(trial.script.calls()).contains("call.undo");
  }

  @Test
  void aFirstCallThatIsRefusedAndLeavesNothingRefusesTheRun() {
    Definition<Trip> callFirst = Trial.trip("call_first").step(new CallStep("call", false)).build();
    trial.script.then("call", () -> refused("prefix_full", "10.0.0.0/24 is full"));

    RunView<Trip> view = trial.run(callFirst);

    assertThat(view.runState()).isEqualTo(RunState.REFUSED);
    assertThat(view.reason()).isEqualTo("call: prefix_full: 10.0.0.0/24 is full");
  }

  @Test
  void aPassingRefusalIsRepeatedUnderTheSameOperation() {
    trial
        .script
        .then("two", () -> later("locked"))
        .then("call", () -> later("away"))
        .then("call", () -> later("still away"));

    RunView<Trip> view = trial.run(MIXED);

    assertThat(view.runState()).isEqualTo(RunState.COMPLETED);
    assertThat(view.steps())
        .filteredOn(step -> step.stage().equals("call") && step.state().equals("refused"))
        .extracting(RunView.StepView::attempt, RunView.StepView::detail)
        .containsExactly(tuple(1, "away: away"), tuple(2, "still away: still away"));
    assertThat(trial.script.effects()).containsExactly(view.id() + ".call");
    assertThat(trial.rows()).hasSize(4);
  }

  @Test
  void aRunThatIsRepeatedSaysWhy() {
    trial.script.then("two", () -> later("locked"));
    String id = trial.start(MIXED, "key");

    trial.lane.turn();

    RunView<Trip> view = trial.view(MIXED, id);
    assertThat(view.runState()).isEqualTo(RunState.RETRYING);
    assertThat(view.stage()).isEqualTo("two");
    assertThat(view.reason()).isEqualTo("locked: locked");
    assertThat(trial.workflows.runs("mixed", RunState.RETRYING, 10)).containsExactly(id);
    trial.settle(MIXED, id);
  }

  @Test
  void aRunWhoseAttemptsAreUsedUpPausesAndCanBeResumed() {
    trial.script.always("two", () -> later("locked"));

    RunView<Trip> paused = trial.run(MIXED);

    assertThat(paused.runState()).isEqualTo(RunState.PAUSED);
    assertThat(paused.reason()).isEqualTo("locked: locked (tried 3 times)");
    trial.script.forget("two");
    assertThat(trial.workflows.resume(paused.id())).isTrue();
    assertThat(trial.settle(MIXED, paused.id()).runState()).isEqualTo(RunState.COMPLETED);
    assertThat(trial.workflows.resume(paused.id())).isFalse();
  }

  @Test
  void aPolicyMayFailTheRunWhenItsAttemptsAreUsedUp() {
    Definition<Trip> strict =
        Trial.trip("strict")
            .retry(
                new RetryPolicy(
                    2, Duration.ofMillis(1), Duration.ofMillis(1), RetryPolicy.Exhausted.FAIL))
            .step(new RowStep("one"))
            .step(new RowStep("two"))
            .build();
    trial.script.always("two", () -> later("locked"));

    RunView<Trip> view = trial.run(strict);

    assertThat(view.runState()).isEqualTo(RunState.FAILED);
    assertThat(view.reason()).isEqualTo("two: locked: locked (tried 2 times)");
    assertThat(trial.rows()).isEmpty();
  }

  @Test
  void anUnforeseenExceptionPausesWithClassAndMessageAndKeepsWhatWasDone() {
    trial.script.then(
        "two",
        () -> {
          throw new IllegalStateException("boom");
        });

    RunView<Trip> paused = trial.run(MIXED);

    assertThat(paused.runState()).isEqualTo(RunState.PAUSED);
    assertThat(paused.stage()).isEqualTo("two");
    assertThat(paused.reason()).isEqualTo("java.lang.IllegalStateException: boom");
    assertThat(trial.rows()).containsExactlyInAnyOrder("one", "call");
    assertThat(trial.workflows.resume(paused.id())).isTrue();
    assertThat(trial.settle(MIXED, paused.id()).runState()).isEqualTo(RunState.COMPLETED);
  }

  @Test
  void anUnknownOutcomeIsLookedUpAndNotRepeatedWhenItTookPlace() {
    trial.script.then("call", () -> unknown("no answer, but it took place"));

    RunView<Trip> view = trial.run(MIXED);

    assertThat(view.runState()).isEqualTo(RunState.COMPLETED);
    assertThat(Trial.journal(view)).contains("call do intent", "call do unknown", "call do done");
    assertThat(trial.script.calls()).filteredOn("call"::equals).hasSize(1);
    assertThat(trial.script.effects()).containsExactly(view.id() + ".call");
  }

  @Test
  void anUnknownOutcomeIsLookedUpAndRepeatedWhenItDidNotTakePlace() {
    trial.script.then("call", () -> unknown("no answer"));

    RunView<Trip> view = trial.run(MIXED);

    assertThat(view.runState()).isEqualTo(RunState.COMPLETED);
    assertThat(trial.script.calls()).filteredOn("call"::equals).hasSize(2);
    assertThat(trial.script.effects()).containsExactly(view.id() + ".call");
  }

  @Test
  void anUnknownOutcomeThatCannotBeLookedUpPausesAndIsFoundBeforeItIsUndone() {
    trial
        .script
        .then("call", () -> unknown("no answer, but it took place"))
        .always("call.probe", () -> later("away"));

    RunView<Trip> paused = trial.run(MIXED);

    assertThat(paused.runState()).isEqualTo(RunState.PAUSED);
    assertThat(paused.reason()).contains("away");
    trial.script.forget("call.probe");
    assertThat(trial.workflows.undo(paused.id(), "customer withdrew")).isTrue();
    RunView<Trip> view = trial.settle(MIXED, paused.id());
    assertThat(view.runState()).isEqualTo(RunState.FAILED);
    assertThat(view.reason()).isEqualTo("customer withdrew");
    assertThat(trial.script.effects()).isEmpty();
    assertThat(trial.rows()).isEmpty();
  }

  @Test
  void anEffectWhoseRecordingFailsIsFoundAgainAndNotRepeated() {
    trial.script.then("call.record", () -> later("locked"));

    RunView<Trip> view = trial.run(MIXED);

    assertThat(view.runState()).isEqualTo(RunState.COMPLETED);
    assertThat(trial.script.effects()).containsExactly(view.id() + ".call");
    assertThat(trial.script.calls()).filteredOn("call"::equals).hasSize(1);
  }

  @Test
  void anUndoThatIsRefusedPausesAndGoesOnWhenResumed() {
    trial
        .script
        .then("three", () -> refused("no", "no"))
        .then("one.undo", () -> refused("changed_since", "somebody changed it"));

    RunView<Trip> paused = trial.run(MIXED);

    assertThat(paused.runState()).isEqualTo(RunState.PAUSED);
    assertThat(paused.stage()).isEqualTo("one");
    assertThat(paused.reason()).isEqualTo("cannot be undone: changed_since: somebody changed it");
    assertThat(trial.rows()).containsExactly("one");
    assertThat(trial.workflows.resume(paused.id())).isTrue();
    RunView<Trip> view = trial.settle(MIXED, paused.id());
    assertThat(view.runState()).isEqualTo(RunState.FAILED);
    assertThat(view.reason()).isEqualTo("three: no: no");
    assertThat(trial.rows()).isEmpty();
  }

  @Test
  void anUndoWhoseOutcomeIsUnknownIsRepeated() {
    trial
        .script
        .then("three", () -> refused("no", "no"))
        .then("call.undo", () -> unknown("no answer"))
        .then("two.undo", () -> later("locked"));

    RunView<Trip> view = trial.run(MIXED);

    assertThat(view.runState()).isEqualTo(RunState.FAILED);
    assertThat(trial.script.effects()).isEmpty();
    assertThat(trial.rows()).isEmpty();
  }

  private static Outcome<String> later(String text) {
    return refused(Refusal.retryLater(text, text));
  }

  @Test
  void anH2FileThatIsLostForAMomentPausesNoRun() {
    trial.script.then(
        "one",
        () -> {
          throw new DataAccessException("write", new SQLException("file", "90028", 90028));
        });

    RunView<Trip> view = trial.run(MIXED);

    assertThat(view.runState()).isEqualTo(RunState.COMPLETED);
  }

  @Test
  void aReasonMayHoldWhatADatabaseDoesNot() {
    trial.script.then("call", () -> refused("odd", "a\0b"));

    RunView<Trip> view = trial.run(MIXED);

    assertThat(view.runState()).isEqualTo(RunState.FAILED);
    assertThat(view.reason()).isEqualTo("call: odd: a b");
  }
}
