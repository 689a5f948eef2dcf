package io.ispkit.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

  @ParameterizedTest
  @CsvSource({
    "30s, PT30S",
    "500ms, PT0.5S",
    "1h30m, PT1H30M",
    "3d, PT72H",
    "0s, PT0S",
    "1d2h3m4s5ms, PT26H3M4.005S"
  })
  void durationsAreReadAndWritten(String text, Duration duration) {
    assertThat(DurationText.parse(text)).isEqualTo(duration);
    assertThat(DurationText.of(duration)).isEqualTo(text);
    assertThat(DurationText.parse(duration.toString())).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "30", "s", "1.5s", "-1s", "1s1h", "1 s", "1w", "PT", "999999999999d", "٣s"})
  void whatHasNoUnitOrAnotherFormIsNoDuration(String text) {
    assertThatException().isThrownBy(() -> DurationText.parse(text));
  }
}
