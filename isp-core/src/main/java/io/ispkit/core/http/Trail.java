package io.ispkit.core.http;

import org.jspecify.annotations.Nullable;

/**
 * What the attempts of one call came to. Once the effect of an attempt is unknown, a later one
 * cannot make that undone.
 */
final class Trail {

  private final HttpCall call;
  private @Nullable HttpResult last;
  private @Nullable NoAnswer unknown;

  Trail(HttpCall call) {
    this.call = call;
  }

  HttpResult add(HttpResult result) {
    last = result;
    if (unknown == null
        && result instanceof NoAnswer noAnswer
        && call.effect() != CallEffect.NONE) {
      unknown = noAnswer;
    }
    return result;
  }

  /** The last result, if an attempt was made at all. */
  @Nullable HttpResult last() {
    return last;
  }

  HttpResult verdict(HttpResult end) {
    NoAnswer earlier = unknown;
    if (earlier == null || end == earlier) {
      return end;
    }
    return end instanceof HttpAnswer answer && !Retries.isTransient(answer.status())
        ? answer.afterUnknown()
        : earlier;
  }
}
