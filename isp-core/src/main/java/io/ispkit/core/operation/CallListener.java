package io.ispkit.core.operation;

import java.time.Duration;

/**
 * Hears of every call that an adapter makes to another system, for meters. Called on the thread of
 * the call: it must be quick and thread-safe. It holds no customer's data: all words are few and
 * distinct.
 */
@FunctionalInterface
public interface CallListener {

  /** Hears nothing. */
  CallListener NONE = (system, call, end, took) -> {};

  /**
   * One attempt of a call has ended.
   *
   * @param system which, such as {@code netbox}
   * @param call what kind of call, such as {@code POST}, {@code transaction} or {@code CoA-Request}
   * @param end how it ended, such as {@code 200}, {@code ack} or {@code no_answer.timeout}
   * @param took from the start of the attempt
   */
  void ended(String system, String call, String end, Duration took);
}
