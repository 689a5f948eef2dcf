package io.ispkit.comms.smtp;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The connections of one account: at most so many at once, each used by one thread at a time, for
 * so many messages, and closed after some idle time. Thread-safe.
 */
final class SmtpConnections implements AutoCloseable {

  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final SmtpOptions options;
  private final InstantSource clock;
  private final Semaphore slots;
  private final ScheduledThreadPoolExecutor timer;
  private final Future<?> sweep;
  private final Dialer dialer;
  private final Deque<SmtpConnection> idle = new ArrayDeque<>(); // guarded by itself; last in first
  private volatile boolean closed;

  SmtpConnections(SmtpOptions options, InstantSource clock) {
    this.options = options;
    this.clock = clock;
    this.slots = new Semaphore(options.pool().connections(), true);
    this.timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "isp-smtp-timer");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    long pause = Math.max(500, options.pool().idle().toMillis() / 2);
    this.sweep = timer.scheduleWithFixedDelay(this::closeIdle, pause, pause, TimeUnit.MILLISECONDS);
    this.dialer = new Dialer(options, timer);
  }

  /** Waits for the right to use a connection; false when none became free in time, or closed. */
  boolean acquire() throws InterruptedException {
    long wait = options.timeouts().read().plus(options.timeouts().connect()).toMillis();
    if (closed || !slots.tryAcquire(wait, TimeUnit.MILLISECONDS)) {
      return false;
    }
    if (closed) {
      slots.release();
      return false;
    }
    return true;
  }

  void release() {
    slots.release();
  }

  /** A connection that was used before and looks alive. */
  Optional<SmtpConnection> reuse() {
    Instant now = clock.instant();
    synchronized (idle) {
      SmtpConnection connection = idle.pollLast();
      if (connection == null) {
        return Optional.empty();
      }
      if (!connection.isIdleFor(options.pool().idle(), now)) {
        return Optional.of(connection);
      }
      idle.addLast(connection); // the freshest is too old, so all are
    }
    closeIdle();
    return Optional.empty();
  }

  /** A new connection; greets with {@link SmtpConnection#open}. */
  SmtpConnection dial(boolean utf8) throws IOException {
    return SmtpConnection.over(dialer.dial(), options, utf8);
  }

  /** Keeps the connection for the next message, or closes it when it did its share. */
  void keep(SmtpConnection connection) {
    connection.used(clock.instant());
    if (connection.messages() < options.pool().messagesPerConnection()) {
      synchronized (idle) {
        if (!closed) {
          idle.addLast(connection);
          return;
        }
      }
    }
    connection.discard();
  }

  private void closeIdle() {
    Instant now = clock.instant();
    List<SmtpConnection> old = new ArrayList<>();
    synchronized (idle) {
      while (!idle.isEmpty()
          && (closed || idle.peekFirst().isIdleFor(options.pool().idle(), now))) {
        old.add(idle.pollFirst());
      }
    }
    old.forEach(SmtpConnection::discard);
  }

  @Override
  public void close() {
    synchronized (idle) {
      if (closed) {
        return;
      }
      closed = true;
    }
    try {
      if (slots.tryAcquire(
          options.pool().connections(), CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
        slots.release(options.pool().connections());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sweep.cancel(false);
    closeIdle();
    timer.shutdown();
  }
}
