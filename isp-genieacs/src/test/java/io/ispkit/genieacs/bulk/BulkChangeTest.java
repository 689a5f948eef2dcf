package io.ispkit.genieacs.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.genieacs.bulk.BulkProgress.Phase;
import io.ispkit.genieacs.bulk.DeviceChange.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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
  void aChangeGoesOnFromItsTokenAndTheStepsSinceAndBeginsNoDeviceTwice() {
    ends.put("d4", Outcome.done(State.FAILED));
    String token = bulk(10).token();
    List<String> steps = new ArrayList<>();
    BulkProgress progress;
    do {
      now = now.plusSeconds(20);
      // Every poll is that of a new process.
      BulkChange resumed = resumed(token, steps).keptBy(steps::add);
      progress = resumed.poll();
      assertThat(resumed(token, steps).progress()).isEqualTo(progress);
      assertThat(resumed(resumed.token(), steps).progress())
          .as("the steps before a token are passed over")
          .isEqualTo(progress);
    } while (progress.phase() != Phase.FINISHED && steps.size() < 100);
    assertThat(progress.done()).isEqualTo(9);
    assertThat(progress.failures()).containsOnlyKeys("d4");
    assertThat(begun).hasSize(10).doesNotHaveDuplicates();
    assertThat(now).as("at the pace").isAfterOrEqualTo(Instant.parse("2026-11-20T10:03:20Z"));
  }

  @Test
  void whatIsWrittenDownGrowsWithTheDevicesAndNotWithTheirSquare() {
    List<String> ids =
        IntStream.range(0, 10_000)
            .mapToObj(i -> String.format(Locale.ROOT, "202BC1-BM632w%%2D8-SERIAL%06d", i))
            .toList();
    BulkRules fast = new BulkRules(5, Duration.ofHours(1), 20, Duration.ofMinutes(1), 10_000);
    BulkChange bulk = new BulkChange(ids, change, fast, () -> now);
    String token = bulk.token();
    List<String> steps = new ArrayList<>();
    ids.subList(5, ids.size()).forEach(id -> ends.put(id, Outcome.unknown("offline")));
    bulk.keptBy(steps::add).poll();
    for (int i = 0; i < 501; i++) {
      now = now.plusSeconds(60);
      bulk.poll();
    }
    assertThat(bulk.progress().pending()).isEqualTo(9_995);
    ids.subList(5, 5_000).forEach(id -> ends.put(id, Outcome.done(State.FAILED)));
    ids.subList(5_000, 10_000).forEach(id -> ends.put(id, Outcome.done(State.DONE)));
    assertThat(bulk.poll().phase()).isEqualTo(Phase.FINISHED);
    assertThat(steps).hasSize(10_000 + 9_995);
    assertThat(steps).allMatch(step -> step.length() < 160);
    assertThat(token.length()).isLessThan(350_000);
    assertThat(BulkChange.resume(token, steps, change, fast, () -> now).progress())
        .isEqualTo(bulk.progress());
  }

  @Test
  void aStepThatWasCutOffOrHandedOverTwiceIsPassedOverAndOneThatIsMissingIsNoticed() {
    BulkChange bulk = bulk(4);
    String token = bulk.token();
    List<String> steps = new ArrayList<>();
    bulk.keptBy(steps::add).poll();
    assertThat(steps).hasSize(3);
    List<String> torn = new ArrayList<>(steps.subList(0, 2));
    torn.add(steps.get(1));
    torn.add(steps.get(2).substring(0, 20));
    BulkChange resumed = resumed(token, torn).keptBy(torn::add);
    resumed.poll();
    assertThat(begun).as("the one that was being begun").containsExactly("d1", "d2", "d3", "d3");
    assertThat(resumed(token, torn).progress()).isEqualTo(resumed.progress());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> resumed(token, List.of(steps.get(0), steps.get(2))))
        .withMessageContaining("expected number 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> resumed(bulk(4, "x").token(), steps))
        .withMessageContaining("another bulk change");
  }

  @Test
  void aStepThatCouldNotBeWrittenDownIsHandedOverAgainBeforeAnythingElse() {
    List<String> steps = new ArrayList<>();
    List<String> broken = new ArrayList<>(List.of("disk full"));
    BulkChange bulk = bulk(4);
    String token = bulk.token();
    bulk.keptBy(
        step -> {
          if (!broken.isEmpty()) {
            throw new IllegalStateException(broken.remove(0));
          }
          steps.add(step);
        });
    assertThatIllegalStateException().isThrownBy(bulk::poll).withMessage("disk full");
    assertThat(begun).containsExactly("d1");
    bulk.poll();
    assertThat(begun).containsExactly("d1", "d2", "d3");
    assertThat(resumed(token, steps).progress()).isEqualTo(bulk.progress());
  }

  @Test
  void aDeviceWhoseBeginningThrewIsNotLost() {
    List<String> broken = new ArrayList<>(List.of("d1"));
    DeviceChange throwing =
        new DeviceChange() {
          @Override
          public Outcome<State> begin(String device) {
            if (broken.remove(device)) {
              throw new IllegalStateException(device);
            }
            return change.begin(device);
          }

          @Override
          public Outcome<State> check(String device) {
            return change.check(device);
          }
        };
    BulkChange bulk = new BulkChange(List.of("d1", "d2"), throwing, RULES, () -> now);
    assertThatIllegalStateException().isThrownBy(bulk::poll);
    assertThat(bulk.left()).containsExactly("d1", "d2");
    assertThat(bulk.poll().phase()).isEqualTo(Phase.FINISHED);
  }

  @Test
  void aStopDoesNotWaitForTheDevicesAndHoldsFromTheNextOneOn() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answers = new CountDownLatch(1);
    DeviceChange slow =
        new DeviceChange() {
          @Override
          public Outcome<State> begin(String device) {
            asked.countDown();
            try {
              assertThat(answers.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException stopped) {
              throw new IllegalStateException(stopped);
            }
            return change.begin(device);
          }

          @Override
          public Outcome<State> check(String device) {
            return change.check(device);
          }
        };
    BulkChange bulk = new BulkChange(List.of("d1", "d2", "d3"), slow, RULES, () -> now);
    ExecutorService job = Executors.newSingleThreadExecutor();
    try {
      Future<BulkProgress> poll = job.submit(bulk::poll);
      assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
      bulk.stop("wrong firmware");
      assertThat(bulk.progress().phase()).isEqualTo(Phase.STOPPED);
      answers.countDown();
      assertThat(poll.get(20, TimeUnit.SECONDS).done()).isEqualTo(1);
      assertThat(begun).containsExactly("d1");
    } finally {
      job.shutdown();
    }
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

  private BulkChange resumed(String token, List<String> steps) {
    return BulkChange.resume(token, steps, change, RULES, () -> now);
  }

  private BulkChange bulk(int devices) {
    return bulk(devices, "d");
  }

  private BulkChange bulk(int devices, String name) {
    List<String> ids = IntStream.rangeClosed(1, devices).mapToObj(i -> name + i).toList();
    return new BulkChange(ids, change, RULES, () -> now);
  }
}
