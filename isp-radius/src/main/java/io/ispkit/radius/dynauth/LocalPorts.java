package io.ispkit.radius.dynauth;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.Selector;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The open local ports of both families. Used by one thread. */
final class LocalPorts {

  private final DynamicAuthorizationOptions options;
  private final Selector selector;
  private final RandomGenerator random;
  private final List<LocalPort> ipv4 = new ArrayList<>();
  private final List<LocalPort> ipv6 = new ArrayList<>();

  LocalPorts(DynamicAuthorizationOptions options, Selector selector, RandomGenerator random) {
    this.options = options;
    this.selector = selector;
    this.random = random;
  }

  /**
   * The port that took the exchange on, opened now if need be; null when all identifiers of all
   * ports towards its NAS are in use.
   *
   * @param now on the clock of the timers
   * @param time for Event-Timestamp
   * @throws IOException no port could be opened
   */
  @Nullable LocalPort admit(Exchange exchange, long now, InstantSource time) throws IOException {
    boolean four = exchange.request().target().address() instanceof Inet4Address;
    List<LocalPort> ports = four ? ipv4 : ipv6;
    for (LocalPort port : ports) {
      if (port.admit(exchange, now, time, random)) {
        return port;
      }
    }
    if (ports.size() == options.ports()) {
      return null;
    }
    InetAddress source = four ? options.ipv4Source() : options.ipv6Source();
    LocalPort port =
        LocalPort.open(
            four ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6, source, selector);
    ports.add(port);
    return port.admit(exchange, now, time, random) ? port : null;
  }

  void remove(LocalPort port) {
    ipv4.remove(port);
    ipv6.remove(port);
  }

  List<LocalPort> all() {
    List<LocalPort> all = new ArrayList<>(ipv4);
    all.addAll(ipv6);
    return all;
  }
}
