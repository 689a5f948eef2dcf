package io.ispkit.radius.dynauth;

import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.radius.packet.internal.Answer;
import io.ispkit.radius.packet.internal.MalformedPacketException;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that sends, receives and waits for all requests of a client. Every exchange that
 * was handed over ends, also when the thread does.
 */
final class Exchanges implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(Exchanges.class);

  /** So many datagrams of one port, then the others' and the timers' turn: a flood stops nobody. */
  private static final int AT_A_TIME = 1_000;

  /** Guards {@link #handedOver}, {@link #ended} and calls to a selector that may be closed. */
  private final Object lock = new Object();

  private final Queue<Exchange> handedOver = new ArrayDeque<>();
  private final Semaphore room;
  private final Tally tally;
  private final Selector selector;
  private final RandomGenerator random;
  private final Retransmission rule;
  private final int most;
  private final NasLimits limits;
  private final InstantSource time;
  private final LocalPorts ports;
  private final NasGates gates;
  private final ByteBuffer buffer = ByteBuffer.allocate(Request.LONGEST);
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::due));
  private final long epoch = System.nanoTime();
  private volatile boolean closing;
  private boolean ended;

  Exchanges(
      DynamicAuthorizationOptions options,
      InstantSource time,
      Selector selector,
      RandomGenerator random,
      Tally tally) {
    this.time = time;
    this.limits = options.limits();
    this.gates = new NasGates(limits);
    this.rule = options.retransmission();
    this.most = options.inFlight();
    this.room = new Semaphore(most);
    this.selector = selector;
    this.random = random;
    this.tally = tally;
    this.ports = new LocalPorts(options, selector, random);
  }

  /** One for each exchange that waits for its answer, one for each gate before which some wait. */
  private record Timer(long due, LongConsumer work) {}

  /** Hands an exchange over, or ends it at once. Any thread; never blocks for long. */
  void start(Exchange exchange) {
    if (!room.tryAcquire()) {
      exchange.end(refused(exchange, "too_many_in_flight", most + " requests are in flight"), null);
      return;
    }
    synchronized (lock) {
      if (!closing && !ended) {
        tally.request();
        handedOver.add(exchange);
        selector.wakeup();
        return;
      }
    }
    end(exchange, refused(exchange, "client_closed", "the client is closed"));
  }

  /** Lets the thread end soon. Any thread, any number of times. */
  void close() {
    synchronized (lock) {
      closing = true;
      if (!ended) {
        selector.wakeup();
      }
    }
  }

  int inFlight() {
    return most - room.availablePermits();
  }

  @Override
  public void run() {
    try {
      while (!closing) {
        select();
        // Answers before timers: what has come in time must not be given up.
        for (SelectionKey key : selector.selectedKeys()) {
          receive((LocalPort) key.attachment());
        }
        selector.selectedKeys().clear();
        for (Exchange next = next(); next != null && !closing; next = next()) {
          take(next);
        }
        fire();
        giveTurns();
      }
    } catch (IOException | RuntimeException broken) {
      log.error("The client for CoA and Disconnect ends by a fault", broken);
    } finally {
      end();
    }
  }

  private void select() throws IOException {
    Timer first = timers.peek();
    if (first == null) {
      selector.select();
      return;
    }
    long nanos = first.due() - clock();
    if (nanos <= 0) {
      selector.selectNow();
    } else {
      selector.select(TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
    }
  }

  private @Nullable Exchange next() {
    synchronized (lock) {
      return handedOver.poll();
    }
  }

  private void take(Exchange exchange) {
    long now = clock();
    NasGate gate = gates.of(exchange);
    switch (gate.arrived(exchange, now)) {
      case NOW -> begin(exchange);
      case LATER -> {
        exchange.waitsUntil(now + limits.waitTimeout().toNanos());
        watch(gate);
      }
      case AWAY -> end(exchange, away(exchange, gate.left(now)));
      case BUSY ->
          end(
              exchange,
              refused(exchange, "nas_busy", limits.maxConcurrent() + " requests are under way"));
    }
  }

  private void watch(NasGate gate) {
    gate.watched().ifPresent(due -> timers.add(new Timer(due, now -> expire(gate, now))));
  }

  private void expire(NasGate gate, long now) {
    for (Exchange late : gate.expired(now)) {
      String why = "its turn has not come within " + limits.waitTimeout();
      end(late, refused(late, "nas_busy", why));
    }
    watch(gate);
  }

  /** Lets those through whose turn has come, and ends those who wait for a NAS that is down. */
  private void giveTurns() {
    for (NasGate gate = gates.moved(); gate != null; gate = gates.moved()) {
      long now = clock();
      for (Exchange each : gate.refused(now)) {
        end(each, away(each, gate.left(now)));
      }
      for (Exchange next = gate.next(now); next != null; next = gate.next(now)) {
        begin(next);
      }
    }
  }

  private void begin(Exchange exchange) {
    exchange.letThrough();
    LocalPort port;
    try {
      port = ports.admit(exchange, clock(), time);
    } catch (IOException | RuntimeException failed) {
      end(exchange, refused(exchange, "no_local_port", "no local UDP port: " + failed));
      return;
    }
    if (port == null) {
      end(
          exchange,
          refused(exchange, "identifiers_used_up", "all identifiers of all ports are in use"));
    } else {
      transmit(exchange, port);
    }
  }

  private void transmit(Exchange exchange, LocalPort port) {
    boolean left = false;
    String failure = null;
    try {
      left = port.send(exchange);
    } catch (IOException | RuntimeException failed) {
      failure = failed.toString();
    }
    if (left) {
      tally.transmission();
    }
    boolean first = exchange.transmitted(left, clock(), rule, random) == 1;
    if (first && failure != null) {
      end(exchange, port, exchange.withoutAnswer(failure));
    } else {
      timers.add(new Timer(exchange.due(), now -> repeat(exchange, port, now)));
    }
  }

  private void receive(LocalPort port) {
    try {
      for (int i = 0; i < AT_A_TIME; i++) {
        SocketAddress remote = port.receive(buffer);
        if (remote == null) {
          return;
        }
        byte[] datagram = new byte[buffer.flip().remaining()];
        buffer.get(datagram);
        take(port, remote, datagram);
      }
    } catch (IOException broken) {
      log.warn("A local port for CoA and Disconnect is given up", broken);
      ports.remove(port);
      giveUp(port, "the local port failed");
    }
  }

  private void take(LocalPort port, SocketAddress remote, byte[] datagram) {
    try {
      Answer answer = Answer.read(datagram);
      Exchange exchange = port.find(remote, answer.identifier());
      if (exchange == null) {
        tally.dropped(Dropped.NOT_ASKED);
      } else if (exchange.accepts(answer, tally)) {
        tally.answered();
        port.release(exchange, clock());
        end(exchange, Verdict.of(exchange.request(), answer), answer);
      }
    } catch (MalformedPacketException malformed) {
      tally.dropped(Dropped.MALFORMED);
    }
  }

  private void fire() {
    long now = clock();
    for (Timer head = timers.peek(); head != null && head.due() <= now; head = timers.peek()) {
      timers.remove();
      head.work().accept(now);
    }
  }

  private void repeat(Exchange exchange, LocalPort port, long now) {
    if (exchange.isEnded()) {
      return;
    }
    if (exchange.isOver(now, rule)) {
      tally.unanswered();
      end(exchange, port, exchange.givenUp());
    } else {
      transmit(exchange, port);
    }
  }

  private void end() {
    synchronized (lock) {
      ended = true;
    }
    for (Exchange next = next(); next != null; next = next()) {
      end(next, refused(next, "client_closed", "the client was closed"));
    }
    gates
        .leave()
        .forEach(each -> end(each, refused(each, "client_closed", "the client was closed")));
    ports.all().forEach(port -> giveUp(port, "the client was closed"));
    try {
      selector.close();
    } catch (IOException failed) {
      log.warn("The selector for CoA and Disconnect was not closed", failed);
    }
  }

  private void giveUp(LocalPort port, String why) {
    for (Exchange exchange : port.waiting()) {
      tally.unanswered();
      end(exchange, port, exchange.withoutAnswer(why));
    }
    try {
      port.close();
    } catch (IOException failed) {
      log.warn("A local port for CoA and Disconnect was not closed", failed);
    }
  }

  private void end(Exchange exchange, LocalPort port, Outcome<Acknowledgement> outcome) {
    port.release(exchange, clock());
    end(exchange, outcome);
  }

  private void end(Exchange exchange, Outcome<Acknowledgement> outcome) {
    end(exchange, outcome, null);
  }

  private void end(Exchange exchange, Outcome<Acknowledgement> outcome, @Nullable Answer answer) {
    if (exchange.isLetThrough()) {
      // else it may be on the thread of a caller
      gates.ended(exchange, exchange.told(answer), clock());
    }
    room.release();
    exchange.end(outcome, answer);
  }

  private static Outcome<Acknowledgement> refused(Exchange exchange, String code, String why) {
    return Outcome.refused(Refusal.retryLater(code, notSent(exchange, why)));
  }

  private static Outcome<Acknowledgement> away(Exchange exchange, long nanos) {
    return Outcome.refused(
        Refusal.retryLater(
            "nas_away", notSent(exchange, "it counts as down"), Duration.ofNanos(nanos)));
  }

  private static String notSent(Exchange exchange, String why) {
    Request request = exchange.request();
    return request.target().shown() + ": no " + request.kind() + " was sent: " + why;
  }

  /** Nanoseconds that only grow, from about zero. */
  private long clock() {
    return System.nanoTime() - epoch;
  }
}
