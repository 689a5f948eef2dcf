package io.ispkit.comms.api;

/**
 * One configured account of one provider. Thread-safe; {@link #send} is called by many threads at
 * once. Optional abilities are small interfaces beside this one, such as {@link LooksUpMessages}.
 */
public interface Channel extends AutoCloseable {

  /**
   * Hands the message to the provider, once: never repeats it by itself. Blocks until there is an
   * outcome, at most as long as the configured time-outs. Called without any database connection
   * held.
   *
   * @return the outcome, in one of seven classes; anything thrown is treated as {@link
   *     SendOutcome.Unknown}
   */
  SendOutcome send(OutboundMessage message);

  /** Frees connections. Idempotent; waits for sends under way at most a few seconds. */
  @Override
  void close();
}
