package io.ispkit.workflow.trial;

import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.lane.DeadItem;
import io.ispkit.runtime.lane.Lane;
import io.ispkit.runtime.lane.LaneHandler;
import io.ispkit.runtime.lane.LaneItem;
import io.ispkit.runtime.lane.NewItem;
import io.ispkit.runtime.lane.Next;
import io.ispkit.runtime.lane.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A lane in memory that works only when it is told to, on the caller's thread: tests see every
 * state in between. A piece of work that throws is run once more in a transaction of its own, as
 * the kernel does.
 */
public final class StepLane implements Lane {

  private static final long RESTS = Long.MAX_VALUE;

  private record Item(LaneItem item, long due) {}

  private final Database database;
  private final LaneHandler handler;
  private final AtomicLong last = new AtomicLong();
  private final Map<Long, Item> items = new ConcurrentSkipListMap<>();

  public StepLane(Database database, LaneHandler handler) {
    this.database = database;
    this.handler = handler;
  }

  @Override
  public String name() {
    return "trial";
  }

  @Override
  public long add(Transaction transaction, NewItem item) {
    long id = last.incrementAndGet();
    LaneItem made =
        new LaneItem(id, name(), item.tenant(), item.key(), 5, 1, 1, 1, item.body(), null);
    transaction.afterCommit(() -> items.put(id, new Item(made, 0)));
    return id;
  }

  @Override
  public List<Long> addAll(Transaction transaction, List<NewItem> added) {
    List<Long> ids = new ArrayList<>();
    added.forEach(item -> ids.add(add(transaction, item)));
    return ids;
  }

  @Override
  public boolean wake(Transaction transaction, TenantId tenant, long itemId) {
    transaction.afterCommit(
        () -> items.computeIfPresent(itemId, (id, item) -> new Item(item.item(), 0)));
    return items.containsKey(itemId);
  }

  @Override
  public boolean remove(Transaction transaction, TenantId tenant, long itemId) {
    transaction.afterCommit(() -> items.remove(itemId));
    return true;
  }

  @Override
  public List<DeadItem> dead(TenantId tenant, int limit) {
    return List.of();
  }

  @Override
  public boolean replay(TenantId tenant, long itemId) {
    return false;
  }

  @Override
  public boolean discard(TenantId tenant, long itemId) {
    return false;
  }

  @Override
  public long depth() {
    return items.size();
  }

  /** Works on every item that is due, once; returns whether there was one. */
  public boolean turn() {
    long now = System.nanoTime();
    List<Item> due =
        items.values().stream().filter(i -> i.due() != RESTS && i.due() <= now).toList();
    due.forEach(item -> work(item.item()));
    return !due.isEmpty();
  }

  private void work(LaneItem item) {
    Work work = handler.begin(item);
    while (true) {
      Next next;
      if (work instanceof Work.InTransaction piece) {
        next = commit(piece);
      } else {
        try {
          next = Next.then(((Work.Remote) work).call().call());
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
      if (next instanceof Next.Continue on) {
        work = on.work();
        continue;
      }
      if (next instanceof Next.Done) {
        items.remove(item.id());
      } else if (next instanceof Next.Sleep sleep) {
        items.put(item.id(), new Item(item, System.nanoTime() + sleep.duration().toNanos()));
      } else if (next instanceof Next.Rest) {
        items.put(item.id(), new Item(item, RESTS));
      } else {
        throw new IllegalStateException("the engine asked for " + next);
      }
      return;
    }
  }

  private Next commit(Work.InTransaction piece) {
    for (int plays = 0; ; plays++) {
      try {
        return database.transact(piece.body()::apply);
      } catch (RuntimeException e) {
        if (plays == 10) {
          throw e;
        }
      }
    }
  }
}
