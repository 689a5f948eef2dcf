package io.ispkit.core.http;

import io.ispkit.core.secret.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends one call once, holds each phase to its time-out, and says whether the request may have
 * left.
 */
final class Attempt {

  /**
   * The client itself watches the connecting; this only bounds what it does not watch, such as a
   * slow name server.
   */
  private static final Duration CONNECT_GRACE = Duration.ofSeconds(2);

  private final HttpClient client;
  private final Target target;
  private final HttpCall call;
  private final Map<String, Secret> headers;
  private final @Nullable RequestBody body;
  private final Duration answerWithin;

  Attempt(HttpClient client, Target target, HttpCall call) {
    this.client = client;
    this.target = target;
    this.call = call;
    byte[] bytes = call.body();
    body = bytes == null ? null : new RequestBody(bytes);
    headers = new HashMap<>(target.headers());
    headers.putAll(call.headers());
    answerWithin = call.answerWithin().orElse(target.timeouts().answer());
  }

  HttpResult run() {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request(), BoundedBody.upTo(target.maxAnswerBytes()));
    try {
      return await(answer);
    } catch (ExecutionException failed) {
      return failed(FailureWords.unwrap(failed));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return interrupted(answer);
    }
  }

  private HttpRequest request() {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target.base() + call.target()));
    headers.forEach((name, value) -> request.setHeader(name, value.reveal()));
    return request.method(call.method(), body == null ? BodyPublishers.noBody() : body).build();
  }

  private HttpResult await(CompletableFuture<HttpResponse<byte[]>> answer)
      throws ExecutionException, InterruptedException {
    Duration connect = target.timeouts().connect().plus(CONNECT_GRACE);
    if (body == null) {
      return ended(answer, connect.plus(answerWithin))
          ? read(answer.get())
          : late(answer, NoAnswer.Reason.ANSWER_TIMEOUT, answerWithin);
    }
    if (!ended(CompletableFuture.anyOf(answer, body.started()), connect) && body.abandon()) {
      answer.cancel(true);
      return new NotSent(
          target.name(), NotSent.Reason.CONNECT_TIMEOUT, "not connected within " + connect);
    }
    Duration write = target.timeouts().write();
    if (!ended(CompletableFuture.anyOf(answer, body.written()), write)) {
      return late(answer, NoAnswer.Reason.WRITE_TIMEOUT, write);
    }
    return ended(answer, answerWithin)
        ? read(answer.get())
        : late(answer, NoAnswer.Reason.ANSWER_TIMEOUT, answerWithin);
  }

  /** Waits for the end of something, good or bad; false when the time was over first. */
  private static boolean ended(Future<?> something, Duration limit)
      throws InterruptedException, ExecutionException {
    try {
      something.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException late) {
      return false;
    }
  }

  private HttpResult late(Future<?> answer, NoAnswer.Reason reason, Duration limit) {
    answer.cancel(true);
    return new NoAnswer(target.name(), reason, "not complete within " + limit);
  }

  private HttpResult read(HttpResponse<byte[]> response) {
    HttpAnswer answer = new HttpAnswer(response.statusCode(), response.headers(), response.body());
    if (call.expectsJson() && answer.isSuccess() && !answer.isEmptyOrJson()) {
      return new NoAnswer(
          target.name(), NoAnswer.Reason.UNREADABLE, "expected JSON, but was " + answer);
    }
    return answer;
  }

  private HttpResult failed(Throwable failure) {
    boolean nothingLeft =
        body == null ? FailureWords.provesNoConnection(failure) : !body.mayHaveLeft();
    String detail = FailureWords.describe(failure, secrets());
    return nothingLeft
        ? new NotSent(target.name(), FailureWords.reasonNotSent(failure), detail)
        : new NoAnswer(target.name(), FailureWords.reasonNoAnswer(failure), detail);
  }

  private HttpResult interrupted(Future<?> answer) {
    boolean nothingLeft = body != null && body.abandon();
    answer.cancel(true);
    String detail = "the waiting thread was interrupted";
    return nothingLeft
        ? new NotSent(target.name(), NotSent.Reason.INTERRUPTED, detail)
        : new NoAnswer(target.name(), NoAnswer.Reason.INTERRUPTED, detail);
  }

  private List<Secret> secrets() {
    return new ArrayList<>(headers.values());
  }
}
