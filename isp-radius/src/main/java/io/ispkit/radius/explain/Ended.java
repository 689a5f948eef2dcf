package io.ispkit.radius.explain;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The decision ends here, wherever it stands. Never leaves this package. */
final class Ended extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Verdict verdict;
  private final transient @Nullable AttributeRow row;

  private Ended(Verdict verdict, @Nullable AttributeRow row, String why) {
    super(Objects.requireNonNull(why, "why"), null, false, false);
    this.verdict = verdict;
    this.row = row;
  }

  /** The server refuses, because of {@code row} if there is one. */
  static Ended rejected(@Nullable AttributeRow row, String why) {
    return new Ended(Verdict.REJECT, row, why);
  }

  /** The server does something that is not modelled. */
  static Ended unmodelled(@Nullable AttributeRow row, String why) {
    return new Ended(Verdict.CANNOT_TELL, row, why);
  }

  Verdict verdict() {
    return verdict;
  }

  Decision decision() {
    return new Decision(row, "" + getMessage(), true);
  }
}
