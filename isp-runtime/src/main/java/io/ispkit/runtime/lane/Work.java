package io.ispkit.runtime.lane;

import io.ispkit.core.transaction.Transaction;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One piece of work on an item. */
public sealed interface Work {

  /**
   * Work in our own database. The body runs in a transaction that may be shared with the pieces of
   * other items and commits together with what its {@link Next} says of the item. It must do
   * nothing but database work: when the shared transaction fails the body runs again, alone; only
   * the run that commits counts. When it continues with another piece in a transaction, that piece
   * may run in the same transaction too.
   */
  record InTransaction(Function<Transaction, Next> body) implements Work {
    public InTransaction {
      Objects.requireNonNull(body, "body");
    }
  }

  /**
   * A call to another system. First the intent ({@code externalKey}, and what {@code before}
   * writes) commits; then {@code call} runs on a worker thread with no connection held; the piece
   * that it returns records the outcome, and when that commits the intent is closed. When the
   * process dies between, the item is claimed again with the intent open.
   *
   * <p>Only a piece that a call has returned closes an intent (a look-up's too: it is how an intent
   * that a crash left open is closed); {@link Next.Retry} may keep it open even then. Announcing
   * another intent replaces the open one.
   *
   * @param externalKey names the effect in the other system, the same on every attempt, 1 to 255
   *     characters; null: a call without effect (a look-up), which announces no intent
   * @param before writes in the transaction of the intent, or null
   * @param call the call; returns what to do with its outcome. What it throws is a failed attempt
   *     with the intent left open
   */
  record Remote(
      @Nullable String externalKey, @Nullable Consumer<Transaction> before, Callable<Work> call)
      implements Work {
    public Remote {
      Objects.requireNonNull(call, "call");
      if (externalKey != null && (externalKey.isEmpty() || externalKey.length() > 255)) {
        throw new IllegalArgumentException(
            "external key: expected 1 to 255 characters, got " + externalKey.length());
      }
    }

    /** Whether something is to be committed before the call. */
    boolean writes() {
      return externalKey != null || before != null;
    }
  }

  static Work inTransaction(Function<Transaction, Next> body) {
    return new InTransaction(body);
  }

  /** A call with an effect under {@code externalKey}. */
  static Work remote(String externalKey, Consumer<Transaction> before, Callable<Work> call) {
    return new Remote(Objects.requireNonNull(externalKey), before, call);
  }

  /** A call without effect. */
  static Work lookUp(Callable<Work> call) {
    return new Remote(null, null, call);
  }
}
