package io.ispkit.radius.accounting;

import io.ispkit.radius.nas.CounterView;

/**
 * Bytes, seen from the user. A sum beyond {@link Long#MAX_VALUE}, which only a broken counter can
 * make, is that.
 *
 * @param upload what the user sent, zero or more
 * @param download what the user received, zero or more
 */
public record Traffic(long upload, long download) {

  /** No bytes at all. */
  public static final Traffic NONE = new Traffic(0, 0);

  /** Checks that neither is negative. */
  public Traffic {
    if (upload < 0 || download < 0) {
      throw new IllegalArgumentException(
          "bytes: expected zero or more, but was " + upload + " and " + download);
    }
  }

  /** From the two columns; less than nothing, which a broken NAS may report, counts as nothing. */
  static Traffic counted(long input, long output, CounterView view) {
    long in = Math.max(0, input);
    long out = Math.max(0, output);
    return view == CounterView.NAS ? new Traffic(in, out) : new Traffic(out, in);
  }

  /** Both directions together. */
  public long total() {
    return sum(upload, download);
  }

  /** The sum. */
  public Traffic plus(Traffic other) {
    return new Traffic(sum(upload, other.upload), sum(download, other.download));
  }

  /** Of two numbers that are not negative. */
  private static long sum(long one, long other) {
    return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
  }

  /** What came since {@code earlier}; nothing for a counter that went back. */
  Traffic since(Traffic earlier) {
    return new Traffic(
        Math.max(0, upload - earlier.upload), Math.max(0, download - earlier.download));
  }
}
