package io.ispkit.netbox;

import io.ispkit.core.outcome.Outcome;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once at what NetBox lacks, beside the start of the host, and writes it to the log. While
 * NetBox is away it waits; nobody waits for it.
 */
final class StartCheck implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StartCheck.class);

  private final CountDownLatch end = new CountDownLatch(1);

  StartCheck(Supplier<Outcome<NetBoxReport>> check, Duration pause) {
    Thread thread = new Thread(() -> run(check, pause), "netbox-start-check");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(Supplier<Outcome<NetBoxReport>> check, Duration pause) {
    try {
      do {
        Outcome<NetBoxReport> outcome = check.get();
        if (outcome instanceof Outcome.Done<NetBoxReport> done) {
          if (done.value().lacks().isEmpty()) {
            LOG.info("{}", done.value());
          } else {
            LOG.warn("{}", done.value());
          }
          return;
        }
        if (outcome instanceof Outcome.Refused<NetBoxReport> refused) {
          if (refused.refusal().isPermanent()) {
            LOG.warn("NetBox could not be checked: {}", refused.refusal());
            return;
          }
          LOG.info("NetBox is not checked yet: {}", refused.refusal());
        }
      } while (!end.await(pause.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end.countDown();
  }
}
