package io.ispkit.radius.dynauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class RetransmissionTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  @RepeatedTest(50)
  void waitsDoubleUpToTheLongestAndSpreadByATenth() {
    Random random = new Random();
    Retransmission rule = Retransmission.ofDefaults();
    long first = rule.waitAfter(0, random);
    assertThat(first).isBetween(18 * SECOND / 10, 22 * SECOND / 10);
    long second = rule.waitAfter(first, random);
    assertThat(second).isBetween((long) (first * 1.9) - 1, (long) (first * 2.1) + 1);
    long later = rule.waitAfter(rule.waitAfter(rule.waitAfter(second, random), random), random);
    assertThat(later).isBetween(144 * SECOND / 10, 176 * SECOND / 10);
  }

  @Test
  void timesOutOfRangeAreRefused() {
    Duration second = Duration.ofSeconds(1);
    Duration window = Duration.ofSeconds(300);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Retransmission(Duration.ZERO, second, 1, second));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Retransmission(second, second.dividedBy(2), 1, second));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Retransmission(second, second, 0, second));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Retransmission(second, second, 101, second));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Retransmission(second, second, 1, window.plusNanos(1)));
    assertThat(new Retransmission(second, window, 100, window).duration()).isEqualTo(window);
  }
}
