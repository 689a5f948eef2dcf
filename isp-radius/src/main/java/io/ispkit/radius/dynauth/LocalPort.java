package io.ispkit.radius.dynauth;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One UDP port of ours with the requests that wait on it. It is not connected, so that it serves
 * all NAS; where an answer comes from is compared with where the request went. Used by one thread.
 */
final class LocalPort {

  private static final int BUFFER = 1 << 20;

  private final DatagramChannel channel;
  private final Map<SocketAddress, Identifiers> byRemote = new HashMap<>();
  private long swept;

  private LocalPort(DatagramChannel channel) {
    this.channel = channel;
  }

  static LocalPort open(
      StandardProtocolFamily family, @Nullable InetAddress source, Selector selector)
      throws IOException {
    DatagramChannel channel = DatagramChannel.open(family);
    LocalPort port = new LocalPort(channel);
    try {
      channel.configureBlocking(false);
      // Many answers may come at once; the operating system gives what it may.
      channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
      channel.bind(source == null ? null : new InetSocketAddress(source, 0));
      channel.register(selector, SelectionKey.OP_READ, port);
      return port;
    } catch (IOException | RuntimeException failed) {
      channel.close();
      throw failed;
    }
  }

  /** Gives the exchange an identifier; false when all towards its NAS are in use. */
  boolean admit(Exchange exchange, long now, InstantSource time, RandomGenerator random) {
    sweep(now);
    Identifiers identifiers =
        byRemote.computeIfAbsent(
            exchange.remote(), remote -> new Identifiers(random.nextInt(Identifiers.COUNT)));
    if (identifiers.areUsedUp()) {
      return false;
    }
    int identifier = identifiers.next();
    exchange.begin(identifier, now, time);
    identifiers.put(identifier, exchange, now);
    return true;
  }

  /**
   * Forgets the NAS that were left alone for long: those of today need not be those of next year.
   */
  private void sweep(long now) {
    if (now - swept >= Identifiers.REST) {
      swept = now;
      byRemote.values().removeIf(each -> each.areAtRest(now));
    }
  }

  /** How many NAS are kept in mind. */
  int remotes() {
    return byRemote.size();
  }

  /** Sends the exchange's packet; false when the operating system has no room for it now. */
  boolean send(Exchange exchange) throws IOException {
    return channel.send(exchange.packet(), exchange.remote()) > 0;
  }

  /** The next datagram, from the buffer's start; null when there is none. */
  @Nullable SocketAddress receive(ByteBuffer buffer) throws IOException {
    return channel.receive(buffer.clear());
  }

  @Nullable Exchange find(SocketAddress remote, int identifier) {
    Identifiers identifiers = byRemote.get(remote);
    return identifiers == null ? null : identifiers.get(identifier);
  }

  void release(Exchange exchange, long now) {
    Identifiers identifiers = byRemote.get(exchange.remote());
    if (identifiers != null) {
      identifiers.remove(exchange.identifier(), now);
    }
  }

  List<Exchange> waiting() {
    return byRemote.values().stream().flatMap(each -> each.waiting().stream()).toList();
  }

  void close() throws IOException {
    channel.close();
  }
}
