package io.ispkit.radius.profile.internal;

import static io.ispkit.radius.profile.internal.Rendered.PLAN;
import static io.ispkit.radius.profile.internal.Rendered.attributes;
import static io.ispkit.radius.profile.internal.Rendered.faults;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.rate.BitRate;
import io.ispkit.radius.profile.Burst;
import io.ispkit.radius.profile.SpeedProfile;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MikrotikRendererTest {

  private static final SpeedProfile SLOW = SpeedProfile.of(BitRate.ofKbps(64), BitRate.ofKbps(64));
  private static final BitRate FAST = BitRate.ofKbps(256);
  private static final BitRate BETWEEN = BitRate.ofKbps(128);

  @Test
  void the_upload_stands_first() {
    assertThat(attributes(PLAN, "mikrotik")).containsExactly("Mikrotik-Rate-Limit := 20M/100M");
  }

  @ParameterizedTest
  @CsvSource({
    "128000, 128000, 128k/128k",
    "128000000, 64000, 64k/128M",
    "1, 1, 1/1",
    "1500, 999, 999/1500",
    "2500000, 512000, 512k/2500k",
    "10000000000, 1000000000, 1000M/10000M",
    "1000000000000, 999999999999, 999999999999/1000000M"
  })
  void a_rate_is_written_exactly_in_its_largest_unit(long down, long up, String text) {
    assertThat(attributes(SpeedProfile.of(new BitRate(down), new BitRate(up)), "mikrotik"))
        .containsExactly("Mikrotik-Rate-Limit := " + text);
  }

  @Test
  void a_burst_is_written_as_far_as_it_says_something() {
    assertThat(attributes(SLOW.with(Burst.of(FAST, FAST)), "mikrotik"))
        .containsExactly("Mikrotik-Rate-Limit := 64k/64k 256k/256k");
    assertThat(attributes(SLOW.with(new Burst(FAST, FAST, BETWEEN, BETWEEN, null)), "mikrotik"))
        .containsExactly("Mikrotik-Rate-Limit := 64k/64k 256k/256k 128k/128k");
    assertThat(attributes(SLOW.with(burst(Duration.ofSeconds(10))), "mikrotik"))
        .containsExactly("Mikrotik-Rate-Limit := 64k/64k 256k/256k 128k/128k 10/10");
  }

  @Test
  void what_must_stand_before_a_later_part_is_what_the_router_would_take_by_itself() {
    Burst timed = new Burst(FAST, FAST, null, null, Duration.ofSeconds(5));
    assertThat(attributes(SLOW.with(timed), "mikrotik"))
        .containsExactly("Mikrotik-Rate-Limit := 64k/64k 256k/256k 64k/64k 5/5");
    assertThat(attributes(SLOW.with(Burst.of(FAST, FAST)).withPriority(3), "mikrotik"))
        .containsExactly("Mikrotik-Rate-Limit := 64k/64k 256k/256k 64k/64k 1/1 3");
    assertThat(attributes(PLAN.withPriority(8), "mikrotik"))
        .containsExactly("Mikrotik-Rate-Limit := 20M/100M 20M/100M 20M/100M 1/1 8");
  }

  @Test
  void directions_of_a_burst_are_not_mixed_up() {
    Burst burst =
        new Burst(
            BitRate.ofMbps(400),
            BitRate.ofMbps(40),
            BitRate.ofMbps(300),
            BitRate.ofMbps(30),
            Duration.ofSeconds(7));
    assertThat(attributes(PLAN.with(burst), "mikrotik"))
        .containsExactly("Mikrotik-Rate-Limit := 20M/100M 40M/400M 30M/300M 7/7");
  }

  @Test
  void a_burst_time_that_would_be_rounded_is_refused() {
    assertThat(faults(SLOW.with(burst(Duration.ofMillis(1500))), "mikrotik"))
        .singleElement()
        .asString()
        .contains("Mikrotik-Rate-Limit", "whole seconds", "PT1.5S");
  }

  private static Burst burst(Duration time) {
    return new Burst(FAST, FAST, BETWEEN, BETWEEN, time);
  }
}
