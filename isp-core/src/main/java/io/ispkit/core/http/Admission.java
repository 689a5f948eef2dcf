package io.ispkit.core.http;

import io.ispkit.core.connection.TargetGate;
import java.util.function.Supplier;

/** Lets an attempt through to a target that is up and not overrun. */
record Admission(String target, TargetGate gate) {

  HttpResult through(Supplier<HttpResult> attempt) {
    return gate.call(attempt, Admission::isFailureOfTarget, this::notSent);
  }

  private NotSent notSent(TargetGate.Closed closed) {
    NotSent.Reason reason =
        switch (closed.reason()) {
          case DOWN -> NotSent.Reason.CIRCUIT_OPEN;
          case BUSY -> NotSent.Reason.BUSY;
          case INTERRUPTED -> NotSent.Reason.INTERRUPTED;
        };
    return new NotSent(target, reason, closed.detail(), closed.retryAfter());
  }

  private static boolean isFailureOfTarget(HttpResult result) {
    return result.fold(
        answer -> Retries.isDown(answer.status()),
        notSent -> notSent.reason() != NotSent.Reason.INTERRUPTED,
        noAnswer ->
            switch (noAnswer.reason()) {
              case RESET, TLS, WRITE_TIMEOUT, ANSWER_TIMEOUT, MALFORMED -> true;
              case TOO_LARGE, UNREADABLE, INTERRUPTED -> false;
            });
  }
}
