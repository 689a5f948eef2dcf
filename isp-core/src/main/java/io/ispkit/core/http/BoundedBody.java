package io.ispkit.core.http;

import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Collects the body of an answer up to a limit, and hangs up beyond it. */
final class BoundedBody implements BodySubscriber<byte[]> {

  /** The answer is longer than allowed. */
  static final class TooLarge extends IOException {

    private TooLarge(long limit) {
      super("more than " + limit + " bytes");
    }
  }

  private final BodySubscriber<byte[]> bytes = BodySubscribers.ofByteArray();
  private final long limit;
  private long left;
  private Flow.@Nullable Subscription subscription;

  private BoundedBody(long limit, long announced) {
    this.limit = limit;
    this.left = announced > limit ? -1 : limit;
  }

  static BodyHandler<byte[]> upTo(long limit) {
    return head ->
        new BoundedBody(limit, head.headers().firstValueAsLong("content-length").orElse(0));
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return bytes.getBody();
  }

  @Override
  public void onSubscribe(Flow.Subscription offered) {
    subscription = offered;
    if (left < 0) {
      bytes.onSubscribe(new Unwanted());
      hangUp();
    } else {
      bytes.onSubscribe(offered);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    if (left >= 0) {
      left -= parts.stream().mapToLong(ByteBuffer::remaining).sum();
      if (left < 0) {
        hangUp();
      } else {
        bytes.onNext(parts);
      }
    }
  }

  private void hangUp() {
    if (subscription != null) {
      subscription.cancel();
    }
    bytes.onError(new TooLarge(limit));
  }

  @Override
  public void onError(Throwable failure) {
    bytes.onError(failure);
  }

  @Override
  public void onComplete() {
    bytes.onComplete();
  }

  /** Asks for nothing. */
  private static final class Unwanted implements Flow.Subscription {

    @Override
    public void request(long count) {}

    @Override
    public void cancel() {}
  }
}
