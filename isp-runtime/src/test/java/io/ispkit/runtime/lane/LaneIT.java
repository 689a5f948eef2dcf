package io.ispkit.runtime.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ispkit.core.error.PermanentException;
import io.ispkit.core.error.RetryableException;
import io.ispkit.runtime.database.TestKernel;
import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class LaneIT extends LaneFixture {

  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

  LaneIT(TestDatabase place) {
    super(place);
  }

  @BeforeEach
  void table() {
    sql("create table if not exists isp.effect (lane varchar, item bigint, what varchar)");
  }

  private Next effect(LaneItem item, io.ispkit.core.transaction.Transaction tx, Next next) {
    database
        .jooq(tx)
        .execute("insert into isp.effect values (?, ?, ?)", item.lane(), item.id(), item.body());
    return next;
  }

  private long effects() {
    return count("select count(*) from isp.effect where lane = '" + name + "'");
  }

  @Test
  void everyItemIsWorkedOnExactlyOnce() {
    Lanes lanes = lanes();
    Lane lane = lanes.lane(spec(), item -> Work.inTransaction(tx -> effect(item, tx, Next.done())));
    lanes.start();
    List<NewItem> items =
        IntStream.range(0, 1500).mapToObj(i -> NewItem.of(acme, null, "" + i)).toList();
    List<Long> ids = database.transact(tx -> lane.addAll(tx, items));
    assertThat(ids).hasSize(1500).doesNotHaveDuplicates().isSorted();
    assertIdle(lanes);
    assertThat(effects()).isEqualTo(1500);
    assertThat(count("select count(distinct item) from isp.effect where lane = '" + name + "'"))
        .isEqualTo(1500);
    assertThat(lane.depth()).isZero();
  }

  @Test
  void anItemOfATransactionThatRollsBackIsNeverSeen() {
    Lanes lanes = lanes();
    Lane lane = lanes.lane(spec(), item -> Work.inTransaction(tx -> Next.done()));
    lanes.start();
    assertThatThrownBy(
            () ->
                database.transact(
                    tx -> {
                      lane.add(tx, NewItem.of(acme, null, "x"));
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");
    assertThat(lane.depth()).isZero();
  }

  @Test
  void itemsOfOneKeyRunInOrderAndOneAtATime() {
    Lanes lanes = lanes();
    Map<String, AtomicInteger> running = new ConcurrentHashMap<>();
    AtomicBoolean overlap = new AtomicBoolean();
    Lane lane =
        lanes.lane(
            spec(),
            item ->
                Work.lookUp(
                    () -> {
                      var now = running.computeIfAbsent(item.key(), k -> new AtomicInteger());
                      if (now.incrementAndGet() > 1) {
                        overlap.set(true);
                      }
                      Thread.sleep(2);
                      seen.add(item.key() + ":" + item.body());
                      now.decrementAndGet();
                      return Work.inTransaction(tx -> Next.done());
                    }));
    lanes.start();
    for (int i = 0; i < 20; i++) {
      for (String key : List.of("a", "b", "c", "d")) {
        add(lane, key, "" + i);
      }
    }
    assertIdle(lanes);
    assertThat(overlap).isFalse();
    for (String key : List.of("a", "b", "c", "d")) {
      assertThat(seen.stream().filter(s -> s.startsWith(key + ":")))
          .containsExactlyElementsOf(IntStream.range(0, 20).mapToObj(i -> key + ":" + i).toList());
    }
  }

  @Test
  void aRetriedItemKeepsItsPlaceBeforeTheLaterOnesOfItsKey() {
    Lanes lanes = lanes();
    Lane lane =
        lanes.lane(
            spec(),
            item ->
                Work.inTransaction(
                    tx -> {
                      if (item.body().equals("first") && item.attempts() < 3) {
                        throw new RetryableException("not yet");
                      }
                      tx.afterCommit(() -> seen.add(item.body() + item.attempts()));
                      return Next.done();
                    }));
    lanes.start();
    add(lane, "k", "first");
    add(lane, "k", "second");
    until(() -> seen.size() == 2);
    assertThat(seen).containsExactly("first3", "second1");
  }

  @Test
  void oneTenantsKeyIsNotAnothers() {
    Lanes lanes = lanes();
    CountDownLatch both = new CountDownLatch(2);
    AtomicInteger met = new AtomicInteger();
    Lane lane =
        lanes.lane(
            spec(),
            item ->
                Work.lookUp(
                    () -> {
                      both.countDown();
                      if (both.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                        met.incrementAndGet();
                      }
                      return Work.inTransaction(tx -> Next.done());
                    }));
    lanes.start();
    for (String tenant : List.of("acme", "other")) {
      database.transact(
          tx ->
              lane.add(tx, NewItem.of(new io.ispkit.core.tenant.TenantId(tenant), "cust-1", "x")));
    }
    assertIdle(lanes);
    assertThat(met).as("turns that ran side by side").hasValue(2);
  }

  @Test
  void theFirstPriorityGoesFirstAndTheLastDoesNotStarve() throws Exception {
    Lanes lanes = lanes();
    Lane lane =
        lanes.lane(
            spec().withInFlight(4),
            item ->
                Work.lookUp(
                    () -> {
                      Thread.sleep(1);
                      seen.add(item.body());
                      return Work.inTransaction(tx -> Next.done());
                    }));
    List<NewItem> items = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      items.add(new NewItem(acme, null, 0, Duration.ZERO, 1, "first"));
    }
    for (int i = 0; i < 40; i++) {
      items.add(new NewItem(acme, null, 5, Duration.ZERO, 1, "last"));
    }
    database.transact(tx -> lane.addAll(tx, items));
    lanes.start();
    assertIdle(lanes);
    List<String> half = List.copyOf(seen).subList(0, 220);
    assertThat(half).contains("last");
    assertThat(half.stream().filter("first"::equals).count()).isGreaterThan(165);
  }

  @Test
  void aLateCommitBehindTheWatermarkIsFound() throws Exception {
    Lanes lanes = lanes();
    Lane lane =
        lanes.lane(
            spec(),
            item ->
                Work.inTransaction(
                    tx -> {
                      tx.afterCommit(() -> seen.add(item.body()));
                      return Next.done();
                    }));
    lanes.start();
    try (Connection late = TestKernel.connect(place)) {
      late.setAutoCommit(false);
      // A transaction of the host: nobody is told of its commit.
      long first = lane.add(database.join(late), NewItem.of(acme, null, "late"));
      long second = add(lane, null, "early");
      assertThat(second).isGreaterThan(first);
      until(() -> seen.contains("early"));
      late.commit();
    }
    until(() -> seen.contains("late"));
  }

  @Test
  void delayedItemsComeWhenTheyAreDue() {
    Lanes lanes = lanes();
    Lane lane =
        lanes.lane(
            spec(),
            item ->
                Work.inTransaction(
                    tx -> {
                      tx.afterCommit(() -> seen.add(item.body()));
                      return Next.done();
                    }));
    lanes.start();
    long start = System.nanoTime();
    NewItem later = new NewItem(acme, null, 5, Duration.ofMillis(1500), 1, "later");
    database.transact(tx -> lane.addAll(tx, List.of(later, NewItem.of(acme, null, "now"))));
    until(() -> seen.size() == 2);
    assertThat(seen).containsExactly("now", "later");
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(1499));
  }

  @Test
  void aPoisonedPieceFailsOnlyItsOwnItem() {
    Lanes lanes = lanes();
    Lane lane =
        lanes.lane(
            spec(),
            item ->
                Work.inTransaction(
                    tx -> {
                      effect(item, tx, Next.done());
                      if (item.body().equals("poison")) {
                        database.jooq(tx).execute("insert into isp.no_such_table values (1)");
                      }
                      if (item.body().equals("late poison")) {
                        database.batch(tx, "insert into isp.lane_dead (id) values (?)", 1);
                      }
                      if (item.body().equals("refused")) {
                        throw new PermanentException("no such customer");
                      }
                      return Next.done();
                    }));
    List<NewItem> items = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      String body = i == 40 ? "poison" : i == 50 ? "refused" : i == 60 ? "late poison" : "good";
      items.add(NewItem.of(acme, null, body));
    }
    database.transact(tx -> lane.addAll(tx, items));
    lanes.start();
    until(() -> lane.depth() == 0);
    assertThat(effects()).isEqualTo(97);
    assertThat(lane.dead(acme, 10))
        .extracting(DeadItem::body)
        .containsExactlyInAnyOrder("poison", "refused", "late poison");
    assertThat(lane.dead(acme, 10))
        .filteredOn(dead -> dead.body().equals("refused"))
        .singleElement()
        .satisfies(dead -> assertThat(dead.reason()).isEqualTo("no such customer"));
  }

  @Test
  void aDeadItemParksItsKeyUntilItIsReplayedOrDiscarded() {
    Lanes lanes = lanes();
    AtomicBoolean healed = new AtomicBoolean();
    Lane lane =
        lanes.lane(
            spec(),
            item ->
                Work.inTransaction(
                    tx -> {
                      if (item.body().equals("bad") && !healed.get()) {
                        return Next.dead("bad");
                      }
                      tx.afterCommit(() -> seen.add(item.key() + item.body()));
                      return Next.done();
                    }));
    lanes.start();
    for (String key : List.of("replayed", "discarded", "free")) {
      if (!key.equals("free")) {
        add(lane, key, "bad");
      }
      add(lane, key, "next");
    }
    until(() -> lane.dead(acme, 10).size() == 2);
    assertIdle(lanes);
    assertThat(seen).containsExactly("freenext");
    healed.set(true);
    for (DeadItem dead : lane.dead(acme, 10)) {
      assertThat(dead.reason()).isEqualTo("bad");
      boolean done =
          "replayed".equals(dead.key())
              ? lane.replay(acme, dead.id())
              : lane.discard(acme, dead.id());
      assertThat(done).isTrue();
      assertThat(lane.replay(acme, dead.id()) || lane.discard(acme, dead.id())).isFalse();
    }
    until(() -> seen.size() == 4);
    assertThat(seen)
        .containsSubsequence("replayedbad", "replayednext")
        .contains("discardednext")
        .doesNotContain("discardedbad");
  }

  @Test
  void aLaneMayLetLaterItemsOfADeadOnesKeyPass() {
    Lanes lanes = lanes();
    Lane lane =
        lanes.lane(
            spec().withDeadParksKey(false),
            item ->
                Work.inTransaction(
                    tx -> {
                      tx.afterCommit(() -> seen.add(item.body()));
                      return item.body().equals("bad") ? Next.dead("bad") : Next.done();
                    }));
    lanes.start();
    add(lane, "k", "bad");
    add(lane, "k", "next");
    until(() -> seen.contains("next"));
  }

  @Test
  void attemptsAreUsedUpAndThenTheItemIsDead() {
    Lanes lanes = lanes();
    AtomicInteger tries = new AtomicInteger();
    Lane lane =
        lanes.lane(
            spec(),
            item -> {
              tries.incrementAndGet();
              throw new IllegalStateException("out of order\u0000\n");
            });
    lanes.start();
    add(lane, null, "x");
    until(() -> lane.dead(acme, 10).size() == 1);
    assertThat(tries).hasValue(3);
    assertThat(lane.dead(acme, 10).get(0).reason()).contains("after 3 attempts: out of order");
  }

  @Test
  void theDelayThatARetryableErrorAsksForIsHonoured() {
    Lanes lanes = lanes();
    List<Long> times = Collections.synchronizedList(new ArrayList<>());
    Lane lane =
        lanes.lane(
            spec(),
            item ->
                Work.lookUp(
                    () -> {
                      times.add(System.nanoTime());
                      if (times.size() == 1) {
                        throw new RetryableException("busy", null, Duration.ofMillis(700));
                      }
                      return Work.inTransaction(tx -> Next.done());
                    }));
    lanes.start();
    add(lane, null, "x");
    until(() -> times.size() == 2);
    assertThat(Duration.ofNanos(times.get(1) - times.get(0)))
        .isGreaterThanOrEqualTo(Duration.ofMillis(690));
  }

  @Test
  void anItemSleepsAndRestsAndIsWoken() {
    Lanes lanes = lanes();
    AtomicInteger turns = new AtomicInteger();
    Lane lane =
        lanes.lane(
            spec(),
            item ->
                Work.inTransaction(
                    tx -> {
                      assertThat(item.attempts()).isEqualTo(1);
                      return switch (turns.incrementAndGet()) {
                        case 1 -> Next.sleep(Duration.ofMillis(50));
                        case 2 -> Next.rest();
                        default -> Next.done();
                      };
                    }));
    lanes.start();
    long id = add(lane, null, "x");
    until(() -> turns.get() == 2);
    assertIdle(lanes);
    assertThat(lane.depth()).isEqualTo(1);
    assertThat(database.<Boolean>transact(tx -> lane.wake(tx, acme, id))).isTrue();
    until(() -> lane.depth() == 0);
    assertThat(database.<Boolean>transact(tx -> lane.wake(tx, acme, id))).isFalse();
  }

  @Test
  void aWakeUpIsNeverLostHoweverItMeetsTheWork() throws Exception {
    Lanes lanes = lanes();
    Map<Long, AtomicInteger> told = new ConcurrentHashMap<>();
    Map<Long, Integer> noticed = new ConcurrentHashMap<>();
    Lane lane =
        lanes.lane(
            spec(),
            item ->
                Work.inTransaction(
                    tx -> {
                      int now = told.computeIfAbsent(item.id(), i -> new AtomicInteger()).get();
                      tx.afterCommit(() -> noticed.merge(item.id(), now, Math::max));
                      return now >= 30 ? Next.done() : Next.rest();
                    }));
    lanes.start();
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(add(lane, null, "x"));
    }
    for (int round = 0; round < 30; round++) {
      for (long id : ids) {
        told.computeIfAbsent(id, i -> new AtomicInteger()).incrementAndGet();
        database.transact(tx -> lane.wake(tx, acme, id));
      }
      if (round % 7 == 0) {
        Thread.sleep(3);
      }
    }
    // Others see the commit a moment before what follows it has run.
    until(() -> noticed.size() == 5 && noticed.values().stream().allMatch(last -> last == 30));
    assertThat(lane.depth()).isZero();
  }

  @Test
  void anItemWokenWhileItIsWorkedOnRunsOnceMoreInsteadOfResting() throws Exception {
    Lanes lanes = lanes();
    AtomicInteger turns = new AtomicInteger();
    CountDownLatch inCall = new CountDownLatch(1);
    CountDownLatch woken = new CountDownLatch(1);
    Lane lane =
        lanes.lane(
            spec(),
            item ->
                Work.lookUp(
                    () -> {
                      inCall.countDown();
                      woken.await();
                      turns.incrementAndGet();
                      return Work.inTransaction(tx -> Next.rest());
                    }));
    lanes.start();
    long id = add(lane, null, "x");
    inCall.await();
    assertThat(database.<Boolean>transact(tx -> lane.wake(tx, acme, id))).isTrue();
    woken.countDown();
    until(() -> turns.get() == 2);
    assertIdle(lanes);
    assertThat(turns).hasValue(2);
    assertThat(lane.depth()).isEqualTo(1);
  }

  @Test
  void aRestingItemCanBeTakenOutAndFreesItsKey() {
    Lanes lanes = lanes();
    Lane lane =
        lanes.lane(
            spec(),
            item ->
                Work.inTransaction(
                    tx -> {
                      tx.afterCommit(() -> seen.add(item.body()));
                      return item.body().equals("rests") ? Next.rest() : Next.done();
                    }));
    lanes.start();
    long id = add(lane, "k", "rests");
    add(lane, "k", "next");
    until(() -> seen.contains("rests"));
    assertThat(database.<Boolean>transact(tx -> lane.remove(tx, acme, id))).isTrue();
    assertThat(database.<Boolean>transact(tx -> lane.remove(tx, acme, id))).isFalse();
    until(() -> seen.contains("next"));
  }

  @Test
  void anIntentIsCommittedBeforeTheCallAndClosedWithTheOutcome() {
    Lanes lanes = lanes();
    AtomicInteger open = new AtomicInteger(-1);
    AtomicInteger before = new AtomicInteger(-1);
    String intents =
        "select count(*) from isp.lane_item where open_intent is not null and lane = '"
            + name
            + "'";
    Lane lane =
        lanes.lane(
            spec(),
            item ->
                Work.remote(
                    "op-1",
                    tx -> effect(item, tx, Next.done()),
                    () -> {
                      open.set((int) count(intents));
                      before.set((int) effects());
                      return Work.inTransaction(tx -> Next.rest());
                    }));
    lanes.start();
    add(lane, null, "x");
    until(() -> before.get() >= 0);
    assertIdle(lanes);
    assertThat(open).hasValue(1);
    assertThat(before).hasValue(1);
    assertThat(count(intents)).isZero();
  }

  @Test
  void anIntentStaysOpenWhenTheCallThrowsAndIsSeenAgain() {
    Lanes lanes = lanes();
    Lane lane =
        lanes.lane(
            spec(),
            item -> {
              seen.add(item.intent().orElse("none"));
              if (item.openIntent() != null) {
                return Work.lookUp(() -> Work.inTransaction(tx -> Next.done()));
              }
              return Work.remote(
                  "op-7",
                  tx -> {},
                  () -> {
                    throw new java.io.IOException("cut off");
                  });
            });
    lanes.start();
    add(lane, null, "x");
    until(() -> lane.depth() == 0);
    assertThat(seen).containsExactly("none", "op-7");
  }

  @Test
  void aDeadItemShowsItsOpenIntent() {
    Lanes lanes = lanes();
    Lane lane =
        lanes.lane(
            spec(),
            item ->
                item.openIntent() != null
                    ? Work.lookUp(() -> Work.inTransaction(tx -> new Next.Retry("?", null, true)))
                    : Work.remote(
                        "op-9",
                        tx -> {},
                        () -> {
                          throw new java.io.IOException("cut off");
                        }));
    lanes.start();
    add(lane, null, "x");
    until(() -> lane.dead(acme, 1).size() == 1);
    assertThat(lane.dead(acme, 1).get(0).openIntent()).isEqualTo("op-9");
  }

  @Test
  void piecesThatFollowEachOtherShareOneTransaction() {
    AtomicInteger commits = new AtomicInteger();
    LaneListener meters =
        new LaneListener() {
          @Override
          public void committed(int pieces, Duration duration) {
            commits.incrementAndGet();
          }
        };
    try (Lanes lanes = new Lanes(database, LanesOptions.defaults().withListener(meters))) {
      Lane lane = lanes.lane(spec(), item -> Work.inTransaction(tx -> chain(item, tx, 7)));
      lanes.start();
      add(lane, null, "x");
      until(() -> lane.depth() == 0);
    }
    assertThat(effects()).isEqualTo(8);
    assertThat(commits).hasValue(1);
  }

  private Next chain(LaneItem item, io.ispkit.core.transaction.Transaction tx, int left) {
    Next next =
        left == 0 ? Next.done() : Next.then(Work.inTransaction(t -> chain(item, t, left - 1)));
    return effect(item, tx, next);
  }

  @Test
  void closingLetsWorkEndAndGivesTheRestBack() throws Exception {
    CountDownLatch inCall = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Lanes first = new Lanes(database);
    Lane lane =
        first.lane(
            spec().withInFlight(1),
            item ->
                Work.lookUp(
                    () -> {
                      inCall.countDown();
                      goOn.await();
                      return Work.inTransaction(tx -> effect(item, tx, Next.done()));
                    }));
    first.start();
    add(lane, null, "a");
    add(lane, null, "b");
    inCall.await();
    Thread closing = new Thread(first::close);
    closing.start();
    until(() -> closing.getState() == Thread.State.TIMED_WAITING); // it waits for the call
    goOn.countDown();
    closing.join();
    assertThat(effects()).isEqualTo(1);
    assertThat(
            count("select count(*) from isp.lane_item where state = 1 and lane = '" + name + "'"))
        .isZero();
    assertThat(lane.depth()).isEqualTo(1);
  }
}
