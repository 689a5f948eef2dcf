package io.ispkit.netbox;

import io.ispkit.core.http.HttpResult;
import io.ispkit.core.outcome.Refusal;

/** How one try to make an object ended. */
sealed interface Taken<T> {

  /** One try. */
  interface Write<T> {

    /**
     * Makes the object, once.
     *
     * @throws CallFailed certainly nothing was made
     */
    Taken<T> write() throws CallFailed;
  }

  /**
   * Tries once, and gives each refusal as a {@link No}, whatever call it was.
   *
   * @throws CallFailed NetBox is away, and certainly nothing was made
   */
  static <T> Taken<T> by(Write<T> write) throws CallFailed {
    try {
      return write.write();
    } catch (CallFailed failed) {
      if (failed.kind() != CallFailed.Kind.REFUSED) {
        throw failed;
      }
      return new No<>(failed.refusal());
    }
  }

  /** It is ours. */
  record Got<T>(T object) implements Taken<T> {}

  /** Certainly nothing was made. */
  record No<T>(Refusal refusal) implements Taken<T> {}

  /** It is unknown whether anything was made. */
  record Unclear<T>(HttpResult result) implements Taken<T> {}
}
