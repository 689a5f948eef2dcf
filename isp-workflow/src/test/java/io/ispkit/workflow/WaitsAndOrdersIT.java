package io.ispkit.workflow;

import static io.ispkit.core.outcome.Outcome.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.secret.Secret;
import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.lane.LaneItem;
import io.ispkit.runtime.lane.Next;
import io.ispkit.runtime.lane.Work;
import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.workflow.internal.Engine;
import io.ispkit.workflow.trial.CallStep;
import io.ispkit.workflow.trial.LookStep;
import io.ispkit.workflow.trial.RowStep;
import io.ispkit.workflow.trial.Trial;
import io.ispkit.workflow.trial.Trip;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

@OnEachDatabase
class WaitsAndOrdersIT {

  private static final Definition<Trip> VISIT =
      Trial.trip("visit")
          .step(new RowStep("one"))
          .waitFor(
              "visited",
              Definition.Condition.signalled(),
              (state, data, context) -> state.via("visited by " + data.get("who")))
          .step(new RowStep("two"))
          .build();

  private final Database database;
  private Trial trial;

  WaitsAndOrdersIT(TestDatabase test) {
    database = Trial.open(test);
  }

  @BeforeEach
  void begin() {
    trial = Trial.on(database);
  }

  @Test
  void aRunWaitsForItsSignalAndTakesOverWhatItSays() {
    RunView<Trip> waiting = trial.run(VISIT);
    assertThat(waiting.runState()).isEqualTo(RunState.WAITING);
    assertThat(waiting.stage()).isEqualTo("visited");
    assertThat(trial.workflows.runs("visit", RunState.WAITING, 10)).containsExactly(waiting.id());

    assertThat(trial.workflows.signal(waiting.id(), "visited", Map.of("who", "Sam"))).isTrue();
    assertThat(trial.workflows.signal(waiting.id(), "visited", Map.of("who", "Kim")))
        .as("twice is the same as once")
        .isTrue();

    RunView<Trip> done = trial.settle(VISIT, waiting.id());
    assertThat(done.runState()).isEqualTo(RunState.COMPLETED);
    assertThat(done.state().stops()).containsExactly("one", "visited by Sam", "two");
    assertThat(trial.workflows.signal(waiting.id(), "visited", Map.of())).isFalse();
    assertThat(trial.workflows.signal("unknown", "visited", Map.of())).isFalse();
  }

  @Test
  void anEarlySignalIsKept() {
    String id = trial.start(VISIT, "key");
    trial.workflows.signal(id, "visited", Map.of("who", "Sam"));

    assertThat(trial.settle(VISIT, id).runState()).isEqualTo(RunState.COMPLETED);
  }

  @Test
  void anotherSignalDoesNotEndTheWait() {
    RunView<Trip> waiting = trial.run(VISIT);
    trial.workflows.signal(waiting.id(), "paid", Map.of());

    RunView<Trip> still = trial.settle(VISIT, waiting.id());

    assertThat(still.runState()).isEqualTo(RunState.WAITING);
    assertThat(still.steps()).as("a wait does not grow").hasSameSizeAs(waiting.steps());
  }

  @Test
  void aSignalInATransactionThatRollsBackWasNeverGiven() {
    RunView<Trip> waiting = trial.run(VISIT);
    assertThatThrownBy(
            () ->
                database.transact(
                    tx -> {
                      trial.workflows.signal(tx, waiting.id(), "visited", Map.of());
                      throw new IllegalStateException("rolled back");
                    }))
        .hasMessage("rolled back");

    assertThat(trial.settle(VISIT, waiting.id()).runState()).isEqualTo(RunState.WAITING);
  }

  @Test
  void aConditionThatHoldsEndsTheWaitWithoutASignal() {
    Definition<Trip> conditional =
        Trial.trip("conditional")
            .step(new RowStep("one"))
            .waitFor("visited", (state, context) -> state.stops().contains("one"))
            .build();

    assertThat(trial.run(conditional).runState()).isEqualTo(RunState.COMPLETED);
  }

  @Test
  void aTimerHoldsTheRunUntilItsTime() {
    Definition<Trip> timed =
        Trial.trip("timed")
            .waitUntil("pause", (state, context) -> context.now().plusMillis(1000))
            .step(new RowStep("one"))
            .build();
    long begin = System.nanoTime();
    String id = trial.start(timed, "key");
    trial.lane.turn();
    assertThat(trial.view(timed, id).runState()).isEqualTo(RunState.WAITING);
    while (!trial.view(timed, id).runState().isEnd()) {
      trial.lane.turn();
    }

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(999));
    assertThat(Trial.journal(trial.view(timed, id)))
        .containsExactly("pause timer intent", "pause timer done", "one do done");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void aRunCanBeUndoneOnRequestAtEachStage(int stage) {
    Definition.Builder<Trip> builder = Trial.trip("stop_at_" + stage);
    for (int i = 0; i < 5; i++) {
      if (i == stage) {
        builder.waitFor("stop");
      }
      builder.step(i % 2 == 0 ? new RowStep("row" + i) : new CallStep("call" + i, true));
    }
    Definition<Trip> definition = builder.build();
    RunView<Trip> waiting = trial.run(definition);
    assertThat(trial.rows()).hasSize(stage);

    assertThat(trial.workflows.undo(waiting.id(), "customer withdrew")).isTrue();
    assertThat(trial.workflows.undo(waiting.id(), "again")).isFalse();

    RunView<Trip> view = trial.settle(definition, waiting.id());
    assertThat(view.runState()).isEqualTo(RunState.FAILED);
    assertThat(view.reason()).isEqualTo("customer withdrew");
    assertThat(trial.rows()).isEmpty();
    assertThat(trial.script.effects()).isEmpty();
    assertThat(trial.workflows.undo(waiting.id(), "too late")).isFalse();
  }

  @Test
  void aPlanAsksEveryStepThreadsTheStateThroughAndWritesNothing() {
    Definition<Trip> definition =
        Trial.trip("planned")
            .step(new LookStep("look"))
            .step(new RowStep("one"))
            .waitFor("visited")
            .step(new CallStep("call", true))
            .build();
    List<Integer> before = counts();

    RunPlan plan = trial.workflows.plan(definition, "key", Trip.of("jane"));

    assertThat(plan.refusal()).isNull();
    assertThat(plan.steps())
        .extracting(RunPlan.PlannedStep::step)
        .containsExactly("look", "one", "call");
    assertThat(counts()).isEqualTo(before);
    assertThat(trial.script.effects()).isEmpty();
    assertThat(trial.workflows.findByKey(definition, "key")).isEmpty();
  }

  @Test
  void manyRunsAreNotPlannedTogetherWhereWhatIsWrittenStays() {
    assertThatThrownBy(() -> trial.workflows.plan(VISIT, List.of(Trip.of("jane")), state -> "key"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("readOnly");
    assertThat(trial.script.calls()).isEmpty();
  }

  @Test
  void logLinesOfStepsNameTheCustomerOrNobody() {
    Definition<Trip> about =
        Trial.trip("about").step(new RowStep("one")).step(new CallStep("call", false)).build();
    Definition<Trip> nobody =
        Definition.named("nobody", 1, Trip.class).step(new CallStep("call", false)).build();
    List<String> customers = new ArrayList<>();
    for (String call : List.of("one.plan", "one", "call")) {
      trial.script.then(
          call,
          () -> {
            customers.add(call + " " + MDC.get("customer"));
            return Outcome.done(call);
          });
    }
    trial.workflows.plan(about, "key", Trip.of("jane"));
    trial.run(about);
    assertThat(customers).containsExactly("one.plan jane", "one jane", "call jane");

    trial.script.then(
        "call",
        () -> {
          customers.add("nobody " + MDC.get("customer"));
          return Outcome.done("call");
        });
    trial.run(nobody);
    assertThat(customers).endsWith("nobody null");
  }

  @Test
  void aPlanStopsAtTheFirstStepThatWouldRefuseOrThrows() {
    trial.script.then("one.plan", () -> refused("taken", "taken"));
    RunPlan refusedPlan = trial.workflows.plan(VISIT, "key", Trip.of("jane"));
    assertThat(refusedPlan.steps()).isEmpty();
    assertThat(refusedPlan.refusal()).hasToString("taken: taken");

    trial.script.then(
        "one.plan",
        () -> {
          throw new IllegalStateException("boom");
        });
    assertThat(trial.workflows.plan(VISIT, "key", Trip.of("jane")).refusal())
        .hasToString("cannot_plan: java.lang.IllegalStateException: boom");
  }

  @Test
  void aRunWhoseDefinitionIsUnknownPausesUntilItIsRegistered() {
    String id = trial.start(VISIT, "key");
    Trial restarted = Trial.on(database);
    assertThat(
            database.<Object>transact(
                tx -> ((Work.InTransaction) work(restarted, id)).body().apply(tx)))
        .isInstanceOf(Next.Rest.class);

    RunView<Trip> paused = trial.view(VISIT, id);
    assertThat(paused.runState()).isEqualTo(RunState.PAUSED);
    assertThat(paused.reason()).isEqualTo("no definition of visit version 1 is registered");
    assertThat(trial.workflows.resume(id)).isTrue();
    assertThat(trial.settle(VISIT, id).runState()).isEqualTo(RunState.WAITING);
  }

  private Work work(Trial other, String id) {
    Engine engine = other.engine;
    return engine.begin(
        new LaneItem(1, "trial", trial.tenant, null, 5, 1, 1, 1, '"' + id + '"', null));
  }

  @Test
  void aChangedDefinitionUnderTheSameVersionIsRefused() {
    trial.start(VISIT, "key");
    Definition<Trip> changed = Trial.trip("visit").step(new RowStep("other")).build();

    assertThatThrownBy(() -> trial.start(changed, "key2"))
        .hasMessageContaining("give the changed one a new version");
  }

  @Test
  void aKeyStartsOneRunHoweverOftenAndFromWhereItIsStarted() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Callable<String> start = () -> trial.start(VISIT, "key");
      Set<String> ids = new HashSet<>();
      for (Future<String> id :
          threads.invokeAll(List.of(start, start, start, start, start, start, start, start))) {
        ids.add(id.get());
      }
      assertThat(ids).hasSize(1);
      RunView<Trip> waiting = trial.settle(VISIT, ids.iterator().next());
      assertThat(trial.start(VISIT, "key")).isEqualTo(waiting.id());
      assertThat(trial.lane.depth()).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void tenantsWithTheSameKeyHaveRunsOfTheirOwn() {
    Trial other = Trial.on(database);
    String id = trial.start(VISIT, "key");
    String otherId = other.start(VISIT, "key");

    assertThat(otherId).isNotEqualTo(id);
    assertThat(other.workflows.run(VISIT, id)).isEmpty();
    assertThat(other.workflows.signal(id, "visited", Map.of())).isFalse();
    assertThat(other.workflows.undo(id, "no")).isFalse();
    assertThat(other.workflows.runs("visit", RunState.RUNNING, 10)).containsExactly(otherId);
  }

  record Guarded(String name, Secret secret) {}

  @Test
  void aStateWithASecretIsStoredOnlyWhenItsDefinitionSaysSo() {
    Definition<Guarded> plain =
        Definition.named("plain", 1, Guarded.class).waitFor("never").build();
    Definition<Guarded> revealing =
        Definition.named("revealing", 1, StateCodec.revealing(Guarded.class))
            .waitFor("never")
            .build();
    Guarded state = new Guarded("jane", Secret.of("correct horse"));

    assertThatThrownBy(() -> trial.workflows.start(plain, "key", state))
        .hasMessageContaining("holds a secret")
        .hasMessageNotContaining("correct horse");
    String id = trial.workflows.start(revealing, "key", state);
    assertThat(trial.workflows.run(revealing, id).orElseThrow().state()).isEqualTo(state);
  }

  private List<Integer> counts() {
    return database.read(
        jooq ->
            List.of(
                jooq.fetchCount(jooq.selectFrom("isp.workflow_run")),
                jooq.fetchCount(jooq.selectFrom("isp.workflow_step")),
                jooq.fetchCount(jooq.selectFrom("isp.workflow_signal")),
                jooq.fetchCount(jooq.selectFrom("dom"))));
  }
}
