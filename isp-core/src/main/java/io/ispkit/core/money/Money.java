package io.ispkit.core.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * An exact amount in one currency. The amount always has the currency's own number of fraction
 * digits (ISO 4217), so {@code 59.9 EUR} and {@code 59.90 EUR} are equal. It may be negative (a
 * credit).
 *
 * <p>Immutable and thread-safe. Nothing is rounded unless the caller names the rounding. Two
 * currencies never mix: every method that takes another amount throws {@link
 * IllegalArgumentException} when the currencies differ. A result beyond {@link #MAX_AMOUNT} is
 * refused with {@link IllegalArgumentException} too.
 *
 * @param amount the amount in major units, between minus and plus {@link #MAX_AMOUNT}
 * @param currency a currency that has fraction digits, which excludes metals and test codes such as
 *     XAU and XXX
 */
public record Money(BigDecimal amount, Currency currency) implements Comparable<Money> {

  /** The largest absolute amount, in major units. */
  public static final BigDecimal MAX_AMOUNT = new BigDecimal("999999999999999");

  private static final Pattern PLAIN_DECIMAL = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,4})?");
  private static final Pattern CURRENCY_CODE = Pattern.compile("[A-Z]{3}");
  private static final String TOO_LARGE = "expected an amount of at most " + MAX_AMOUNT;

  /**
   * Checks the range and brings the amount to the currency's fraction digits.
   *
   * @throws IllegalArgumentException when the amount is out of range or finer than the currency's
   *     smallest unit
   */
  public Money {
    Objects.requireNonNull(amount, "amount");
    Objects.requireNonNull(currency, "currency");
    int digits = currency.getDefaultFractionDigits();
    if (digits < 0) {
      throw new IllegalArgumentException("expected a currency to pay in, but was " + currency);
    }
    // Compared before any change of scale: setScale on 1E+999999999 would exhaust memory.
    if (amount.abs().compareTo(MAX_AMOUNT) > 0) {
      throw new IllegalArgumentException(TOO_LARGE);
    }
    if (amount.signum() == 0) {
      amount = BigDecimal.ZERO.setScale(digits);
    } else if (amount.scale() > digits && amount.stripTrailingZeros().scale() > digits) {
      throw new IllegalArgumentException(
          "expected at most " + digits + " fraction digits for " + currency);
    }
    amount = amount.setScale(digits, RoundingMode.UNNECESSARY);
  }

  /** The amount zero in a currency. */
  public static Money zero(Currency currency) {
    return new Money(BigDecimal.ZERO, currency);
  }

  /** An amount given in the currency's smallest unit, such as cents. */
  public static Money ofMinor(long minorUnits, Currency currency) {
    return new Money(
        BigDecimal.valueOf(minorUnits, Math.max(0, currency.getDefaultFractionDigits())), currency);
  }

  /**
   * Reads an amount such as {@code 59.90} and an ISO 4217 code such as {@code EUR}.
   *
   * @throws IllegalArgumentException when either is not of that form; the message names the
   *     expectation
   */
  public static Money parse(String amount, String currency) {
    if (!PLAIN_DECIMAL.matcher(amount).matches()) {
      throw new IllegalArgumentException("expected a plain decimal amount such as 59.90");
    }
    return new Money(new BigDecimal(amount), currencyOf(currency));
  }

  private static Currency currencyOf(String code) {
    if (CURRENCY_CODE.matcher(code).matches()) {
      try {
        return Currency.getInstance(code);
      } catch (IllegalArgumentException unknown) {
        throw new IllegalArgumentException(
            "expected an ISO 4217 currency code, but was " + code, unknown);
      }
    }
    throw new IllegalArgumentException("expected an ISO 4217 currency code such as EUR");
  }

  /** The sum of both amounts. */
  public Money plus(Money other) {
    return new Money(amount.add(sameCurrency(other).amount), currency);
  }

  /** This amount less the other. */
  public Money minus(Money other) {
    return new Money(amount.subtract(sameCurrency(other).amount), currency);
  }

  /** This amount, a whole number of times. */
  public Money times(long factor) {
    return new Money(amount.multiply(BigDecimal.valueOf(factor)), currency);
  }

  /**
   * This amount times a fraction, such as a tax rate, rounded to the currency's smallest unit as
   * told.
   */
  public Money times(BigDecimal factor, RoundingMode rounding) {
    BigDecimal exact = amount.multiply(factor);
    if (exact.abs().compareTo(MAX_AMOUNT) > 0) {
      throw new IllegalArgumentException(TOO_LARGE);
    }
    return new Money(exact.setScale(amount.scale(), rounding), currency);
  }

  /** The same amount with the other sign. */
  public Money negated() {
    return new Money(amount.negate(), currency);
  }

  /** Whether the amount is exactly zero. */
  public boolean isZero() {
    return amount.signum() == 0;
  }

  /** Whether the amount is below zero. */
  public boolean isNegative() {
    return amount.signum() < 0;
  }

  /**
   * Splits the amount by weights without losing or inventing a smallest unit: the parts always add
   * up to this amount. What does not divide evenly goes, one smallest unit each, to the parts with
   * the largest cut-off remainder, and among equals to the earlier one.
   *
   * @param weights at least one; none negative; not all zero
   * @return as many parts as weights, in their order
   * @throws IllegalArgumentException when the weights are not of that form
   */
  public List<Money> allocate(long... weights) {
    List<BigInteger> shares = Allocation.of(amount.unscaledValue(), weights);
    List<Money> parts = new ArrayList<>(shares.size());
    for (BigInteger share : shares) {
      parts.add(new Money(new BigDecimal(share, amount.scale()), currency));
    }
    return List.copyOf(parts);
  }

  /**
   * Orders amounts of one currency.
   *
   * @throws IllegalArgumentException when the currencies differ
   */
  @Override
  public int compareTo(Money other) {
    return amount.compareTo(sameCurrency(other).amount);
  }

  private Money sameCurrency(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(
          "expected an amount in " + currency + ", but was in " + other.currency);
    }
    return other;
  }

  /** The amount and the currency code, such as {@code 59.90 EUR}. */
  @Override
  public String toString() {
    return amount.toPlainString() + " " + currency.getCurrencyCode();
  }
}
