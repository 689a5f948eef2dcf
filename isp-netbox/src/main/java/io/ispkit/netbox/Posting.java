package io.ispkit.netbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.ispkit.core.http.HttpAnswer;
import io.ispkit.core.http.HttpResult;
import io.ispkit.core.outcome.Refusal;
import java.util.Optional;

/** Makes one object, once. Does not look up; its caller does. */
final class Posting<T extends Marked> {

  /** What is refused when there is no room left. */
  static final String EXHAUSTED = "pool_exhausted";

  private final NetBoxApi api;
  private final Verdict verdict;
  private final Marks<T> marks;

  Posting(NetBoxApi api, Verdict verdict, Marks<T> marks) {
    this.api = api;
    this.verdict = verdict;
    this.marks = marks;
  }

  /**
   * Posts.
   *
   * @throws CallFailed certainly nothing was sent
   */
  Taken<T> post(String path, JsonNode body) throws CallFailed {
    HttpResult result = api.post(path, body);
    if (Verdict.isUnclear(result)) {
      return new Taken.Unclear<>(result);
    }
    if (!(result instanceof HttpAnswer answer)) {
      throw verdict.failure(result);
    }
    if (answer.isSuccess()) {
      T made;
      try {
        made = marks.read(answer.json(), "");
      } catch (CallFailed unreadable) {
        return new Taken.Unclear<>(result);
      }
      return marks.isMarked(body, answer.json()) ? new Taken.Got<>(made) : unmarked(made);
    }
    if (answer.status() == 409) {
      return new Taken.No<>(Refusal.permanent(EXHAUSTED, Verdict.words(answer)));
    }
    return new Taken.No<>(verdict.failure(result).refusal());
  }

  private Taken<T> unmarked(T made) {
    Optional<HttpResult> there = marks.takeBack(made.id());
    return there.isPresent()
        ? new Taken.Unclear<>(there.get())
        : new Taken.No<>(marks.undefined().refusal());
  }
}
