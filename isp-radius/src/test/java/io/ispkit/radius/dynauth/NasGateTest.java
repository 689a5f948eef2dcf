package io.ispkit.radius.dynauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.connection.BreakerRule;
import io.ispkit.core.operation.CallListener;
import io.ispkit.core.secret.Secret;
import io.ispkit.radius.dynauth.NasBreaker.End;
import io.ispkit.radius.dynauth.NasGate.Turn;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NasGateTest {

  private static final long PAUSE = Duration.ofSeconds(30).toNanos();

  /** Two at a time; down after two silent ones of four. */
  private final NasGate gate = gate(Duration.ofSeconds(10));

  private long now = -5; // nanoseconds may begin anywhere

  private static NasGate gate(Duration wait) {
    return new NasGate(
        "NAS x", new NasLimits(2, wait, new BreakerRule(2, 4, Duration.ofNanos(PAUSE))));
  }

  private static Exchange exchange() {
    NasTarget nas = NasTarget.of(InetAddress.getLoopbackAddress(), Secret.of("testing123"));
    SessionIdentity session = SessionIdentity.of("alice", "1");
    return new Exchange(Request.disconnect(nas, session, Instant.EPOCH), CallListener.NONE);
  }

  private Exchange through() {
    Exchange exchange = exchange();
    assertThat(gate.arrived(exchange, now)).isEqualTo(Turn.NOW);
    return exchange;
  }

  private Exchange waiting() {
    Exchange exchange = exchange();
    assertThat(gate.arrived(exchange, now)).isEqualTo(Turn.LATER);
    return exchange;
  }

  private void each(End... ends) {
    for (End end : ends) {
      gate.ended(through(), end, now);
    }
  }

  private List<Exchange> turns() {
    List<Exchange> turns = new ArrayList<>();
    for (Exchange next = gate.next(now); next != null; next = gate.next(now)) {
      turns.add(next);
    }
    return turns;
  }

  @Test
  void whoFindsNoRoomWaitsForHisTurnInTheOrderOfComing() {
    Exchange first = through();
    Exchange second = through();
    Exchange third = waiting();
    Exchange fourth = waiting();
    assertThat(turns()).isEmpty();
    gate.ended(first, End.ANSWERED, now);
    // who comes now does not overtake
    Exchange fifth = waiting();
    assertThat(turns()).containsExactly(third);
    gate.ended(second, End.TOLD_NOTHING, now);
    gate.ended(third, End.ANSWERED, now);
    assertThat(turns()).containsExactly(fourth, fifth);
  }

  @Test
  void whoHasWaitedTooLongGoesAndTheOthersAreWatched() {
    Exchange first = through();
    through();
    assertThat(gate.watched()).isEmpty();
    Exchange late = waiting();
    late.waitsUntil(now + 10);
    Exchange next = waiting();
    next.waitsUntil(now + 12);
    assertThat(gate.watched()).hasValue(now + 10);
    assertThat(gate.watched()).as("once is enough").isEmpty();
    now += 10;
    assertThat(gate.expired(now)).containsExactly(late);
    assertThat(gate.watched()).hasValue(now + 2);
    gate.ended(first, End.ANSWERED, now);
    assertThat(turns()).containsExactly(next);
    now += 2;
    assertThat(gate.expired(now)).isEmpty();
    assertThat(gate.watched()).isEmpty();
  }

  @Test
  void whereNobodyMayWaitThereIsRoomOrNot() {
    NasGate hasty = gate(Duration.ZERO);
    assertThat(hasty.arrived(exchange(), now)).isEqualTo(Turn.NOW);
    assertThat(hasty.arrived(exchange(), now)).isEqualTo(Turn.NOW);
    assertThat(hasty.arrived(exchange(), now)).isEqualTo(Turn.BUSY);
  }

  @Test
  void silenceClosesItAndWhoWaitsIsRefused() {
    Exchange first = through();
    Exchange second = through();
    Exchange third = waiting();
    gate.ended(first, End.SILENT, now);
    assertThat(gate.refused(now)).isEmpty();
    assertThat(turns()).containsExactly(third);
    Exchange fourth = waiting();
    gate.ended(second, End.SILENT, now);
    assertThat(gate.refused(now)).containsExactly(fourth);
    assertThat(turns()).isEmpty();
    assertThat(gate.left(now)).isEqualTo(PAUSE);
    now += PAUSE - 1;
    assertThat(gate.arrived(exchange(), now)).isEqualTo(Turn.AWAY);
    assertThat(gate.left(now)).isEqualTo(1);
    // one that was under way still ends: nothing new
    gate.ended(third, End.SILENT, now);
    assertThat(gate.left(now)).isEqualTo(1);
  }

  @Test
  void onlySilenceAmongTheLastCounts() {
    each(End.SILENT, End.ANSWERED, End.ANSWERED, End.ANSWERED, End.SILENT);
    each(End.ANSWERED, End.TOLD_NOTHING, End.TOLD_NOTHING, End.TOLD_NOTHING);
    assertThat(gate.left(now)).isZero();
    each(End.SILENT);
    assertThat(gate.left(now)).isEqualTo(PAUSE);
  }

  @Test
  void afterThePauseOneTriesAndTheOthersWaitForWhatComesOfIt() {
    each(End.SILENT, End.SILENT);
    now += PAUSE;
    Exchange trial = through();
    Exchange first = waiting();
    Exchange second = waiting();
    assertThat(turns()).isEmpty();
    gate.ended(trial, End.SILENT, now);
    assertThat(gate.refused(now)).containsExactly(first, second);
    assertThat(gate.left(now)).isEqualTo(PAUSE);

    now += PAUSE;
    trial = through();
    first = waiting();
    second = waiting();
    gate.ended(trial, End.ANSWERED, now);
    assertThat(gate.refused(now)).isEmpty();
    assertThat(turns()).containsExactly(first, second);
    // and what was before is forgotten
    gate.ended(first, End.SILENT, now);
    assertThat(gate.left(now)).isZero();
  }

  @Test
  void whenATrialTellsNothingTheNextOneTries() {
    each(End.SILENT, End.SILENT);
    now += PAUSE;
    Exchange trial = through();
    Exchange first = waiting();
    Exchange second = waiting();
    gate.ended(trial, End.TOLD_NOTHING, now);
    assertThat(gate.refused(now)).isEmpty();
    assertThat(turns()).containsExactly(first);
    gate.ended(first, End.ANSWERED, now);
    assertThat(turns()).containsExactly(second);
  }

  @Test
  void anAnswerToAnEarlierRequestShowsThatTheNasIsUp() {
    Exchange early = through();
    each(End.SILENT, End.SILENT);
    assertThat(gate.left(now)).isEqualTo(PAUSE);
    gate.ended(early, End.ANSWERED, now);
    assertThat(gate.left(now)).isZero();
    through();
  }

  @Test
  void silenceAfterAnEarlierRequestIsNotTheTrials() {
    Exchange early = through();
    each(End.SILENT, End.SILENT);
    now += PAUSE;
    Exchange trial = through();
    gate.ended(early, End.SILENT, now);
    Exchange other = waiting();
    gate.ended(trial, End.ANSWERED, now);
    assertThat(turns()).containsExactly(other);
  }
}
