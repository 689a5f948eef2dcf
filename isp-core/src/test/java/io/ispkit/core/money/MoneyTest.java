package io.ispkit.core.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

  private static final Currency EUR = Currency.getInstance("EUR");

  @Test
  void amountsThatDifferOnlyInTrailingZerosAreEqual() {
    assertThat(Money.parse("59.9", "EUR"))
        .isEqualTo(Money.parse("59.90", "EUR"))
        .hasToString("59.90 EUR");
    assertThat(new Money(new BigDecimal("5.900"), EUR)).hasToString("5.90 EUR");
    assertThat(Money.parse("-0.00", "EUR")).isEqualTo(Money.zero(EUR));
  }

  @Test
  void theCurrencyDecidesTheFractionDigits() {
    assertThat(Money.parse("1500", "JPY")).hasToString("1500 JPY");
    assertThat(Money.parse("1.234", "BHD")).hasToString("1.234 BHD");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Money.parse("1.5", "JPY"))
        .withMessageContaining("0 fraction");
    assertThatIllegalArgumentException().isThrownBy(() -> Money.parse("1", "XAU"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 1",
        "1 ",
        "+1",
        "1,5",
        "1.",
        ".5",
        "1e3",
        "1E+999999999",
        "NaN",
        "٣",
        "1.23456",
        "1234567890123456"
      })
  void anAmountOfAnotherFormIsRefused(String amount) {
    assertThatIllegalArgumentException().isThrownBy(() -> Money.parse(amount, "EUR"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "eur", "EURO", "ZZZ", "E R"})
  void anUnknownCurrencyIsRefused(String code) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Money.parse("1", code))
        .withMessageContaining("ISO 4217");
  }

  @Test
  void absurdExponentsAreRefusedWithoutWork() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Money(new BigDecimal("1E+999999999"), EUR));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Money(new BigDecimal("1E-999999999"), EUR));
    assertThat(new Money(new BigDecimal("0E+999999999"), EUR)).isEqualTo(Money.zero(EUR));
  }

  @Test
  void sumsAndProductsAreExact() {
    Money tenth = Money.parse("0.10", "EUR");
    assertThat(tenth.plus(Money.parse("0.20", "EUR"))).isEqualTo(Money.parse("0.30", "EUR"));
    assertThat(tenth.minus(Money.parse("0.30", "EUR"))).isEqualTo(Money.parse("-0.20", "EUR"));
    assertThat(tenth.times(3)).isEqualTo(Money.ofMinor(30, EUR));
    assertThat(Money.parse("10.05", "EUR").times(new BigDecimal("0.19"), RoundingMode.HALF_EVEN))
        .isEqualTo(Money.parse("1.91", "EUR"));
  }

  @Test
  void aResultOutOfRangeIsRefused() {
    Money max = new Money(Money.MAX_AMOUNT, EUR);
    assertThatIllegalArgumentException().isThrownBy(() -> max.plus(Money.ofMinor(1, EUR)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> max.times(new BigDecimal("1E+99999999"), RoundingMode.UP));
  }

  @Test
  void twoCurrenciesNeverMix() {
    Money euro = Money.parse("1", "EUR");
    Money dollar = Money.parse("1", "USD");
    assertThatIllegalArgumentException().isThrownBy(() -> euro.plus(dollar));
    assertThatIllegalArgumentException().isThrownBy(() -> euro.compareTo(dollar));
    assertThat(euro).isNotEqualTo(dollar);
  }

  @Test
  void allocationGivesTheOddUnitsToTheLargestRemainders() {
    assertThat(Money.parse("0.05", "EUR").allocate(70, 30))
        .extracting(Money::toString)
        .containsExactly("0.04 EUR", "0.01 EUR");
    assertThat(Money.parse("100", "EUR").allocate(1, 1, 1))
        .extracting(Money::toString)
        .containsExactly("33.34 EUR", "33.33 EUR", "33.33 EUR");
    assertThat(Money.parse("0.01", "EUR").allocate(0, 1, 0))
        .extracting(Money::isZero)
        .containsExactly(true, false, true);
  }

  @Test
  void allocationNeverLosesNorInventsAUnit() {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      Money whole = Money.ofMinor(random.nextLong(-1_000_000, 1_000_000), EUR);
      long[] weights = random.longs(1 + random.nextInt(9), 0, 1_000).toArray();
      weights[0]++;
      List<Money> parts = whole.allocate(weights);
      assertThat(parts).hasSameSizeAs(weights);
      assertThat(parts.stream().reduce(Money.zero(EUR), Money::plus)).isEqualTo(whole);
    }
  }

  @Test
  void allocationWithoutAnyWeightIsRefused() {
    Money euro = Money.parse("1", "EUR");
    assertThatIllegalArgumentException().isThrownBy(euro::allocate);
    assertThatIllegalArgumentException().isThrownBy(() -> euro.allocate(0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> euro.allocate(2, -1));
  }
}
