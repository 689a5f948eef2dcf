package io.ispkit.runtime.outbox;

import io.ispkit.core.event.DomainEvent;
import io.ispkit.core.event.EventSink;
import io.ispkit.core.id.IdGenerator;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.lane.DeadItem;
import io.ispkit.runtime.lane.Lane;
import io.ispkit.runtime.lane.LaneHandler;
import io.ispkit.runtime.lane.LaneItem;
import io.ispkit.runtime.lane.LaneSpec;
import io.ispkit.runtime.lane.Lanes;
import io.ispkit.runtime.lane.NewItem;
import io.ispkit.runtime.lane.Next;
import io.ispkit.runtime.lane.Work;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Publishes events and delivers them to the subscribers of this backend. Thread-safe.
 *
 * <p>Publishing writes the event's row, which stays as history, and one delivery per consumer that
 * wants its type, all in the caller's transaction. Each consumer gets its deliveries at least once
 * and in the order of publishing per tenant and subject; one that fails is tried again and then
 * becomes a dead letter that holds back only what follows of the same subject for the same
 * consumer. No consumer waits for another.
 *
 * <p>Consumers subscribe when the backend opens, with the same names and types on every node: an
 * event that is published where a consumer is unknown is not delivered to it.
 */
public final class Outbox implements EventSink {

  private static final String LANE_PREFIX = "event_";
  private static final int BODY_VERSION = 1;

  private final Database database;
  private final Lanes lanes;
  private final IdGenerator ids;
  private final InstantSource clock;
  private final String insert;
  private final List<Consumer> consumers = new CopyOnWriteArrayList<>();

  private record Consumer(String name, Set<String> types, Lane lane) {
    boolean wants(String type) {
      return types.isEmpty() || types.contains(type);
    }
  }

  public Outbox(Database database, Lanes lanes, IdGenerator ids, InstantSource clock) {
    this.database = database;
    this.lanes = lanes;
    this.ids = ids;
    this.clock = clock;
    this.insert =
        "insert into "
            + database.table("outbox_event")
            + " (tenant_id, id, event_type, subject, happened_at, body) values (?, ?, ?, ?, ?, ?)";
  }

  @Override
  public void publish(
      Transaction transaction,
      TenantId tenant,
      String type,
      String subject,
      Map<String, Object> data) {
    publishAll(transaction, List.of(new NewEvent(tenant, type, subject, data)));
  }

  /**
   * Publishes many events with few statements.
   *
   * @return the events as they were written, in the order given
   */
  public List<DomainEvent> publishAll(Transaction transaction, List<NewEvent> drafts) {
    List<DomainEvent> events = new ArrayList<>(drafts.size());
    List<NewItem> items = new ArrayList<>(drafts.size());
    for (NewEvent draft : drafts) {
      DomainEvent event =
          new DomainEvent(
              ids.next(),
              draft.tenant(),
              draft.type(),
              draft.subject(),
              clock.instant(),
              draft.data());
      String body = EventJson.cloudEvent(event);
      events.add(event);
      items.add(
          new NewItem(
              event.tenant(), event.subject(), NewItem.NORMAL, Duration.ZERO, BODY_VERSION, body));
      database.batch(
          transaction,
          insert,
          event.tenant().value(),
          event.id(),
          event.type(),
          event.subject(),
          event.time(),
          body);
    }
    for (Consumer consumer : consumers) {
      List<NewItem> wanted = new ArrayList<>();
      for (int i = 0; i < events.size(); i++) {
        if (consumer.wants(events.get(i).type())) {
          wanted.add(items.get(i));
        }
      }
      consumer.lane().addAll(transaction, wanted);
    }
    return events;
  }

  /**
   * Delivers events to a subscriber that works in our database. Its writes happen once.
   *
   * @param consumer names it for ever: {@code [a-z][a-z0-9_]*}, at most 34 characters
   * @param types the types that it wants; empty: all
   */
  public void subscribe(String consumer, Set<String> types, EventSubscriber subscriber) {
    register(
        consumer,
        types,
        item ->
            Work.inTransaction(
                tx -> {
                  subscriber.receive(tx, event(item));
                  return Next.done();
                }));
  }

  /** Delivers events to another system; parameters as {@link #subscribe}. */
  public void forward(String consumer, Set<String> types, EventForwarder forwarder) {
    register(
        consumer,
        types,
        item ->
            Work.lookUp(
                () -> {
                  forwarder.forward(event(item));
                  return Work.inTransaction(tx -> Next.done());
                }));
  }

  private void register(String consumer, Set<String> types, LaneHandler handler) {
    LaneSpec spec = LaneSpec.of(LANE_PREFIX + consumer);
    Lane lane = lanes.lane(spec, handler);
    consumers.add(new Consumer(consumer, Set.copyOf(types), lane));
  }

  /** What was published about a subject, the newest first. */
  public List<DomainEvent> history(TenantId tenant, String subject, int limit) {
    String sql =
        "select body from "
            + database.table("outbox_event")
            + " where tenant_id = ? and subject = ? order by position desc limit ?";
    return database.read(
        jooq ->
            jooq.fetch(sql, tenant.value(), subject, limit)
                .map(row -> EventJson.read(tenant, String.valueOf(row.get(0)))));
  }

  /**
   * The tenant's dead letters of a consumer, oldest first.
   *
   * @throws IllegalArgumentException no such consumer
   */
  public List<DeadEvent> dead(String consumer, TenantId tenant, int limit) {
    return laneOf(consumer).dead(tenant, limit).stream()
        .map(dead -> deadEvent(consumer, dead))
        .toList();
  }

  /** Delivers a dead letter again, before what waits behind it; false when there is none. */
  public boolean replay(String consumer, TenantId tenant, long id) {
    return laneOf(consumer).replay(tenant, id);
  }

  /** Gives a dead letter up, and lets go on what waits behind it; false when there is none. */
  public boolean discard(String consumer, TenantId tenant, long id) {
    return laneOf(consumer).discard(tenant, id);
  }

  /** The names of the consumers, in the order of their subscription. */
  public List<String> consumers() {
    return consumers.stream().map(Consumer::name).toList();
  }

  private Lane laneOf(String consumer) {
    Optional<Consumer> found = consumers.stream().filter(c -> c.name().equals(consumer)).findAny();
    return found
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no consumer '" + consumer + "'; there are " + consumers()))
        .lane();
  }

  private static DomainEvent event(LaneItem item) {
    return EventJson.read(item.tenant(), item.body());
  }

  private static DeadEvent deadEvent(String consumer, DeadItem dead) {
    DomainEvent event = EventJson.read(dead.tenant(), dead.body());
    return new DeadEvent(dead.id(), consumer, event, dead.attempts(), dead.reason(), dead.diedAt());
  }
}
