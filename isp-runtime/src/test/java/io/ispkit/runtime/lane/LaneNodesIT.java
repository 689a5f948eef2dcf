package io.ispkit.runtime.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.error.RetryableException;
import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.database.TestKernel;
import io.ispkit.testkit.database.TestDatabases;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several nodes on one PostgreSQL, and what its other users do to it. */
class LaneNodesIT extends LaneFixture {

  private static final int ITEMS = 1500;
  private static final int CUTS = 4;

  LaneNodesIT() {
    super(TestDatabases.postgresql());
  }

  @Test
  void manyNodesWorkEachItemOnceAndKeepEachKeysOrder() {
    sql("create table isp.effect (item bigint primary key, what varchar)");
    Map<String, List<Integer>> order = new ConcurrentHashMap<>();
    Map<String, AtomicInteger> running = new ConcurrentHashMap<>();
    Set<String> overlaps = ConcurrentHashMap.newKeySet();
    Set<Integer> nodes = ConcurrentHashMap.newKeySet();
    CountDownLatch second = new CountDownLatch(2);
    List<Database> databases = new ArrayList<>();
    List<Lanes> all = new ArrayList<>();
    for (int n = 0; n < 3; n++) {
      int node = n;
      Database own = TestKernel.open(place);
      databases.add(own);
      Lanes lanes = new Lanes(own);
      all.add(lanes);
      lanes.lane(
          spec().withInFlight(16),
          item ->
              Work.lookUp(
                  () -> {
                    if (nodes.add(node)) {
                      second.countDown();
                    }
                    // However fast the first one is, it leaves work to the others.
                    second.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
                    String key = item.key() == null ? "-" + item.id() : item.key();
                    var now = running.computeIfAbsent(key, k -> new AtomicInteger());
                    if (now.incrementAndGet() > 1) {
                      overlaps.add(key);
                    }
                    order
                        .computeIfAbsent(key, k -> Collections.synchronizedList(new ArrayList<>()))
                        .add(Integer.parseInt(item.body()));
                    Thread.sleep(1);
                    now.decrementAndGet();
                    return Work.inTransaction(
                        tx -> {
                          own.batch(tx, "insert into isp.effect values (?, ?)", item.id(), key);
                          return Next.done();
                        });
                  }));
    }
    Lane lane = all.get(0).sender(name);
    all.forEach(Lanes::start);
    for (int i = 0; i < 30; i++) {
      int at = i;
      database.transact(
          tx ->
              lane.addAll(
                  tx,
                  IntStream.range(0, 40)
                      .mapToObj(k -> NewItem.of(acme, k < 20 ? "k" + k : null, "" + at))
                      .toList()));
    }
    assertIdle(all.get(0));
    assertThat(count("select count(*) from isp.effect")).isEqualTo(1200);
    assertThat(overlaps).isEmpty();
    for (int k = 0; k < 20; k++) {
      assertThat(order.get("k" + k))
          .containsExactlyElementsOf(IntStream.range(0, 30).boxed().toList());
    }
    assertThat(nodes).as("nodes that worked").hasSizeGreaterThan(1);
    all.forEach(Lanes::close);
    databases.forEach(Database::close);
  }

  @Test
  void theDatabaseItselfRefusesTwoRunningItemsOfOneKey() {
    Lanes lanes = lanes();
    Lane lane = lanes.sender(name);
    add(lane, "k", "a");
    add(lane, "k", "b");
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> sql("update isp.lane_item set state = 1 where lane = ?", name))
        .isInstanceOf(io.ispkit.core.error.PermanentException.class)
        .hasMessageContaining("23505");
  }

  @Test
  void anOldSnapshotOfAnotherUserHidesNothing() throws Exception {
    try (Connection holder = TestKernel.connect(place)) {
      holder.setAutoCommit(false);
      holder.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      try (var statement = holder.createStatement();
          var row = statement.executeQuery("select count(*) from isp.lane_item")) {
        row.next();
      }
      AtomicInteger done = new AtomicInteger();
      Lanes lanes = lanes();
      Lane lane =
          lanes.lane(
              spec().withInFlight(500),
              item ->
                  Work.inTransaction(
                      tx -> {
                        tx.afterCommit(done::incrementAndGet);
                        return Next.done();
                      }));
      lanes.start();
      for (int i = 0; i < 10; i++) {
        List<NewItem> items = Collections.nCopies(500, NewItem.of(acme, null, "{}"));
        database.transact(tx -> lane.addAll(tx, items));
      }
      until(() -> done.get() == 5000);
      assertIdle(lanes);
      assertThat(done).hasValue(5000);
    }
  }

  @Test
  void aDatabaseThatGoesAwayAndComesBackLosesNothingAndDoublesNothing() throws Exception {
    sql("create table isp.effect (item bigint, what varchar)");
    Lanes lanes = lanes();
    AtomicInteger called = new AtomicInteger();
    Semaphore allowed = new Semaphore(0);
    Lane lane =
        lanes.lane(
            spec(),
            item ->
                Work.lookUp(
                    () -> {
                      allowed.acquire();
                      called.incrementAndGet();
                      return Work.inTransaction(
                          tx -> {
                            database
                                .jooq(tx)
                                .execute("insert into isp.effect values (?, 'x')", item.id());
                            return Next.done();
                          });
                    }));
    lanes.start();
    List<NewItem> items = Collections.nCopies(ITEMS, NewItem.of(acme, null, "{}"));
    database.transact(tx -> lane.addAll(tx, items));
    String catalog = place.url().replaceAll(".*/([a-z0-9]+)(\\?.*)?", "$1");
    try (Connection admin = TestDatabases.postgresql().connect();
        var statement = admin.createStatement()) {
      for (int i = 0; i < CUTS; i++) {
        // It goes away while calls return and are recorded, on a fast machine and on a slow one.
        int before = called.get();
        allowed.release(ITEMS / (CUTS + 1));
        until(() -> called.get() > before + 50);
        statement.execute("alter database " + catalog + " allow_connections false");
        statement.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
                + catalog
                + "'");
        Thread.sleep(150);
        statement.execute("alter database " + catalog + " allow_connections true");
      }
    }
    allowed.release(100 * ITEMS); // a call whose outcome was lost is made again
    until(() -> outlasting(lane::depth) == 0);
    assertThat(outlasting(() -> lane.dead(acme, 10))).isEmpty();
    assertThat(outlasting(() -> count("select count(*) from isp.effect"))).isEqualTo(ITEMS);
    assertThat(outlasting(() -> count("select count(distinct item) from isp.effect")))
        .isEqualTo(ITEMS);
  }

  /**
   * Asks again while the answer is that it may be asked again: the pool gives out connections that
   * the server has cut, until each has failed once.
   */
  private static <T> T outlasting(Supplier<T> question) {
    AtomicReference<T> answer = new AtomicReference<>();
    until(
        () -> {
          try {
            answer.set(question.get());
            return true;
          } catch (RetryableException e) {
            return false;
          }
        });
    return answer.get();
  }
}
