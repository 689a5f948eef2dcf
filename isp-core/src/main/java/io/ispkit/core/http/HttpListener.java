package io.ispkit.core.http;

import java.time.Duration;

/**
 * Hears of every attempt of every call, for meters. Called on the thread of the caller: it must be
 * quick and thread-safe.
 */
@FunctionalInterface
public interface HttpListener {

  /** Hears nothing. */
  HttpListener NONE = (target, method, result, took) -> {};

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
