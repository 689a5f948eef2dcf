package io.ispkit.core.money;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Splits a whole number by weights with the largest-remainder method. */
final class Allocation {

  private Allocation() {}

  static List<BigInteger> of(BigInteger units, long... weights) {
    BigInteger total = totalOf(weights);
    BigInteger size = units.abs();
    List<BigInteger> shares = new ArrayList<>(weights.length);
    List<BigInteger> remainders = new ArrayList<>(weights.length);
    BigInteger left = size;
    for (long weight : weights) {
      BigInteger[] split = size.multiply(BigInteger.valueOf(weight)).divideAndRemainder(total);
      shares.add(split[0]);
      remainders.add(split[1]);
      left = left.subtract(split[0]);
    }
    // Fewer units are left than there are parts with a remainder, so a part of weight zero never
    // gets one.
    for (int index : byRemainder(remainders).subList(0, left.intValueExact())) {
      shares.set(index, shares.get(index).add(BigInteger.ONE));
    }
    if (units.signum() < 0) {
      shares.replaceAll(BigInteger::negate);
    }
    return shares;
  }

  private static BigInteger totalOf(long... weights) {
    BigInteger total = BigInteger.ZERO;
    for (long weight : weights) {
      if (weight < 0) {
        throw new IllegalArgumentException(
            "expected weights of zero or more, but one was " + weight);
      }
      total = total.add(BigInteger.valueOf(weight));
    }
    if (total.signum() == 0) {
      throw new IllegalArgumentException("expected at least one weight above zero");
    }
    return total;
  }

  private static List<Integer> byRemainder(List<BigInteger> remainders) {
    List<Integer> order = new ArrayList<>(remainders.size());
    for (int i = 0; i < remainders.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.<Integer, BigInteger>comparing(remainders::get).reversed());
    return order;
  }
}
