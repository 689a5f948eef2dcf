package io.ispkit.genieacs.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.genieacs.bulk.BulkProgress.Phase;
import io.ispkit.genieacs.bulk.DeviceChange.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BulkChangeTest {

  private static final BulkRules RULES =
      new BulkRules(2, Duration.ofHours(1), 3, Duration.ofMinutes(1), 1);

  private Instant now = Instant.parse("2026-11-20T10:00:00Z");
  private final List<String> begun = new ArrayList<>();
  private final Map<String, Outcome<State>> ends = new HashMap<>();
  private final DeviceChange change =
      new DeviceChange() {
        @Override
        public Outcome<State> begin(String device) {
          begun.add(device);
          return ends.getOrDefault(device, Outcome.done(State.DONE));
        }

        @Override
        public Outcome<State> check(String device) {
          return ends.getOrDefault(device, Outcome.done(State.DONE));
        }
      };

  @Test
  void theCanaryGoesFirstAndTheRestAtItsPace() {
    ends.put("d1", Outcome.done(State.PENDING));
    BulkChange bulk = bulk(10);
    assertThat(bulk.poll().phase()).isEqualTo(Phase.CANARY);
    assertThat(begun).containsExactly("d1", "d2");
    ends.clear();
    assertThat(bulk.poll().phase()).isEqualTo(Phase.ROLLING);
    assertThat(begun).as("three a minute, the canary among them").hasSize(3);
    bulk.poll();
    assertThat(begun).hasSize(3);
    for (int i = 0; i < 3; i++) {
      now = now.plusSeconds(60);
      bulk.poll();
    }
    assertThat(bulk.progress()).isEqualTo(new BulkProgress(Phase.FINISHED, 0, 0, 10, Map.of(), ""));
  }

  @Test
  void aCanaryThatIsNeverDoneStopsTheRest() {
    ends.put("d2", Outcome.unknown("no answer"));
    BulkChange bulk = bulk(10);
    assertThat(bulk.poll().phase()).isEqualTo(Phase.CANARY);
    now = now.plus(Duration.ofMinutes(61));
    assertThat(bulk.poll().phase()).isEqualTo(Phase.STOPPED);
    assertThat(bulk.progress().reason()).contains("d2");
    assertThat(begun).hasSize(2);
  }

  @Test
  void aCanaryThatFailsStopsTheRest() {
    ends.put("d1", Outcome.refused("parameter_rejected", "no"));
    assertThat(bulk(10).poll().phase()).isEqualTo(Phase.STOPPED);
    assertThat(begun).containsExactly("d1");
  }

  @Test
  void tooManyFailuresStopIt() {
    ends.put("d4", Outcome.done(State.FAILED));
    ends.put("d5", Outcome.done(State.FAILED));
    BulkChange bulk = bulk(10);
    bulk.poll();
    now = now.plusSeconds(60);
    assertThat(bulk.poll().phase()).isEqualTo(Phase.STOPPED);
    assertThat(bulk.progress().failures()).containsOnlyKeys("d4", "d5");
    assertThat(bulk.left()).isNotEmpty();
  }

  @Test
  void aPauseBeginsNothingAndStillAsksAfterWhatIsPending() {
    ends.put("d1", Outcome.done(State.PENDING));
    BulkChange bulk = bulk(4);
    bulk.poll();
    bulk.pause();
    ends.clear();
    BulkProgress paused = bulk.poll();
    assertThat(paused.phase()).isEqualTo(Phase.PAUSED);
    assertThat(paused.pending()).isZero();
    assertThat(begun).hasSize(2);
    bulk.resume();
    bulk.poll();
    assertThat(begun).hasSize(3);
    bulk.stop("enough");
    assertThat(bulk.poll().reason()).isEqualTo("enough");
  }

  @Test
  void anAcsThatIsAwayIsNoFailure() {
    ends.put("d1", Outcome.refused(Refusal.retryLater("acs_away", "away")));
    BulkChange bulk = bulk(2);
    assertThat(bulk.poll().waiting()).isEqualTo(2);
    ends.clear();
    assertThat(bulk.poll().phase()).isEqualTo(Phase.FINISHED);
  }

  @Test
  void aChangeGoesOnFromItsTokenAfterEveryStepAndBeginsNoDeviceTwice() {
    ends.put("d4", Outcome.done(State.FAILED));
    List<String> kept = new ArrayList<>();
    kept.add(bulk(10).token());
    BulkProgress progress;
    do {
      now = now.plusSeconds(20);
      // Every poll is that of a new process.
      BulkChange resumed =
          BulkChange.resume(kept.get(kept.size() - 1), change, RULES, () -> now).keptBy(kept::add);
      progress = resumed.poll();
      assertThat(BulkChange.resume(resumed.token(), change, RULES, () -> now).progress())
          .isEqualTo(progress);
    } while (progress.phase() != Phase.FINISHED && kept.size() < 100);
    assertThat(progress.done()).isEqualTo(9);
    assertThat(progress.failures()).containsOnlyKeys("d4");
    assertThat(begun).hasSize(10).doesNotHaveDuplicates();
    assertThat(kept.size()).as("one for each device, at least").isGreaterThan(10);
    assertThat(now).as("at the pace").isAfterOrEqualTo(Instant.parse("2026-11-20T10:03:20Z"));
  }

  @Test
  void aTokenKeepsThePauseTheStopAndTheCanarysDeadline() {
    ends.put("d1", Outcome.done(State.PENDING));
    BulkChange bulk = bulk(4);
    bulk.poll();
    bulk.pause();
    BulkChange resumed = BulkChange.resume(bulk.token(), change, RULES, () -> now);
    assertThat(resumed.poll().phase()).isEqualTo(Phase.PAUSED);
    now = now.plus(Duration.ofMinutes(61));
    assertThat(resumed.poll().phase()).isEqualTo(Phase.STOPPED);
    String token = resumed.token();
    assertThat(BulkChange.resume(token, change, RULES, () -> now).poll().reason()).contains("d1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BulkChange.resume("{}", change, RULES, () -> now));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BulkChange.resume("no", change, RULES, () -> now));
  }

  private BulkChange bulk(int devices) {
    List<String> ids = IntStream.rangeClosed(1, devices).mapToObj(i -> "d" + i).toList();
    return new BulkChange(ids, change, RULES, () -> now);
  }
}
