package io.ispkit.runtime.lane;

import io.ispkit.core.error.IspException;
import io.ispkit.runtime.database.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews the leases of turns that take long: one statement a lane. */
final class Leases {

  private static final Logger LOG = LoggerFactory.getLogger(Leases.class);
  private static final Duration PERIOD = Duration.ofMillis(500);

  private final Database database;
  private final LaneTable table;
  private final Supplier<Collection<WorkedLane>> lanes;
  private final Thread thread = new Thread(this::work, "isp-lane-leases");
  private volatile boolean stopping;

  Leases(Database database, LaneTable table, Supplier<Collection<WorkedLane>> lanes) {
    this.database = database;
    this.table = table;
    this.lanes = lanes;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  void stop() {
    stopping = true;
    Pause.join(thread);
  }

  private void work() {
    while (!stopping) {
      Pause.sleep(PERIOD);
      Pause.goOn();
      for (WorkedLane lane : lanes.get()) {
        try {
          renew(lane);
        } catch (IspException e) {
          LOG.warn("lane {}: leases were not renewed: {}", lane.spec().name(), e.getMessage());
        } catch (Throwable e) { // without this thread every long call loses its item
          LOG.error("lane {}: leases were not renewed", lane.spec().name(), e);
        }
      }
    }
  }

  private void renew(WorkedLane lane) {
    List<Turn> turns = lane.toRenew();
    if (turns.isEmpty()) {
      return;
    }
    long at = System.nanoTime();
    List<LaneItem> items = turns.stream().map(Turn::item).toList();
    Set<Long> renewed =
        database.transactLightly(
            tx -> {
              try {
                return table.renew(tx.connection(), items, lane.spec().lease());
              } catch (SQLException e) {
                throw Database.translate("renewing leases", e);
              }
            });
    for (Turn turn : turns) {
      if (renewed.contains(turn.item().id())) {
        turn.renewed(at);
      }
    }
  }
}
