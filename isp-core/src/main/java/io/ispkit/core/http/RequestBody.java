package io.ispkit.core.http;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The body of one attempt, which knows how far the client came with it.
 *
 * <p>The client must ask {@link #contentLength()} before it can write the first byte of the request
 * head, and it does so only on a connection that stands (TLS included). Hence, as long as nobody
 * asked, certainly nothing was written; from then on something may have been. That is why every
 * call with an effect has a body, if only an empty one. Once {@link #abandon() abandoned}, the body
 * refuses to be asked, so a late connection cannot send it after the caller was told "not sent".
 * And it can be asked once only: a client that repeats requests of its own accord (the JDK's does,
 * under the system property {@code jdk.httpclient.enableAllMethodRetry}) fails instead of sending
 * twice.
 */
final class RequestBody implements BodyPublisher {

  private enum State {
    UNTOUCHED,
    STARTED,
    ABANDONED
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.UNTOUCHED);
  private final CompletableFuture<Void> started = new CompletableFuture<>();
  private final CompletableFuture<Void> written = new CompletableFuture<>();
  private final int length;
  private final BodyPublisher bytes;

  RequestBody(byte[] body) {
    length = body.length;
    bytes = BodyPublishers.ofByteArray(body);
  }

  @Override
  public long contentLength() {
    if (!state.compareAndSet(State.UNTOUCHED, State.STARTED)) {
      throw new IllegalStateException("the request was given up or sent before");
    }
    started.complete(null);
    if (length == 0) {
      written.complete(null);
    }
    return length;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    bytes.subscribe(new Watching(subscriber));
  }

  /**
   * Makes sure that it is never sent, unless the client has begun. Returns whether that was in
   * time.
   */
  boolean abandon() {
    return state.compareAndSet(State.UNTOUCHED, State.ABANDONED);
  }

  boolean mayHaveLeft() {
    return state.get() == State.STARTED;
  }

  /** Completes when the client begins to write the request. */
  CompletableFuture<Void> started() {
    return started;
  }

  /** Completes when the client has taken the last byte, which it does as the connection drains. */
  CompletableFuture<Void> written() {
    return written;
  }

  private final class Watching implements Flow.Subscriber<ByteBuffer> {

    private final Flow.Subscriber<? super ByteBuffer> client;

    private Watching(Flow.Subscriber<? super ByteBuffer> client) {
      this.client = client;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      client.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer part) {
      client.onNext(part);
    }

    @Override
    public void onError(Throwable failure) {
      client.onError(failure);
    }

    @Override
    public void onComplete() {
      written.complete(null);
      client.onComplete();
    }
  }
}
