package io.ispkit.core.outcome;

import io.ispkit.core.error.PermanentException;
import io.ispkit.core.error.RetryableException;
import java.util.Objects;
import java.util.function.Function;

/**
 * How an effect on another system ended. There are three ways, and the third is never turned into
 * one of the others: an unknown outcome forces a look-up by our own operation id before anything is
 * repeated or undone.
 *
 * @param <T> what the effect yields when it is done
 */
public sealed interface Outcome<T> {

  /** The effect took place, now or under the same operation id before. */
  record Done<T>(T value) implements Outcome<T> {
    public Done {
      Objects.requireNonNull(value, "value");
    }
  }

  /** The effect certainly did not take place; {@link Refusal} tells why and what to do. */
  record Refused<T>(Refusal refusal) implements Outcome<T> {
    public Refused {
      Objects.requireNonNull(refusal, "refusal");
    }
  }

  /**
   * It is not known whether the effect took place: the request was, or may have been, written and
   * no valid answer came.
   *
   * @param reason what happened, for a person; holds no secret
   */
  record Unknown<T>(String reason) implements Outcome<T> {
    public Unknown {
      Objects.requireNonNull(reason, "reason");
    }
  }

  static <T> Outcome<T> done(T value) {
    return new Done<>(value);
  }

  static <T> Outcome<T> refused(Refusal refusal) {
    return new Refused<>(refusal);
  }

  /** Refused for good; see {@link Refusal#permanent}. */
  static <T> Outcome<T> refused(String code, String message) {
    return new Refused<>(Refusal.permanent(code, message));
  }

  static <T> Outcome<T> unknown(String reason) {
    return new Unknown<>(reason);
  }

  /** Applies {@code f} to the value when done; the other two pass unchanged. */
  default <U> Outcome<U> map(Function<? super T, ? extends U> f) {
    return flatMap(value -> new Done<>(f.apply(value)));
  }

  /** Continues with {@code f} when done; the other two pass unchanged. */
  default <U> Outcome<U> flatMap(Function<? super T, Outcome<U>> f) {
    if (this instanceof Done<T> done) {
      return f.apply(done.value());
    }
    if (this instanceof Refused<T> refused) {
      return new Refused<>(refused.refusal());
    }
    return new Unknown<>(((Unknown<T>) this).reason());
  }

  default boolean isDone() {
    return this instanceof Done;
  }

  /**
   * The value, for callers to whom anything but done is exceptional.
   *
   * @throws RetryableException refused, but may be repeated later
   * @throws PermanentException refused for good, or unknown (which must not be repeated blindly)
   */
  default T orElseThrow() {
    if (this instanceof Done<T> done) {
      return done.value();
    }
    if (this instanceof Refused<T> refused) {
      throw refused.refusal().toException();
    }
    throw new PermanentException("outcome unknown: " + ((Unknown<T>) this).reason());
  }
}
