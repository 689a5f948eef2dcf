package io.ispkit.runtime.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ispkit.core.error.PermanentException;
import io.ispkit.core.event.DomainEvent;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.database.TestKernel;
import io.ispkit.runtime.lane.Lanes;
import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.testkit.time.CountingIds;
import io.ispkit.testkit.time.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class OutboxIT {

  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final AtomicInteger TESTS = new AtomicInteger();

  private final TestDatabase place;
  private final int test = TESTS.incrementAndGet();
  private final TenantId acme = new TenantId("acme" + test);
  private final TenantId other = new TenantId("other" + test);
  private final SettableClock clock = new SettableClock();
  private Database database;
  private Lanes lanes;
  private Outbox outbox;

  OutboxIT(TestDatabase place) {
    this.place = place;
  }

  @BeforeEach
  void open() {
    database = TestKernel.open(place);
    lanes = new Lanes(database);
    outbox = new Outbox(database, lanes, new CountingIds("e" + test + "-"), clock);
  }

  @AfterEach
  void close() {
    lanes.close();
    database.close();
  }

  private static void until(Callable<Boolean> condition) {
    Awaitility.await().atMost(LIMIT).until(condition);
  }

  private void publish(TenantId tenant, String subject, int n) {
    database.transact(
        tx -> {
          outbox.publish(tx, tenant, "customer.created", subject, Map.of("n", n));
          return 0;
        });
  }

  private static int n(DomainEvent event) {
    return ((Number) event.data().get("n")).intValue();
  }

  @Test
  void eventsComeInOrderPerSubjectAndAreKept() {
    List<DomainEvent> got = Collections.synchronizedList(new ArrayList<>());
    outbox.subscribe("c" + test, Set.of(), (tx, event) -> tx.afterCommit(() -> got.add(event)));
    lanes.start();
    List<NewEvent> drafts =
        IntStream.range(0, 90)
            .mapToObj(i -> new NewEvent(acme, "customer.updated", "s" + i % 3, Map.of("n", i)))
            .toList();
    List<DomainEvent> published = database.transact(tx -> outbox.publishAll(tx, drafts));
    until(() -> got.size() == 90);
    for (int s = 0; s < 3; s++) {
      String subject = "s" + s;
      assertThat(got.stream().filter(e -> e.subject().equals(subject)).map(OutboxIT::n)).isSorted();
    }
    assertThat(got).containsExactlyInAnyOrderElementsOf(published);
    assertThat(outbox.history(acme, "s1", 2)).extracting(OutboxIT::n).containsExactly(88, 85);
    assertThat(outbox.history(other, "s1", 2)).isEmpty();
  }

  @Test
  void anEventOfATransactionThatRollsBackIsNeitherKeptNorDelivered() {
    AtomicInteger got = new AtomicInteger();
    outbox.subscribe("c" + test, Set.of(), (tx, event) -> got.incrementAndGet());
    lanes.start();
    assertThatThrownBy(
            () ->
                database.transact(
                    tx -> {
                      outbox.publish(tx, acme, "customer.created", "s", Map.of());
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");
    publish(acme, "after", 1);
    until(() -> got.get() == 1);
    assertThat(outbox.history(acme, "s", 10)).isEmpty();
  }

  @Test
  void aConsumerGetsOnlyTheTypesThatItWants() {
    List<String> got = Collections.synchronizedList(new ArrayList<>());
    outbox.subscribe(
        "c" + test, Set.of("b"), (tx, event) -> tx.afterCommit(() -> got.add(event.type())));
    lanes.start();
    for (String type : List.of("a", "b", "a")) {
      database.transact(
          tx -> {
            outbox.publish(tx, acme, type, "s", Map.of());
            return 0;
          });
    }
    until(() -> !got.isEmpty());
    assertThat(lanes.awaitIdle(LIMIT)).isTrue();
    assertThat(got).containsExactly("b");
  }

  @Test
  void aFailingConsumerHoldsUpNoOtherAndItsDeadLetterIsReplayed() {
    List<String> good = Collections.synchronizedList(new ArrayList<>());
    List<String> bad = Collections.synchronizedList(new ArrayList<>());
    AtomicBoolean healed = new AtomicBoolean();
    outbox.forward("good" + test, Set.of(), event -> good.add(event.subject() + n(event)));
    outbox.subscribe(
        "bad" + test,
        Set.of(),
        (tx, event) -> {
          if (event.subject().equals("x") && n(event) == 1 && !healed.get()) {
            throw new PermanentException("cannot");
          }
          tx.afterCommit(() -> bad.add(event.subject() + n(event)));
        });
    lanes.start();
    for (int i = 1; i <= 2; i++) {
      publish(acme, "x", i);
      publish(acme, "y", i);
    }
    until(() -> good.size() == 4 && bad.size() == 2);
    until(() -> outbox.dead("bad" + test, acme, 9).size() == 1);
    assertThat(bad).containsExactly("y1", "y2");
    assertThat(outbox.dead("good" + test, acme, 9)).isEmpty();
    assertThat(outbox.dead("bad" + test, other, 9)).isEmpty();
    DeadEvent dead = outbox.dead("bad" + test, acme, 9).get(0);
    assertThat(dead.reason()).isEqualTo("cannot");
    assertThat(n(dead.event())).isEqualTo(1);
    healed.set(true);
    assertThat(outbox.replay("bad" + test, other, dead.id())).isFalse();
    assertThat(outbox.replay("bad" + test, acme, dead.id())).isTrue();
    until(() -> bad.size() == 4);
    assertThat(bad).containsExactly("y1", "y2", "x1", "x2");
  }

  @Test
  void theInboxLetsAnEventInOncePerConsumerAndTenant() {
    Inbox inbox = new Inbox(database);
    assertThat(first(inbox, acme, "a")).isTrue();
    assertThat(first(inbox, acme, "a")).isFalse();
    assertThat(first(inbox, acme, "b")).isTrue();
    assertThat(first(inbox, other, "a")).isTrue();
    assertThatThrownBy(
            () ->
                database.transact(
                    tx -> {
                      inbox.isFirst(tx, acme, "c", "e1");
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");
    assertThat(first(inbox, acme, "c")).isTrue();
  }

  private boolean first(Inbox inbox, TenantId tenant, String consumer) {
    return database.transact(
        tx -> {
          boolean first = inbox.isFirst(tx, tenant, consumer, "e1");
          database.jooq(tx).fetchCount(org.jooq.impl.DSL.table("isp.inbox")); // still usable
          return first;
        });
  }
}
