package io.ispkit.runtime.lane;

import io.ispkit.core.transaction.Transaction;
import java.util.Objects;
import java.util.function.Function;

/** One piece of work on one item, waiting for a transaction. */
record Piece(Turn turn, Function<Transaction, Ending> body) {

  /** What a piece came to; takes effect when its transaction has committed. */
  sealed interface Ending {

    /** As the handler said. */
    record Said(Next next) implements Ending {
      public Said {
        Objects.requireNonNull(next, "a piece of work said nothing of its item");
      }
    }

    /** The intent is written: now the call. */
    record Announced(Work.Remote remote) implements Ending {}

    /** A failed attempt. */
    record Failed(Throwable reason) implements Ending {}

    /** Given back, unfinished. */
    record Released() implements Ending {}
  }

  static Piece of(Turn turn, Work.InTransaction work) {
    return new Piece(turn, tx -> new Ending.Said(work.body().apply(tx)));
  }

  static Piece announcing(Turn turn, Work.Remote remote) {
    return new Piece(turn, tx -> announce(remote, tx));
  }

  static Ending announce(Work.Remote remote, Transaction tx) {
    if (remote.before() != null) {
      remote.before().accept(tx);
    }
    return new Ending.Announced(remote);
  }

  static Piece failed(Turn turn, Throwable reason) {
    return new Piece(turn, tx -> new Ending.Failed(reason));
  }

  static Piece release(Turn turn) {
    return new Piece(turn, tx -> new Ending.Released());
  }
}
