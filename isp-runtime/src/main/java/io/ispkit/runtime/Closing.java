package io.ispkit.runtime;

import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes many things, whatever one of them throws. */
final class Closing {

  private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

  private Closing() {}

  /** Closes all in this order. What one throws is logged: the others are closed all the same. */
  static void all(Collection<AutoCloseable> resources) {
    for (AutoCloseable resource : resources) {
      try {
        resource.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        LOG.warn("interrupted while closing {}", resource.getClass().getName());
      } catch (Exception | Error e) { // the others must be closed all the same
        LOG.warn("closing {} failed", resource.getClass().getName(), e);
      }
    }
  }
}
