package io.ispkit.core.http;

import io.ispkit.core.error.RetryableException;
import java.util.function.Function;

/**
 * How a call ended. The three cases are the three that an adapter must tell apart:
 *
 * <ul>
 *   <li>{@link HttpAnswer}: the other side answered, with any status.
 *   <li>{@link NotSent}: certainly nothing was sent, so nothing happened there.
 *   <li>{@link NoAnswer}: the request left, or may have left, and no usable answer came. If the
 *       call has an effect, it is <em>unknown</em> whether that happened: look before repeating.
 * </ul>
 */
public sealed interface HttpResult permits HttpAnswer, NotSent, NoAnswer {

  /**
   * Few distinct words for a meter: {@code 200}, {@code not_sent.connection}, {@code
   * no_answer.reset}.
   */
  String tag();

  /** Maps each case to a value. */
  default <T> T fold(
      Function<? super HttpAnswer, ? extends T> answer,
      Function<? super NotSent, ? extends T> notSent,
      Function<? super NoAnswer, ? extends T> noAnswer) {
    if (this instanceof HttpAnswer a) {
      return answer.apply(a);
    }
    return this instanceof NotSent n ? notSent.apply(n) : noAnswer.apply((NoAnswer) this);
  }

  /**
   * The answer to a call <em>without effect</em>. For a call with an effect use {@link #fold}: the
   * exception says that nothing was changed, which {@link NoAnswer} does not know.
   *
   * @throws RetryableException when there is no answer
   */
  default HttpAnswer answerToRead() {
    return fold(
        answer -> answer,
        notSent -> {
          throw notSent.toException();
        },
        noAnswer -> {
          throw new RetryableException(noAnswer.toString());
        });
  }
}
