package io.ispkit.radius.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ispkit.core.rate.BitRate;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpeedProfileTest {

  private static final BitRate DOWN = BitRate.ofMbps(100);
  private static final BitRate UP = BitRate.ofMbps(20);

  @Test
  void everything_that_does_not_go_together_is_named_at_once() {
    Burst slow = Burst.of(BitRate.ofMbps(99), BitRate.ofMbps(19));
    assertThatThrownBy(() -> new SpeedProfile(DOWN, UP, slow, 9, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("burst.download: expected at least 100 Mbit/s")
        .hasMessageContaining("burst.upload: expected at least 20 Mbit/s")
        .hasMessageContaining("priority: expected a whole number from 1 to 8");
  }

  @Test
  void a_burst_as_fast_as_the_rate_is_allowed() {
    assertThat(SpeedProfile.of(DOWN, UP).with(Burst.of(DOWN, UP)).burst()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, -1})
  void a_priority_is_from_1_to_8(int priority) {
    SpeedProfile profile = SpeedProfile.of(DOWN, UP);
    assertThat(profile.withPriority(1).withPriority(8).priority()).isEqualTo(8);
    assertThatThrownBy(() -> profile.withPriority(priority))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_burst_is_checked_in_itself() {
    assertThatThrownBy(
            () -> new Burst(DOWN, UP, BitRate.ofMbps(101), BitRate.ofMbps(21), Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("downloadThreshold")
        .hasMessageContaining("uploadThreshold")
        .hasMessageContaining("burst.time");
    assertThatThrownBy(() -> new Burst(DOWN, UP, DOWN, null, Duration.ofSeconds(86_401)))
        .hasMessageContaining("burst.threshold:")
        .hasMessageContaining("burst.time");
  }

  @Test
  void names_are_one_printable_line_each() {
    assertThatThrownBy(() -> new PolicyNames(" ", "a\nb"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("policies.download")
        .hasMessageContaining("policies.upload");
  }

  @Test
  void a_rendering_has_attributes_or_faults() {
    assertThatThrownBy(() -> new Rendering(java.util.List.of(), java.util.List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
