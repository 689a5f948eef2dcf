package io.ispkit.benchmarks;

import io.ispkit.core.tenant.TenantId;
import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.lane.Lane;
import io.ispkit.runtime.lane.LaneSpec;
import io.ispkit.runtime.lane.Lanes;
import io.ispkit.runtime.lane.NewItem;
import io.ispkit.runtime.lane.Next;
import io.ispkit.runtime.lane.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A lane of ISP Kit, one node. */
final class LaneQueueCell implements QueueCell {

  private static final TenantId TENANT = new TenantId("bench");

  private final Database database;
  private final Lanes lanes;
  private final Lane lane;
  private final AtomicInteger worked = new AtomicInteger();

  LaneQueueCell(DataSource dataSource) {
    database = Database.over(dataSource, "isp");
    database.migrate(LaneQueueCell.class.getClassLoader());
    lanes = new Lanes(database);
    lane =
        lanes.lane(
            LaneSpec.of("bench").withInFlight(2000),
            item ->
                Work.inTransaction(
                    transaction -> {
                      worked.incrementAndGet();
                      return Next.done();
                    }));
  }

  @Override
  public String name() {
    return "ISP Kit, lane";
  }

  @Override
  public void fill(List<String> bodies) {
    List<NewItem> items = new ArrayList<>(bodies.size());
    for (int i = 0; i < bodies.size(); i++) {
      items.add(new NewItem(TENANT, null, i % 3, Duration.ZERO, 1, bodies.get(i)));
    }
    database.transact(transaction -> lane.addAll(transaction, items));
  }

  @Override
  public void drain(int messages) {
    lanes.start();
    if (!lanes.awaitIdle(Duration.ofMinutes(5)) || lane.depth() > 0 || worked.get() != messages) {
      throw new IllegalStateException(
          "void: worked " + worked.get() + " of " + messages + ", left " + lane.depth());
    }
  }

  @Override
  public void close() {
    lanes.close();
    database.close();
  }
}
