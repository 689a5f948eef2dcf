package io.ispkit.runtime.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ispkit.core.error.PermanentException;
import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.database.TestKernel;
import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.testkit.database.TestDatabases;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens when workers vanish or come back from the dead. */
@OnEachDatabase
class LaneFailureIT extends LaneFixture {

  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

  LaneFailureIT(TestDatabase place) {
    super(place);
  }

  @BeforeEach
  void table() {
    sql("create table if not exists isp.effect (lane varchar, item bigint, what varchar)");
  }

  private Next effect(LaneItem item, io.ispkit.core.transaction.Transaction tx, String what) {
    database
        .jooq(tx)
        .execute("insert into isp.effect values (?, ?, ?)", item.lane(), item.id(), what);
    return Next.done();
  }

  private List<String> effects() {
    return database.read(
        jooq ->
            jooq.fetch("select what from isp.effect where lane = ?", name)
                .map(row -> String.valueOf(row.get(0))));
  }

  @Test
  void aZombiesWriteIsDroppedInSilence() throws Exception {
    CountDownLatch asleep = new CountDownLatch(1);
    CountDownLatch awake = new CountDownLatch(1);
    CountDownLatch recorded = new CountDownLatch(1);
    Lanes zombie = lanes();
    Lane lane =
        zombie.lane(
            // Its place is taken: it cannot claim the item again.
            spec().withInFlight(1).withLease(LIMIT),
            item ->
                Work.remote(
                    "op-1",
                    tx -> {},
                    () -> {
                      asleep.countDown();
                      awake.await();
                      recorded.countDown();
                      return Work.inTransaction(tx -> effect(item, tx, "zombie"));
                    }));
    zombie.start();
    add(lane, "k", "x");
    asleep.await();
    // The lease runs out without being renewed, and another claim is made, as a second node would.
    sql(
        "update isp.lane_item set epoch = epoch + 1, state = 0, lease_until = null where lane = ?",
        name);
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (Lanes other = new Lanes(database)) {
      other.lane(
          spec().withLease(LIMIT),
          item -> {
            seen.add(item.intent().orElse("none"));
            return Work.lookUp(
                () -> {
                  taken.countDown();
                  goOn.await();
                  return Work.inTransaction(tx -> effect(item, tx, "other"));
                });
          });
      other.start();
      taken.await();
      awake.countDown(); // while the other one holds the item
      recorded.await();
      Thread.sleep(300);
      assertThat(effects()).isEmpty();
      goOn.countDown();
      until(() -> !effects().isEmpty());
    }
    assertThat(effects()).containsExactly("other");
    assertThat(seen).containsExactly("op-1");
    assertThat(lane.dead(acme, 1)).isEmpty();
  }

  @Test
  void anExpiredLeaseIsTakenOverAndNotCountedAsAFailedAttempt() {
    Lanes lanes = lanes();
    Lane lane =
        lanes.lane(
            spec(),
            item ->
                Work.inTransaction(
                    tx -> {
                      tx.afterCommit(() -> seen.add("attempt " + item.attempts()));
                      return effect(item, tx, "x");
                    }));
    add(lane, null, "x");
    sql(
        "update isp.lane_item set state = 1, epoch = 7, node = 'gone',"
            + " lease_until = current_timestamp where lane = ?",
        name);
    lanes.start();
    // Others see the commit a moment before what follows it has run.
    until(() -> lane.depth() == 0 && !seen.isEmpty());
    assertThat(seen).containsExactly("attempt 1");
  }

  @Test
  void anItemWhoseWorkersKeepVanishingEndsAmongTheDead() {
    Lanes lanes = lanes();
    Lane lane = lanes.lane(spec(), item -> Work.inTransaction(tx -> Next.done()));
    add(lane, null, "x");
    sql("update isp.lane_item set losses = 51 where lane = ?", name);
    lanes.start();
    until(() -> lane.dead(acme, 1).size() == 1);
    assertThat(lane.dead(acme, 1).get(0).reason()).contains("vanished");
  }

  @Test
  void aLongCallKeepsItsLease() throws Exception {
    Lanes lanes = lanes();
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Lane lane =
        lanes.lane(
            spec(),
            item ->
                Work.lookUp(
                    () -> {
                      seen.add("called");
                      called.countDown();
                      goOn.await();
                      return Work.inTransaction(tx -> effect(item, tx, "x"));
                    }));
    lanes.start();
    add(lane, null, "x");
    called.await();
    Thread.sleep(spec().lease().plusMillis(1500).toMillis());
    assertThat(
            count(
                "select count(*) from isp.lane_item where lease_until > current_timestamp and lane = '"
                    + name
                    + "'"))
        .isEqualTo(1);
    goOn.countDown();
    until(() -> lane.depth() == 0);
    assertThat(seen).containsExactly("called");
    assertThat(effects()).containsExactly("x");
  }

  @Test
  void aListenerThatThrowsStopsNothing() {
    LaneListener broken =
        new LaneListener() {
          @Override
          public void claimed(String lane, int items) {
            throw new IllegalStateException("claimed");
          }

          @Override
          public void ended(String lane, End end, Duration duration) {
            throw new NoClassDefFoundError("ended");
          }

          @Override
          public void committed(int pieces, Duration duration) {
            throw new IllegalStateException("committed");
          }
        };
    try (Lanes lanes = new Lanes(database, LanesOptions.defaults().withListener(broken))) {
      Lane lane =
          lanes.lane(
              spec().withInFlight(1), item -> Work.inTransaction(tx -> effect(item, tx, "x")));
      lanes.start();
      for (int i = 0; i < 3; i++) {
        add(lane, null, "x");
        until(() -> lane.depth() == 0);
      }
      assertIdle(lanes);
      assertThat(effects()).containsExactly("x", "x", "x");
    }
  }

  @Test
  void anExecutorThatHasNoThreadIsAFailedAttempt() {
    AtomicInteger asked = new AtomicInteger();
    Executor exhausted =
        call -> {
          if (asked.incrementAndGet() < 3) {
            throw new OutOfMemoryError("unable to create native thread");
          }
          call.run();
        };
    try (Lanes lanes = new Lanes(database, LanesOptions.defaults().withExecutor(exhausted))) {
      Lane lane =
          lanes.lane(
              spec().withInFlight(1),
              item ->
                  Work.remote(
                      "op",
                      tx -> {},
                      () -> Work.inTransaction(tx -> effect(item, tx, "" + item.attempts()))));
      lanes.start();
      add(lane, null, "x");
      until(() -> lane.depth() == 0);
      assertThat(effects()).containsExactly("3");
    }
  }

  @Test
  void anErrorAfterACommitDoesNotRepeatWhatHasCommitted() {
    Lanes lanes = lanes();
    Lane lane =
        lanes.lane(
            spec(),
            item ->
                Work.inTransaction(
                    tx -> {
                      effect(item, tx, "first");
                      tx.afterCommit(
                          () -> {
                            throw new NoClassDefFoundError("a listener's class");
                          });
                      return Next.then(
                          Work.lookUp(() -> Work.inTransaction(t -> effect(item, t, "second"))));
                    }));
    lanes.start();
    add(lane, null, "x");
    until(() -> lane.depth() == 0);
    assertThat(effects()).containsExactly("first", "second");
  }

  /** As code in Kotlin does. */
  @SuppressWarnings("unchecked") // that is the point
  private static <T, E extends Exception> T undeclared() throws E {
    throw (E) new IOException("not declared");
  }

  @Test
  void whateverAHandlerThrowsIsAFailedAttempt() {
    Lanes lanes = lanes();
    Lane lane =
        lanes.lane(
            spec().withInFlight(1),
            item ->
                item.attempts() == 1
                    ? LaneFailureIT.<Work, RuntimeException>undeclared()
                    : Work.inTransaction(
                        tx ->
                            item.attempts() == 2
                                ? LaneFailureIT.<Next, RuntimeException>undeclared()
                                : effect(item, tx, "" + item.attempts())));
    lanes.start();
    add(lane, null, "x");
    until(() -> lane.depth() == 0);
    assertThat(effects()).containsExactly("3");
  }

  @Test
  @SuppressWarnings("NullAway") // what a host in plain Java may do
  void aHandlerThatNamesNoWorkIsAFailedAttempt() {
    Lanes lanes = lanes();
    Lane lane =
        lanes.lane(
            spec().withInFlight(1),
            item ->
                switch (item.attempts()) {
                  case 1 -> null;
                  case 2 -> Work.lookUp(() -> null);
                  default -> Work.inTransaction(tx -> effect(item, tx, "" + item.attempts()));
                });
    lanes.start();
    add(lane, null, "x");
    until(() -> lane.depth() == 0);
    assertThat(effects()).containsExactly("3");
  }

  @Test
  void anItemThatSleepsForThousandsOfYearsHoldsNoPlace() {
    Lanes lanes = lanes();
    Lane lane =
        lanes.lane(
            spec().withInFlight(1),
            item ->
                Work.inTransaction(
                    tx ->
                        item.body().equals("never")
                            ? Next.sleep(Duration.ofDays(365 * 5000))
                            : effect(item, tx, item.body())));
    lanes.start();
    add(lane, null, "never");
    assertIdle(lanes);
    add(lane, null, "now");
    until(() -> lane.depth() == 1);
    assertThat(effects()).containsExactly("now");
  }

  @Test
  void aHandlerThatInterruptsItsThreadStopsNothing() {
    Lanes lanes = lanes();
    Lane lane =
        lanes.lane(
            spec().withInFlight(1),
            item -> {
              Thread.currentThread().interrupt();
              return Work.inTransaction(
                  tx -> {
                    Thread.currentThread().interrupt();
                    return effect(item, tx, "x");
                  });
            });
    lanes.start();
    for (int i = 0; i < 3; i++) {
      add(lane, null, "x");
      until(() -> lane.depth() == 0);
    }
    assertThat(effects()).containsExactly("x", "x", "x");
  }

  @Test
  void whatIsUnderWayHereIsNotBegunAgainWhenTheClockJumps() throws Exception {
    Lanes lanes = lanes();
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Lane lane =
        lanes.lane(
            spec().withLease(LIMIT), // nothing but a look for lost items renews it
            item ->
                Work.lookUp(
                    () -> {
                      seen.add("called");
                      called.countDown();
                      goOn.await();
                      return Work.inTransaction(tx -> effect(item, tx, "x"));
                    }));
    lanes.start();
    add(lane, null, "x");
    called.await();
    sql("update isp.lane_item set lease_until = current_timestamp where lane = ?", name);
    until(
        () ->
            count(
                    "select count(*) from isp.lane_item where lease_until > current_timestamp"
                        + " and lane = '"
                        + name
                        + "'")
                == 1);
    goOn.countDown();
    until(() -> lane.depth() == 0);
    assertThat(seen).containsExactly("called");
    assertThat(effects()).containsExactly("x");
  }

  @Test
  void aLaneThatCouldNotStartMayBeTriedAgain() {
    TestDatabase fresh = TestDatabases.fresh(place.product());
    try (Database empty = Database.open(TestKernel.options(fresh));
        Lanes lanes = new Lanes(empty, LanesOptions.defaults().withNode("n"))) {
      lanes.start();
      LaneHandler handler = item -> Work.inTransaction(tx -> Next.done());
      assertThatThrownBy(() -> lanes.lane(spec(), handler)).isInstanceOf(PermanentException.class);
      empty.migrate(getClass().getClassLoader());
      assertThat(lanes.lane(spec(), handler).depth()).isZero();
    }
  }
}
