package io.ispkit.runtime.lane;

import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A lane as its users see it: rows in tables, whoever works on them. */
final class StoredLane implements Lane {

  private final String name;
  private final Database database;
  private final LaneTable table;
  private volatile @Nullable Claimer claimer;

  StoredLane(String name, Database database, LaneTable table) {
    this.name = name;
    this.database = database;
    this.table = table;
  }

  /** From now on this process works the lane, and is woken without polling. */
  void workedBy(Claimer here) {
    claimer = here;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long add(Transaction transaction, NewItem item) {
    return addAll(transaction, List.of(item)).get(0);
  }

  @Override
  public List<Long> addAll(Transaction transaction, List<NewItem> items) {
    if (items.isEmpty()) {
      return List.of();
    }
    List<Long> ids = sql(transaction, "adding", c -> table.add(c, name, items));
    transaction.afterCommit(() -> added(items, ids));
    return ids;
  }

  private void added(List<NewItem> items, List<Long> ids) {
    long[] lowest = new long[Queues.PRIORITIES];
    for (int i = items.size() - 1; i >= 0; i--) {
      NewItem item = items.get(i);
      if (item.delay().toMillis() <= 0) {
        lowest[item.priority()] = ids.get(i);
      } else {
        dueIn(item.delay());
      }
    }
    for (int priority = 0; priority < lowest.length; priority++) {
      if (lowest[priority] > 0) {
        hint(priority, lowest[priority]);
      }
    }
  }

  @Override
  public boolean wake(Transaction transaction, TenantId tenant, long itemId) {
    return sql(
        transaction,
        "waking",
        c -> {
          int state;
          int priority;
          try (PreparedStatement p =
              c.prepareStatement(
                  "select state, priority from "
                      + table.items
                      + " where tenant_id = ? and id = ? and lane = ? for update")) {
            row(p, 1, tenant, itemId);
            p.setString(3, name);
            try (ResultSet r = p.executeQuery()) {
              if (!r.next()) {
                return false;
              }
              state = r.getInt(1);
              priority = r.getInt(2);
            }
          }
          if (state == ItemState.READY) {
            return true;
          }
          String change = state == ItemState.RUNNING ? "woken = true" : "state = 0, due = null";
          try (PreparedStatement p =
              c.prepareStatement(
                  "update " + table.items + " set " + change + " where tenant_id = ? and id = ?")) {
            row(p, 1, tenant, itemId);
            p.executeUpdate();
          }
          transaction.afterCommit(() -> hint(priority, itemId));
          return true;
        });
  }

  @Override
  public boolean remove(Transaction transaction, TenantId tenant, long itemId) {
    return sql(
        transaction,
        "removing",
        c -> {
          String key = null;
          try (PreparedStatement p =
              c.prepareStatement(
                  "select item_key from "
                      + table.items
                      + " where tenant_id = ? and id = ? and lane = ? and state <> 1 for update")) {
            row(p, 1, tenant, itemId);
            p.setString(3, name);
            try (ResultSet r = p.executeQuery()) {
              if (!r.next()) {
                return false;
              }
              key = r.getString(1);
            }
          }
          try (PreparedStatement p =
              c.prepareStatement(
                  "delete from " + table.items + " where tenant_id = ? and id = ?")) {
            row(p, 1, tenant, itemId);
            p.executeUpdate();
          }
          freedAfter(transaction, tenant, key);
          return true;
        });
  }

  @Override
  public List<DeadItem> dead(TenantId tenant, int limit) {
    return database.transactLightly(
        tx ->
            sql(
                tx,
                "listing dead items",
                c -> {
                  try (PreparedStatement p =
                      c.prepareStatement(
                          "select id, item_key, attempts, body_version, body, open_intent, reason,"
                              + " died_at from "
                              + table.dead
                              + " where tenant_id = ? and lane = ? order by died_at, id limit ?")) {
                    p.setString(1, tenant.value());
                    p.setString(2, name);
                    p.setInt(3, limit);
                    List<DeadItem> out = new ArrayList<>();
                    try (ResultSet r = p.executeQuery()) {
                      while (r.next()) {
                        out.add(
                            new DeadItem(
                                r.getLong(1),
                                name,
                                tenant,
                                r.getString(2),
                                r.getInt(3),
                                r.getInt(4),
                                r.getString(5),
                                r.getString(6),
                                r.getString(7),
                                r.getObject(8, OffsetDateTime.class).toInstant()));
                      }
                    }
                    return out;
                  }
                }));
  }

  @Override
  public boolean replay(TenantId tenant, long itemId) {
    return database.transact(
        tx ->
            sql(
                tx,
                "replaying",
                c -> {
                  try (PreparedStatement p =
                      c.prepareStatement(
                          "insert into "
                              + table.items
                              + " (tenant_id, id, lane, priority, item_key, state, epoch, attempts,"
                              + " losses, woken, open_intent, body_version, body, added_at) select"
                              + " tenant_id, id, lane, priority, item_key, 0, epoch, 0, 0, false,"
                              + " open_intent, body_version, body, added_at from "
                              + table.dead
                              + " where tenant_id = ? and id = ? and lane = ?")) {
                    row(p, 1, tenant, itemId);
                    p.setString(3, name);
                    if (p.executeUpdate() == 0) {
                      return false;
                    }
                  }
                  Buried was = dig(c, tenant, itemId);
                  tx.afterCommit(() -> hint(was.priority(), itemId));
                  return true;
                }));
  }

  @Override
  public boolean discard(TenantId tenant, long itemId) {
    return database.transact(
        tx ->
            sql(
                tx,
                "discarding",
                c -> {
                  Buried was = dig(c, tenant, itemId);
                  freedAfter(tx, tenant, was.key());
                  return was.found();
                }));
  }

  /** Takes a dead item's row out. */
  private Buried dig(Connection c, TenantId tenant, long itemId) throws SQLException {
    Buried was = new Buried(false, 0, null);
    try (PreparedStatement p =
        c.prepareStatement(
            "select priority, item_key from "
                + table.dead
                + " where tenant_id = ? and id = ? and lane = ? for update")) {
      row(p, 1, tenant, itemId);
      p.setString(3, name);
      try (ResultSet r = p.executeQuery()) {
        if (r.next()) {
          was = new Buried(true, r.getInt(1), r.getString(2));
        }
      }
    }
    try (PreparedStatement p =
        c.prepareStatement(
            "delete from " + table.dead + " where tenant_id = ? and id = ? and lane = ?")) {
      row(p, 1, tenant, itemId);
      p.setString(3, name);
      p.executeUpdate();
    }
    return was;
  }

  private record Buried(boolean found, int priority, @Nullable String key) {}

  @Override
  public long depth() {
    return database.transactLightly(
        tx ->
            sql(
                tx,
                "counting",
                c -> {
                  try (PreparedStatement p =
                      c.prepareStatement(
                          "select count(*) from " + table.items + " where lane = ?")) {
                    p.setString(1, name);
                    try (ResultSet r = p.executeQuery()) {
                      r.next();
                      return r.getLong(1);
                    }
                  }
                }));
  }

  private void hint(int priority, long id) {
    Claimer here = claimer;
    if (here != null) {
      here.hint(priority, id);
    }
  }

  private void dueIn(Duration delay) {
    Claimer here = claimer;
    if (here != null) {
      here.dueIn(delay);
    }
  }

  private void freedAfter(Transaction transaction, TenantId tenant, @Nullable String key) {
    if (key != null) {
      transaction.afterCommit(
          () -> {
            Claimer here = claimer;
            if (here != null) {
              here.keyFreed(new LaneTable.KeyOf(tenant.value(), key));
              here.wake();
            }
          });
    }
  }

  private static void row(PreparedStatement p, int at, TenantId tenant, long id)
      throws SQLException {
    p.setString(at, tenant.value());
    p.setLong(at + 1, id);
  }

  @FunctionalInterface
  private interface Statements<T> {
    T run(Connection connection) throws SQLException;
  }

  private <T> T sql(Transaction transaction, String what, Statements<T> statements) {
    try {
      return statements.run(transaction.connection());
    } catch (SQLException e) {
      throw Database.translate("lane " + name + ": " + what, e);
    }
  }
}
