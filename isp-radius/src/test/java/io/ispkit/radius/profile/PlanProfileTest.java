package io.ispkit.radius.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ispkit.core.fault.Fault;
import io.ispkit.core.fault.Faults;
import io.ispkit.core.rate.BitRate;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanProfileTest {

  private static PlanProfile profile(String text) {
    return PlanProfile.parse(text, "p", new Faults()).orElseThrow();
  }

  @Test
  void words_are_read_in_any_order() {
    PlanProfile profile = profile("priority 5  time 8s burst 120M/30M threshold 80M/15500k");
    assertThat(profile.priority()).isEqualTo(5);
    assertThat(profile.burst())
        .isEqualTo(
            new Burst(
                BitRate.ofMbps(120),
                BitRate.ofMbps(30),
                BitRate.ofMbps(80),
                BitRate.ofKbps(15_500),
                Duration.ofSeconds(8)));
    assertThat(profile("priority 8").burst()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "burst 120M/30M threshold 80M/15M time 8s priority 5",
        "burst 1500k/333",
        "burst 2000M/1M time 86400s",
        "priority 1"
      })
  void what_is_shown_is_what_was_read(String text) {
    assertThat(profile(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | a burst, a priority or both",
        "brust 1M/1M | one of the names burst",
        "burst | a value behind each name",
        "burst 1M/1M burst 2M/2M | each name once",
        "burst 1M | burst with speeds such as",
        "burst 1M/1m | burst with speeds such as",
        "burst 1M/1M time 0s | time with 1s to 86400s",
        "burst 1M/1M time 86401s | time with 1s to 86400s",
        "burst 1M/1M time 8 | time with 1s to 86400s",
        "priority 9 | priority with a whole number from 1 to 8",
        "priority 0 | priority with a whole number from 1 to 8",
        "threshold 1M/1M | a burst where there is a threshold",
        "time 8s priority 1 | a burst where there is a threshold",
        "burst 1M/1M threshold 2M/1M | parts that go together"
      })
  void what_is_wrong_is_named(String text, String expectation) {
    Faults faults = new Faults();
    assertThat(PlanProfile.parse(text, "here", faults)).isEmpty();
    assertThat(faults.list()).isNotEmpty().extracting(Fault::place).containsOnly("here");
    assertThat(Faults.describe(faults.list())).contains(expectation);
  }

  @Test
  void all_that_is_wrong_is_named_at_once() {
    Faults faults = new Faults();
    PlanProfile.parse("burst fast colour red priority 12 time 1h", "here", faults);
    assertThat(faults.list()).hasSize(4);
  }

  @Test
  void a_burst_below_the_rates_is_no_profile() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> profile("burst 50M/50M").over(BitRate.ofMbps(100), BitRate.ofMbps(20)))
        .withMessageContaining("burst.download");
  }
}
