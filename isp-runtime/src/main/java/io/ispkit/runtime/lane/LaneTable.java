package io.ispkit.runtime.lane;

import io.ispkit.core.tenant.TenantId;
import io.ispkit.runtime.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The statements on the tables {@code lane_item} and {@code lane_dead}. What one product does
 * better than the common form is in its subclass. All times come from the database's clock.
 */
abstract class LaneTable {

  final String items;
  final String dead;
  final String sequence;

  /** No earlier item of the same key is unfinished, and none of the key is running. */
  final String isHead;

  /** No dead item of the key stands in the way; takes one boolean: whether it would. */
  final String isNotParked;

  LaneTable(Database database) {
    items = database.table("lane_item");
    dead = database.table("lane_dead");
    sequence = database.table("lane_item_seq");
    String sameKey = "b.tenant_id = i.tenant_id and b.lane = i.lane and b.item_key = i.item_key";
    isHead =
        " and (i.item_key is null or (not exists (select 1 from %1$s b where %2$s and b.id < i.id)"
                .formatted(items, sameKey)
            + " and not exists (select 1 from %1$s b where %2$s and b.state = 1)"
                .formatted(items, sameKey);
    isNotParked =
        " and (not cast(? as boolean) or not exists (select 1 from %1$s b where %2$s))))"
            .formatted(dead, sameKey);
  }

  /** Longer than anybody waits; H2 counts in nanoseconds, and 300 years from now is in its past. */
  private static final Duration LONGEST_DELAY = Duration.ofDays(36_500);

  /** A delay as it is written. */
  static long millis(Duration delay) {
    return delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY.toMillis() : delay.toMillis();
  }

  /** Where due items are looked for. */
  enum Shelf {
    READY,
    DUE
  }

  /** What {@link #look} saw: bits of priorities, and how long until the next item is due. */
  record Sight(int ready, int due, boolean expired, Optional<Duration> nextDue) {}

  abstract List<Long> add(Connection c, String lane, List<NewItem> added) throws SQLException;

  /** Claims items of one priority: ready ones after {@code watermark} by id, or due ones. */
  abstract List<Claimed> claim(Connection c, Claim claim, Shelf shelf, int priority, long watermark)
      throws SQLException;

  /** Claims the heads of these keys. */
  abstract List<Claimed> claimKeys(Connection c, Claim claim, List<KeyOf> keys) throws SQLException;

  /** Claims what another claim has held for longer than its lease. */
  abstract List<Claimed> claimExpired(Connection c, Claim claim) throws SQLException;

  abstract Sight look(Connection c, String lane, long[] watermarks) throws SQLException;

  /** One claim of one item. */
  record Fence(long id, long epoch) {
    static Fence of(LaneItem item) {
      return new Fence(item.id(), item.epoch());
    }
  }

  /**
   * Locks the rows of those items that are still held under their epoch; the value tells whether
   * the item was woken meanwhile.
   */
  abstract Map<Fence, Boolean> fence(Connection c, List<LaneItem> held) throws SQLException;

  /** Writes for rows that {@link #fence} has locked in the same transaction. */
  abstract void write(Connection c, List<ItemWrite> writes) throws SQLException;

  /** Prolongs the leases of what is still held; returns the ids of those. */
  abstract Set<Long> renew(Connection c, List<LaneItem> held, Duration lease) throws SQLException;

  /** Whether an item of these lanes runs or could run now. */
  final boolean isBusy(Connection c, LaneSpec spec) throws SQLException {
    String sql =
        "select 1 from "
            + items
            + " i where i.lane = ? and (i.state = 1 or ((i.state = 0 or (i.state = 2 and i.due <="
            + " current_timestamp))"
            + isHead
            + isNotParked
            + ")) limit 1";
    try (PreparedStatement p = c.prepareStatement(sql)) {
      p.setString(1, spec.name());
      p.setBoolean(2, spec.deadParksKey());
      try (ResultSet r = p.executeQuery()) {
        return r.next();
      }
    }
  }

  /** A key of one tenant in one lane. */
  record KeyOf(String tenant, String key) {}

  /** Who claims, for how long, and how many at most. */
  record Claim(LaneSpec lane, String node, int limit) {}

  /**
   * Frees what a node of this name held in the lane before it died; null: any node.
   *
   * @return how many
   */
  final int releaseAll(Connection c, String lane, @Nullable String node) throws SQLException {
    String sql =
        "update "
            + items
            + " set state = 0, lease_until = null, node = null, losses = losses + 1"
            + " where lane = ? and state = 1"
            + (node == null ? "" : " and node = ?");
    try (PreparedStatement p = c.prepareStatement(sql)) {
      p.setString(1, lane);
      if (node != null) {
        p.setString(2, node);
      }
      return p.executeUpdate();
    }
  }

  /** The columns that {@link #read} reads. */
  static final String COLUMNS =
      "i.id, i.tenant_id, i.item_key, i.priority, i.attempts, i.epoch, i.body_version, i.body,"
          + " i.open_intent, i.losses";

  static Claimed read(ResultSet r, String lane) throws SQLException {
    return new Claimed(
        new LaneItem(
            r.getLong(1),
            lane,
            new TenantId(r.getString(2)),
            r.getString(3),
            r.getInt(4),
            r.getInt(5) + 1,
            r.getLong(6),
            r.getInt(7),
            r.getString(8),
            r.getString(9)),
        r.getInt(10));
  }
}
