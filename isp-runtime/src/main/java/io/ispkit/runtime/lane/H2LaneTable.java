package io.ispkit.runtime.lane;

import io.ispkit.runtime.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * H2, in this process: a plain select, then updates by id that check what they found. (H2's {@code
 * FOR UPDATE SKIP LOCKED} with {@code ORDER BY} locks all that matches, not what it returns.) There
 * are no trips to a server, so batches of single rows are as good as arrays.
 */
final class H2LaneTable extends LaneTable {

  private static final String ROW = " where tenant_id = ? and id = ?";

  H2LaneTable(Database database) {
    super(database);
  }

  @Override
  List<Long> add(Connection c, String lane, List<NewItem> added) throws SQLException {
    List<Long> ids = new ArrayList<>(added.size());
    try (PreparedStatement p =
        c.prepareStatement("select next value for " + sequence + " from system_range(1, ?)")) {
      p.setInt(1, added.size());
      try (ResultSet r = p.executeQuery()) {
        while (r.next()) {
          ids.add(r.getLong(1));
        }
      }
    }
    String insert =
        "insert into "
            + items
            + " (tenant_id, id, lane, priority, item_key, state, due, epoch, attempts, losses,"
            + " woken, body_version, body, added_at) values (?, ?, ?, ?, ?, ?,"
            + " case when ? then dateadd('millisecond', ?, current_timestamp) end,"
            + " 0, 0, 0, false, ?, ?, current_timestamp)";
    try (PreparedStatement p = c.prepareStatement(insert)) {
      for (int i = 0; i < ids.size(); i++) {
        NewItem item = added.get(i);
        long delay = millis(item.delay());
        p.setString(1, item.tenant().value());
        p.setLong(2, ids.get(i));
        p.setString(3, lane);
        p.setInt(4, item.priority());
        p.setString(5, item.key());
        p.setInt(6, delay > 0 ? ItemState.WAITING : ItemState.READY);
        p.setBoolean(7, delay > 0);
        p.setLong(8, delay);
        p.setInt(9, item.bodyVersion());
        p.setString(10, item.body());
        p.addBatch();
      }
      p.executeBatch();
    }
    return ids;
  }

  @Override
  List<Claimed> claim(Connection c, Claim claim, Shelf shelf, int priority, long watermark)
      throws SQLException {
    String where =
        shelf == Shelf.READY
            ? " where i.lane = ? and i.state = 0 and i.priority = ? and i.id > ?"
            : " where i.lane = ? and i.state = 2 and i.priority = ? and i.id > ?"
                + " and i.due <= current_timestamp";
    // H2 walks an index in order only when ORDER BY names all its columns; else it sorts what
    // matches.
    String order =
        shelf == Shelf.READY
            ? " order by i.lane, i.state, i.priority, i.id"
            : " order by i.lane, i.state, i.due";
    List<Claimed> found = new ArrayList<>();
    try (PreparedStatement p =
        c.prepareStatement(
            "select "
                + COLUMNS
                + " from "
                + items
                + " i"
                + where
                + isHead
                + isNotParked
                + order
                + " limit ?")) {
      p.setString(1, claim.lane().name());
      p.setInt(2, priority);
      p.setLong(3, watermark);
      p.setBoolean(4, claim.lane().deadParksKey());
      p.setInt(5, claim.limit());
      collect(p, claim, found);
    }
    return take(c, claim, found, 0);
  }

  @Override
  List<Claimed> claimKeys(Connection c, Claim claim, List<KeyOf> keys) throws SQLException {
    List<Claimed> found = new ArrayList<>();
    try (PreparedStatement p =
        c.prepareStatement(
            "select "
                + COLUMNS
                + " from "
                + items
                + " i where i.tenant_id = ? and i.lane = ? and i.item_key = ? and i.state = 0"
                + isHead
                + isNotParked
                + " order by i.id limit 1")) {
      for (KeyOf key : keys) {
        if (found.size() == claim.limit()) {
          break;
        }
        p.setString(1, key.tenant());
        p.setString(2, claim.lane().name());
        p.setString(3, key.key());
        p.setBoolean(4, claim.lane().deadParksKey());
        collect(p, claim, found);
      }
    }
    return take(c, claim, found, 0);
  }

  @Override
  List<Claimed> claimExpired(Connection c, Claim claim) throws SQLException {
    List<Claimed> found = new ArrayList<>();
    try (PreparedStatement p =
        c.prepareStatement(
            "select "
                + COLUMNS
                + " from "
                + items
                + " i where i.lane = ? and i.state = 1 and i.lease_until < current_timestamp"
                + " limit ?")) {
      p.setString(1, claim.lane().name());
      p.setInt(2, claim.limit());
      collect(p, claim, found);
    }
    return take(c, claim, found, 1);
  }

  private static void collect(PreparedStatement p, Claim claim, List<Claimed> found)
      throws SQLException {
    try (ResultSet r = p.executeQuery()) {
      while (r.next()) {
        found.add(read(r, claim.lane().name()));
      }
    }
  }

  private List<Claimed> take(Connection c, Claim claim, List<Claimed> found, int lost)
      throws SQLException {
    if (found.isEmpty()) {
      return found;
    }
    String sql =
        "update "
            + items
            + " set state = 1, epoch = epoch + 1, due = null, node = ?, losses = losses + ?,"
            + " lease_until = dateadd('millisecond', ?, current_timestamp)"
            + ROW
            + " and epoch = ? and state "
            + (lost == 1 ? "= 1" : "in (0, 2)");
    int[] counts;
    try (PreparedStatement p = c.prepareStatement(sql)) {
      for (Claimed each : found) {
        p.setString(1, claim.node());
        p.setInt(2, lost);
        p.setLong(3, claim.lane().lease().toMillis());
        p.setString(4, each.item().tenant().value());
        p.setLong(5, each.item().id());
        p.setLong(6, each.item().epoch());
        p.addBatch();
      }
      counts = p.executeBatch();
    }
    List<Claimed> out = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 1) {
        LaneItem was = found.get(i).item();
        LaneItem now =
            new LaneItem(
                was.id(),
                was.lane(),
                was.tenant(),
                was.key(),
                was.priority(),
                was.attempts(),
                was.epoch() + 1,
                was.bodyVersion(),
                was.body(),
                was.openIntent());
        out.add(new Claimed(now, found.get(i).losses() + lost));
      }
    }
    return out;
  }

  @Override
  Sight look(Connection c, String lane, long[] watermarks) throws SQLException {
    String sql =
        """
        select p.x,
          exists (select 1 from %1$s i where i.lane = ? and i.state = 0 and i.priority = p.x),
          exists (select 1 from %1$s i where i.lane = ? and i.state = 2 and i.due <= current_timestamp),
          (select datediff('millisecond', current_timestamp, min(i.due)) from %1$s i
            where i.lane = ? and i.state = 2),
          exists (select 1 from %1$s i where i.lane = ? and i.state = 1 and i.lease_until < current_timestamp)
        from system_range(0, 9) p"""
            .formatted(items);
    int ready = 0;
    int due = 0;
    boolean expired = false;
    Optional<Duration> next = Optional.empty();
    try (PreparedStatement p = c.prepareStatement(sql)) {
      for (int i = 1; i <= 4; i++) {
        p.setString(i, lane);
      }
      try (ResultSet r = p.executeQuery()) {
        while (r.next()) {
          int bit = 1 << r.getInt(1);
          ready |= r.getBoolean(2) ? bit : 0;
          due |= r.getBoolean(3) ? bit : 0;
          long millis = r.getLong(4);
          if (!r.wasNull()) {
            next = Optional.of(Duration.ofMillis(Math.max(0, millis) + 1));
          }
          expired |= r.getBoolean(5);
        }
      }
    }
    return new Sight(ready, due, expired, next);
  }

  @Override
  Map<Fence, Boolean> fence(Connection c, List<LaneItem> held) throws SQLException {
    Map<Fence, Boolean> found = new HashMap<>();
    try (PreparedStatement p =
        c.prepareStatement(
            "select woken from " + items + ROW + " and epoch = ? and state = 1 for update")) {
      for (LaneItem item : held) {
        p.setString(1, item.tenant().value());
        p.setLong(2, item.id());
        p.setLong(3, item.epoch());
        try (ResultSet r = p.executeQuery()) {
          if (r.next()) {
            found.put(Fence.of(item), r.getBoolean(1));
          }
        }
      }
    }
    return found;
  }

  @Override
  void write(Connection c, List<ItemWrite> writes) throws SQLException {
    for (ItemWrite write : writes) {
      switch (write.kind()) {
        case NOTHING -> {}
        case DELETE -> delete(c, write);
        case UPDATE -> update(c, write);
        case BURY -> {
          bury(c, write);
          delete(c, write);
        }
      }
    }
  }

  private void delete(Connection c, ItemWrite write) throws SQLException {
    try (PreparedStatement p = c.prepareStatement("delete from " + items + ROW)) {
      p.setString(1, write.item().tenant().value());
      p.setLong(2, write.item().id());
      p.executeUpdate();
    }
  }

  private void update(Connection c, ItemWrite write) throws SQLException {
    boolean running = write.state() == ItemState.RUNNING;
    String sql =
        "update "
            + items
            + " set state = ?, attempts = ?, open_intent = ?, losses = 0"
            + (running
                ? ""
                : ", woken = false, node = null, lease_until = null,"
                    + " due = dateadd('millisecond', ?, current_timestamp)")
            + ROW;
    try (PreparedStatement p = c.prepareStatement(sql)) {
      p.setInt(1, write.state());
      p.setInt(2, write.attempts());
      p.setString(3, write.intent());
      int at = 4;
      if (!running) {
        setLong(p, at++, write.delayMillis());
      }
      p.setString(at++, write.item().tenant().value());
      p.setLong(at, write.item().id());
      p.executeUpdate();
    }
  }

  private void bury(Connection c, ItemWrite write) throws SQLException {
    String sql =
        "insert into "
            + dead
            + " (tenant_id, id, lane, priority, item_key, epoch, attempts, open_intent,"
            + " body_version, body, reason, added_at, died_at) select tenant_id, id, lane, priority,"
            + " item_key, epoch, cast(? as integer), cast(? as varchar), body_version, body,"
            + " cast(? as varchar), added_at, current_timestamp from "
            + items
            + ROW;
    try (PreparedStatement p = c.prepareStatement(sql)) {
      p.setInt(1, write.attempts());
      p.setString(2, write.intent());
      p.setString(3, write.reason());
      p.setString(4, write.item().tenant().value());
      p.setLong(5, write.item().id());
      p.executeUpdate();
    }
  }

  private static void setLong(PreparedStatement p, int at, @Nullable Long value)
      throws SQLException {
    if (value == null) {
      p.setNull(at, Types.BIGINT);
    } else {
      p.setLong(at, value);
    }
  }

  @Override
  Set<Long> renew(Connection c, List<LaneItem> held, Duration lease) throws SQLException {
    try (PreparedStatement p =
        c.prepareStatement(
            "update "
                + items
                + " set lease_until = dateadd('millisecond', ?, current_timestamp)"
                + ROW
                + " and epoch = ? and state = 1")) {
      for (LaneItem item : held) {
        p.setLong(1, lease.toMillis());
        p.setString(2, item.tenant().value());
        p.setLong(3, item.id());
        p.setLong(4, item.epoch());
        p.addBatch();
      }
      int[] counts = p.executeBatch();
      Set<Long> renewed = new HashSet<>();
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] == 1) {
          renewed.add(held.get(i).id());
        }
      }
      return renewed;
    }
  }
}
