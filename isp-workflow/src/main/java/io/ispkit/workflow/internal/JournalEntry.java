package io.ispkit.workflow.internal;

import org.jspecify.annotations.Nullable;

/**
 * A row of the journal that is about to be written.
 *
 * @param operationId key in the other system, where a call is made
 * @param undone JSON of what an undo put back
 */
record JournalEntry(
    String stage,
    Kind kind,
    Mark mark,
    int attempt,
    @Nullable String operationId,
    @Nullable String detail,
    @Nullable String undone) {

  enum Kind {
    DO("do"),
    UNDO("undo"),
    WAIT("wait"),
    TIMER("timer");

    final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  enum Mark {
    INTENT("intent"),
    DONE("done"),
    REFUSED("refused"),
    UNKNOWN("unknown"),
    FAILED("failed"),
    UNDONE("undone");

    final String text;

    Mark(String text) {
      this.text = text;
    }
  }
}
