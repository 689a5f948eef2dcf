package io.ispkit.netbox;

import io.ispkit.core.http.HttpResult;
import io.ispkit.core.outcome.Refusal;

/** How one try to make an object ended. */
sealed interface Taken<T> {

  /** It is ours. */
  record Got<T>(T object) implements Taken<T> {}

  /** Certainly nothing was made. */
  record No<T>(Refusal refusal) implements Taken<T> {}

  /** It is unknown whether anything was made. */
  record Unclear<T>(HttpResult result) implements Taken<T> {}
}
