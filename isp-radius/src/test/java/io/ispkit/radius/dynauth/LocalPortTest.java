package io.ispkit.radius.dynauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.operation.CallListener;
import io.ispkit.core.secret.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.Selector;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sends nothing; the clock is a number. */
class LocalPortTest {

  private static final SessionIdentity SESSION = SessionIdentity.of("alice", "1");
  private static final long BEGIN = -7; // nanoseconds may begin anywhere

  private final Selector selector;
  private final LocalPort port;
  private final Random random = new Random(1);

  LocalPortTest() throws IOException {
    selector = Selector.open();
    port = LocalPort.open(StandardProtocolFamily.INET, InetAddress.getLoopbackAddress(), selector);
  }

  @AfterEach
  void close() throws IOException {
    port.close();
    selector.close();
  }

  /** A request to one of many NAS, which has an identifier now. */
  private Exchange admitted(int nas, long now) {
    NasTarget target =
        NasTarget.of(InetAddress.getLoopbackAddress(), 1_000 + nas, Secret.of("testing123"));
    Exchange exchange =
        new Exchange(Request.disconnect(target, SESSION, Instant.EPOCH), CallListener.NONE);
    assertThat(port.admit(exchange, now, InstantSource.fixed(Instant.EPOCH), random)).isTrue();
    return exchange;
  }

  @Test
  void nasThatWereLeftAloneForLongAreForgotten() {
    List<Exchange> exchanges = new ArrayList<>();
    for (int nas = 0; nas < 1_000; nas++) {
      exchanges.add(admitted(nas, BEGIN));
    }
    exchanges.forEach(exchange -> port.release(exchange, BEGIN + 5));
    admitted(2_000, BEGIN + Identifiers.REST);
    assertThat(port.remotes()).isEqualTo(1_001);
    admitted(2_000, BEGIN + 3 * Identifiers.REST);
    assertThat(port.remotes()).isEqualTo(1);
  }

  @Test
  void aRequestOnItsWayKeepsItsIdentifierHoweverLongItTakes() {
    Exchange waiting = admitted(1, BEGIN);
    long later = BEGIN;
    for (int i = 0; i < 5; i++) {
      later += 2 * Identifiers.REST;
      port.release(admitted(2, later), later);
    }
    assertThat(port.find(waiting.remote(), waiting.identifier())).isSameAs(waiting);
    // an answer that is dropped is the last use
    port.release(waiting, later);
    port.release(admitted(2, later + Identifiers.REST - 1), later + Identifiers.REST - 1);
    assertThat(port.remotes()).isEqualTo(2);
    assertThat(port.find(waiting.remote(), waiting.identifier())).isNull();
  }

  @Test
  void anIdentifierIsNotGivenOutAgainBeforeTheCircleIsRoundWhileItsNasMayStillAnswer() {
    long now = BEGIN;
    List<Integer> given = new ArrayList<>();
    for (int i = 0; i < Identifiers.COUNT; i++) {
      Exchange exchange = admitted(1, now);
      given.add(exchange.identifier());
      port.release(exchange, now + 1);
      // so many other NAS come and go that the port sweeps many times
      port.release(admitted(2 + i, now), now);
      now += Identifiers.REST;
    }
    assertThat(given).doesNotHaveDuplicates();
    assertThat(port.remotes()).isLessThan(10);
  }
}
