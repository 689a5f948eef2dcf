package io.ispkit.core.http;

import io.ispkit.core.operation.CallListener;
import java.time.Duration;

/**
 * Hears of every attempt of every call, for meters. Called on the thread of the caller: it must be
 * quick and thread-safe.
 */
@FunctionalInterface
public interface HttpListener {

  /** Hears nothing. */
  HttpListener NONE = (target, method, result, took) -> {};

  /** Passes on to a listener for calls of every kind. */
  static HttpListener telling(CallListener calls) {
    return (target, method, result, took) -> calls.ended(target, method, result.tag(), took);
  }

  /** This one, then {@code other}, which hears nothing when this one throws. */
  default HttpListener and(HttpListener other) {
    return (target, method, result, took) -> {
      attempted(target, method, result, took);
      other.attempted(target, method, result, took);
    };
  }

  /**
   * One attempt has ended. What it throws is logged and otherwise ignored.
   *
   * @param target the gateway's name
   * @param method such as POST
   * @param result see {@link HttpResult#tag()} for a label
   * @param took from the start of the attempt
   */
  void attempted(String target, String method, HttpResult result, Duration took);
}
