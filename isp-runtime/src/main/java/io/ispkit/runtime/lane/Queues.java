package io.ispkit.runtime.lane;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * What this node believes of one lane's ten priorities: where something may be ready or due, up to
 * which id each was claimed (the watermark), and which keys came free. Belief costs an empty
 * statement when it is wrong; the claimer looks into the table from time to time so that nothing
 * stays unseen. Thread-safe.
 */
final class Queues {

  static final int PRIORITIES = 10;

  private final long[] watermark = new long[PRIORITIES];
  private final long[] lowest = new long[PRIORITIES];
  private final Set<LaneTable.KeyOf> freed = new LinkedHashSet<>();
  private int ready;
  private int due;
  private boolean expired;

  Queues() {
    reset();
  }

  /** Everything may be anywhere: after a start, and regularly, for what committed late. */
  synchronized void reset() {
    Arrays.fill(watermark, 0);
    Arrays.fill(lowest, Long.MAX_VALUE);
    ready = (1 << PRIORITIES) - 1;
  }

  synchronized void hint(int priority, long id) {
    lowest[priority] = Math.min(lowest[priority], id);
    ready |= 1 << priority;
  }

  synchronized void freed(LaneTable.KeyOf key) {
    freed.add(key);
  }

  synchronized void seen(LaneTable.Sight sight) {
    ready |= sight.ready();
    due |= sight.due();
    expired |= sight.expired();
  }

  synchronized boolean isEmpty() {
    return ready == 0 && due == 0 && !expired && freed.isEmpty();
  }

  synchronized long[] watermarks() {
    return watermark.clone();
  }

  synchronized List<LaneTable.KeyOf> takeFreed(int limit) {
    List<LaneTable.KeyOf> out = new ArrayList<>();
    Iterator<LaneTable.KeyOf> each = freed.iterator();
    while (each.hasNext() && out.size() < limit) {
      out.add(each.next());
      each.remove();
    }
    return out;
  }

  synchronized boolean takeExpired() {
    boolean was = expired;
    expired = false;
    return was;
  }

  synchronized boolean takeDue(int priority) {
    boolean was = (due & 1 << priority) != 0;
    due &= ~(1 << priority);
    return was;
  }

  synchronized void againDue(int priority) {
    due |= 1 << priority;
  }

  /** The watermark to claim behind, or -1 when nothing is believed to be ready. */
  synchronized long takeReady(int priority) {
    if ((ready & 1 << priority) == 0) {
      return -1;
    }
    ready &= ~(1 << priority);
    watermark[priority] = Math.min(watermark[priority], lowest[priority] - 1);
    lowest[priority] = Long.MAX_VALUE;
    return watermark[priority];
  }

  synchronized void claimed(int priority, long lastId, boolean more) {
    watermark[priority] = Math.max(watermark[priority], lastId);
    if (more) {
      ready |= 1 << priority;
    }
  }

  /** The claim did not take place. */
  synchronized void again(int priority) {
    ready |= 1 << priority;
  }

  /**
   * The order in which to serve the priorities: mostly from the first to the last, but one is drawn
   * by weight (1000 for priority 0 down to 1 for priority 9) to come first, so that none starves.
   */
  synchronized int[] order(RandomGenerator random) {
    int waiting = ready | due;
    int total = 0;
    for (int p = 0; p < PRIORITIES; p++) {
      total += (waiting & 1 << p) != 0 ? weight(p) : 0;
    }
    int[] order = new int[Integer.bitCount(waiting)];
    int at = 0;
    int drawn = -1;
    if (total > 0) {
      int left = random.nextInt(total);
      for (int p = 0; p < PRIORITIES && drawn < 0; p++) {
        if ((waiting & 1 << p) != 0) {
          left -= weight(p);
          drawn = left < 0 ? p : -1;
        }
      }
      order[at++] = drawn;
    }
    for (int p = 0; p < PRIORITIES; p++) {
      if ((waiting & 1 << p) != 0 && p != drawn) {
        order[at++] = p;
      }
    }
    return order;
  }

  private static int weight(int priority) {
    int rank = PRIORITIES - priority;
    return rank * rank * rank;
  }
}
