package io.ispkit.runtime.lane;

import io.ispkit.runtime.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL: one {@code UPDATE … RETURNING} per claim over rows that nobody else has locked, in
 * the order of the index and behind a watermark, so that entries of rows long gone are not walked
 * again and again while an old snapshot keeps them; arrays instead of batches.
 */
final class PostgresLaneTable extends LaneTable {

  private static final String SAME_ROW = "i.tenant_id = u.tenant_id and i.id = u.id";

  /**
   * A claim need not survive a crash of the server: what was committed after it is lost with it.
   */
  private static final String LIGHTLY = "set local synchronous_commit = off; ";

  private final String insert;
  private final String insertOne;
  private final String claimReady;
  private final String claimDue;
  private final String claimKeys;
  private final String claimExpired;
  private final String look;
  private final String fence;
  private final String delete;
  private final String update;
  private final String bury;
  private final String renew;

  PostgresLaneTable(Database database) {
    super(database);
    insert =
        """
        insert into %s (tenant_id, id, lane, priority, item_key, state, due, epoch, attempts, losses,
          woken, body_version, body, added_at)
        select u.tenant_id, nextval('%s'), ?, u.priority, u.item_key,
          case when u.delay > 0 then 2 else 0 end,
          case when u.delay > 0 then clock_timestamp() + u.delay * interval '1 millisecond' end,
          0, 0, 0, false, u.body_version, u.body, clock_timestamp()
        from unnest(?::varchar[], ?::int[], ?::varchar[], ?::bigint[], ?::int[], ?::varchar[])
          as u (tenant_id, priority, item_key, delay, body_version, body)
        returning id"""
            .formatted(items, sequence);
    insertOne =
        """
        insert into %s (tenant_id, id, lane, priority, item_key, state, due, epoch, attempts, losses,
          woken, body_version, body, added_at)
        values (?, nextval('%s'), ?, ?, ?, 0, null, 0, 0, 0, false, ?, ?, clock_timestamp())
        returning id"""
            .formatted(items, sequence);
    String take =
        ") update "
            + items
            + " i set state = 1, epoch = i.epoch + 1, due = null, node = ?, lease_until ="
            + " clock_timestamp() + ? * interval '1 millisecond', losses = i.losses + c.lost"
            + " from c where i.tenant_id = c.tenant_id and i.id = c.id returning "
            + COLUMNS;
    String from = "select i.tenant_id, i.id, 0 as lost from " + items + " i where i.lane = ?";
    String lock = " limit ? for update of i skip locked";
    claimReady =
        LIGHTLY
            + "with c as materialized ("
            + from
            + " and i.priority = ? and i.state = 0 and i.id > ?"
            + isHead
            + isNotParked
            + " order by i.id"
            + lock
            + take;
    claimDue =
        LIGHTLY
            + "with c as materialized ("
            + from
            + " and i.priority = ? and i.state = 2 and i.due <= clock_timestamp() and i.id > ?"
            + isHead
            + isNotParked
            + " order by i.due"
            + lock
            + take;
    claimKeys =
        LIGHTLY
            + "with c as materialized (select i.tenant_id, i.id, 0 as lost from unnest(?::varchar[],"
            + " ?::varchar[]) as u (tenant_id, item_key) cross join lateral (select * from "
            + items
            + " k where k.lane = ? and k.tenant_id = u.tenant_id and k.item_key = u.item_key"
            + " order by k.id limit 1) h join "
            + items
            + " i on i.tenant_id = h.tenant_id and i.id = h.id where i.state = 0"
            + isHead
            + isNotParked
            + " order by i.priority, i.id"
            + lock
            + take;
    claimExpired =
        LIGHTLY
            + "with c as materialized (select i.tenant_id, i.id, 1 as lost from "
            + items
            + " i where i.lane = ? and i.state = 1 and i.lease_until < clock_timestamp()"
            + " order by i.lease_until"
            + lock
            + take;
    look =
        """
        select u.p - 1,
          exists (select 1 from %1$s i where i.lane = ? and i.priority = u.p - 1 and i.state = 0 and i.id > u.mark),
          (select extract(epoch from min(i.due) - clock_timestamp()) * 1000 from %1$s i
            where i.lane = ? and i.priority = u.p - 1 and i.state = 2),
          exists (select 1 from %1$s i where i.lane = ? and i.state = 1 and i.lease_until < clock_timestamp())
        from unnest(?::bigint[]) with ordinality as u (mark, p)"""
            .formatted(items);
    // The lateral select with its own lock keeps the planner from reading the whole table.
    fence =
        """
        select i.id, u.epoch, i.woken from unnest(?::varchar[], ?::bigint[], ?::bigint[]) as u (tenant_id, id, epoch)
        cross join lateral (select i.id, i.woken from %s i
          where %s and i.epoch = u.epoch and i.state = 1 for update) i"""
            .formatted(items, SAME_ROW);
    delete =
        "delete from "
            + items
            + " i using unnest(?::varchar[], ?::bigint[]) as u (tenant_id, id) where "
            + SAME_ROW;
    update =
        """
        update %s i set state = u.state, attempts = u.attempts, open_intent = u.intent, losses = 0,
          due = case when u.state = 2 then clock_timestamp() + u.delay * interval '1 millisecond' end,
          woken = i.woken and u.state = 1,
          node = case when u.state = 1 then i.node end,
          lease_until = case when u.state = 1 then i.lease_until end
        from unnest(?::varchar[], ?::bigint[], ?::int[], ?::bigint[], ?::int[], ?::varchar[])
          as u (tenant_id, id, state, delay, attempts, intent)
        where %s"""
            .formatted(items, SAME_ROW);
    bury =
        """
        with u as (select * from unnest(?::varchar[], ?::bigint[], ?::int[], ?::varchar[], ?::varchar[])
            as u (tenant_id, id, attempts, intent, reason)),
          gone as (delete from %s i using u where %s returning i.*)
        insert into %s (tenant_id, id, lane, priority, item_key, epoch, attempts, open_intent,
          body_version, body, reason, added_at, died_at)
        select g.tenant_id, g.id, g.lane, g.priority, g.item_key, g.epoch, u.attempts, u.intent,
          g.body_version, g.body, u.reason, g.added_at, clock_timestamp()
        from gone g join u on u.tenant_id = g.tenant_id and u.id = g.id"""
            .formatted(items, SAME_ROW, dead);
    // A locked row is being written by its own worker, and is renewed next time.
    renew =
        """
        update %1$s i set lease_until = clock_timestamp() + ? * interval '1 millisecond'
        from (select i.tenant_id, i.id
            from unnest(?::varchar[], ?::bigint[], ?::bigint[]) as u (tenant_id, id, epoch)
            cross join lateral (select i.tenant_id, i.id from %1$s i
              where %2$s and i.epoch = u.epoch and i.state = 1 for update skip locked) i) u
        where %2$s returning i.id"""
            .formatted(items, SAME_ROW);
  }

  @Override
  List<Long> add(Connection c, String lane, List<NewItem> added) throws SQLException {
    if (added.size() == 1 && added.get(0).delay().isZero()) {
      return List.of(add(c, lane, added.get(0)));
    }
    List<Long> ids = new ArrayList<>(added.size());
    for (int from = 0; from < added.size(); from += 1000) {
      List<NewItem> part = added.subList(from, Math.min(added.size(), from + 1000));
      try (PreparedStatement p = c.prepareStatement(insert)) {
        p.setString(1, lane);
        array(p, 2, "varchar", part, item -> item.tenant().value());
        array(p, 3, "int4", part, NewItem::priority);
        array(p, 4, "varchar", part, NewItem::key);
        array(p, 5, "int8", part, item -> millis(item.delay()));
        array(p, 6, "int4", part, NewItem::bodyVersion);
        array(p, 7, "varchar", part, NewItem::body);
        try (ResultSet r = p.executeQuery()) {
          while (r.next()) {
            ids.add(r.getLong(1));
          }
        }
      }
    }
    return ids;
  }

  private long add(Connection c, String lane, NewItem item) throws SQLException {
    try (PreparedStatement p = c.prepareStatement(insertOne)) {
      p.setString(1, item.tenant().value());
      p.setString(2, lane);
      p.setInt(3, item.priority());
      p.setString(4, item.key());
      p.setInt(5, item.bodyVersion());
      p.setString(6, item.body());
      try (ResultSet r = p.executeQuery()) {
        r.next();
        return r.getLong(1);
      }
    }
  }

  @Override
  List<Claimed> claim(Connection c, Claim claim, Shelf shelf, int priority, long watermark)
      throws SQLException {
    try (PreparedStatement p = c.prepareStatement(shelf == Shelf.READY ? claimReady : claimDue)) {
      p.setString(1, claim.lane().name());
      p.setInt(2, priority);
      p.setLong(3, watermark);
      p.setBoolean(4, claim.lane().deadParksKey());
      return take(p, 5, claim);
    }
  }

  @Override
  List<Claimed> claimKeys(Connection c, Claim claim, List<KeyOf> keys) throws SQLException {
    try (PreparedStatement p = c.prepareStatement(claimKeys)) {
      array(p, 1, "varchar", keys, KeyOf::tenant);
      array(p, 2, "varchar", keys, KeyOf::key);
      p.setString(3, claim.lane().name());
      p.setBoolean(4, claim.lane().deadParksKey());
      return take(p, 5, claim);
    }
  }

  @Override
  List<Claimed> claimExpired(Connection c, Claim claim) throws SQLException {
    try (PreparedStatement p = c.prepareStatement(claimExpired)) {
      p.setString(1, claim.lane().name());
      return take(p, 2, claim);
    }
  }

  private static List<Claimed> take(PreparedStatement p, int at, Claim claim) throws SQLException {
    p.setInt(at, claim.limit());
    p.setString(at + 1, claim.node());
    p.setLong(at + 2, claim.lane().lease().toMillis());
    List<Claimed> out = new ArrayList<>();
    p.execute();
    p.getMoreResults(); // past the setting
    try (ResultSet r = p.getResultSet()) {
      while (r.next()) {
        out.add(read(r, claim.lane().name()));
      }
    }
    // RETURNING gives them in the order of the join.
    out.sort(Comparator.comparingLong(claimed -> claimed.item().id()));
    return out;
  }

  @Override
  Sight look(Connection c, String lane, long[] watermarks) throws SQLException {
    int ready = 0;
    int due = 0;
    boolean expired = false;
    double next = Double.MAX_VALUE;
    try (PreparedStatement p = c.prepareStatement(look)) {
      p.setString(1, lane);
      p.setString(2, lane);
      p.setString(3, lane);
      p.setArray(4, c.createArrayOf("int8", Arrays.stream(watermarks).boxed().toArray()));
      try (ResultSet r = p.executeQuery()) {
        while (r.next()) {
          int bit = 1 << r.getInt(1);
          ready |= r.getBoolean(2) ? bit : 0;
          double millis = r.getDouble(3);
          if (!r.wasNull()) {
            due |= millis <= 0 ? bit : 0;
            next = Math.min(next, Math.max(0, millis));
          }
          expired |= r.getBoolean(4);
        }
      }
    }
    Optional<Duration> nextDue =
        next == Double.MAX_VALUE
            ? Optional.empty()
            : Optional.of(Duration.ofMillis((long) next + 1));
    return new Sight(ready, due, expired, nextDue);
  }

  @Override
  Map<Fence, Boolean> fence(Connection c, List<LaneItem> held) throws SQLException {
    List<LaneItem> inOrder = new ArrayList<>(held);
    inOrder.sort(Comparator.comparingLong(LaneItem::id)); // all lock in one order
    Map<Fence, Boolean> found = new HashMap<>();
    try (PreparedStatement p = c.prepareStatement(fence)) {
      array(p, 1, "varchar", inOrder, item -> item.tenant().value());
      array(p, 2, "int8", inOrder, LaneItem::id);
      array(p, 3, "int8", inOrder, LaneItem::epoch);
      try (ResultSet r = p.executeQuery()) {
        while (r.next()) {
          found.put(new Fence(r.getLong(1), r.getLong(2)), r.getBoolean(3));
        }
      }
    }
    return found;
  }

  @Override
  void write(Connection c, List<ItemWrite> writes) throws SQLException {
    List<ItemWrite> part = of(writes, ItemWrite.Kind.DELETE);
    if (!part.isEmpty()) {
      try (PreparedStatement p = c.prepareStatement(delete)) {
        rows(p, part);
        p.executeUpdate();
      }
    }
    part = of(writes, ItemWrite.Kind.UPDATE);
    if (!part.isEmpty()) {
      try (PreparedStatement p = c.prepareStatement(update)) {
        rows(p, part);
        array(p, 3, "int4", part, ItemWrite::state);
        array(p, 4, "int8", part, ItemWrite::delayMillis);
        array(p, 5, "int4", part, ItemWrite::attempts);
        array(p, 6, "varchar", part, ItemWrite::intent);
        p.executeUpdate();
      }
    }
    part = of(writes, ItemWrite.Kind.BURY);
    if (!part.isEmpty()) {
      try (PreparedStatement p = c.prepareStatement(bury)) {
        rows(p, part);
        array(p, 3, "int4", part, ItemWrite::attempts);
        array(p, 4, "varchar", part, ItemWrite::intent);
        array(p, 5, "varchar", part, ItemWrite::reason);
        p.executeUpdate();
      }
    }
  }

  @Override
  Set<Long> renew(Connection c, List<LaneItem> held, Duration lease) throws SQLException {
    try (PreparedStatement p = c.prepareStatement(renew)) {
      p.setLong(1, lease.toMillis());
      array(p, 2, "varchar", held, item -> item.tenant().value());
      array(p, 3, "int8", held, LaneItem::id);
      array(p, 4, "int8", held, LaneItem::epoch);
      try (ResultSet r = p.executeQuery()) {
        Set<Long> renewed = new HashSet<>();
        while (r.next()) {
          renewed.add(r.getLong(1));
        }
        return renewed;
      }
    }
  }

  private static void rows(PreparedStatement p, List<ItemWrite> writes) throws SQLException {
    array(p, 1, "varchar", writes, write -> write.item().tenant().value());
    array(p, 2, "int8", writes, write -> write.item().id());
  }

  private static List<ItemWrite> of(List<ItemWrite> writes, ItemWrite.Kind kind) {
    return writes.stream().filter(write -> write.kind() == kind).toList();
  }

  private static <T> void array(
      PreparedStatement p,
      int at,
      String type,
      List<T> rows,
      Function<T, ? extends @Nullable Object> column)
      throws SQLException {
    @Nullable Object[] values = new @Nullable Object[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.apply(rows.get(i));
    }
    p.setArray(at, p.getConnection().createArrayOf(type, values));
  }
}
