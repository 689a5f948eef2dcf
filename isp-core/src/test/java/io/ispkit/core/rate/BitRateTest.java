package io.ispkit.core.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BitRateTest {

  @ParameterizedTest
  @CsvSource({
    "100M, 100000000, 100 Mbit/s",
    "2.5G, 2500000000, 2500 Mbit/s",
    "2.5 Gbit/s, 2500000000, 2500 Mbit/s",
    "1G, 1000000000, 1 Gbit/s",
    "1T, 1000000000000, 1000 Gbit/s",
    "512k, 512000, 512 kbit/s",
    "512Kbps, 512000, 512 kbit/s",
    "1500, 1500, 1500 bit/s",
    "0.001k, 1, 1 bit/s"
  })
  void speedsAreReadAndShownInTheirLargestExactUnit(String text, long bits, String shown) {
    assertThat(BitRate.parse(text)).isEqualTo(new BitRate(bits)).hasToString(shown);
    assertThat(BitRate.parse(shown)).isEqualTo(new BitRate(bits));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "-1M",
        "100m",
        "1.5",
        "1e9",
        "2T",
        "9999999999999T",
        "100 M B",
        "M",
        "١M",
        "100M\n"
      })
  void whatIsNoSpeedIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BitRate.parse(text))
        .withMessageStartingWith("expected");
  }

  @Test
  void theRangeEndsAtOneTerabit() {
    assertThat(BitRate.ofGbps(1000).bitsPerSecond()).isEqualTo(BitRate.MAX_BITS_PER_SECOND);
    assertThatIllegalArgumentException().isThrownBy(() -> BitRate.ofGbps(1001));
    assertThatIllegalArgumentException().isThrownBy(() -> BitRate.ofKbps(Long.MAX_VALUE));
    assertThatIllegalArgumentException().isThrownBy(() -> new BitRate(0));
  }

  @Test
  void kilobitsAreExactOrRefused() {
    assertThat(BitRate.ofMbps(10).kbps()).isEqualTo(10_000);
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> new BitRate(1_500).kbps());
  }
}
