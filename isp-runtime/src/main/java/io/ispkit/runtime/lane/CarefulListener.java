package io.ispkit.runtime.lane;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what a listener throws away from the threads that tell it. */
final class CarefulListener implements LaneListener {

  private static final Logger LOG = LoggerFactory.getLogger(CarefulListener.class);

  private final LaneListener listener;

  CarefulListener(LaneListener listener) {
    this.listener = listener;
  }

  @Override
  public void claimed(String lane, int items) {
    tell(() -> listener.claimed(lane, items));
  }

  @Override
  public void ended(String lane, End end, Duration duration) {
    tell(() -> listener.ended(lane, end, duration));
  }

  @Override
  public void committed(int pieces, Duration duration) {
    tell(() -> listener.committed(pieces, duration));
  }

  @Override
  public void batchFailed(int pieces) {
    tell(() -> listener.batchFailed(pieces));
  }

  private static void tell(Runnable telling) {
    try {
      telling.run();
    } catch (Throwable e) { // a listener in another language throws what it likes
      LOG.warn("a listener of lanes failed", e);
    }
  }
}
