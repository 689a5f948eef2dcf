package io.ispkit.radius.live;

import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * How a change ended, rows and live sessions apart.
 *
 * @param rows the rows; unless they are done, no session was touched
 * @param sessions each session that was open; empty when none was, or none needed anything
 * @param trouble why the sessions could not be looked up or kept; empty when they were
 */
public record LiveReport(
    String username, Outcome<AppliedChange> rows, List<SessionResult> sessions, String trouble) {

  /** Copies the list. */
  public LiveReport {
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(rows, "rows");
    Objects.requireNonNull(trouble, "trouble");
    sessions = List.copyOf(sessions);
  }

  /**
   * The whole as one outcome.
   *
   * @return done: the rows are written, and what became of every session is known and as its policy
   *     wants it. Refused: either the rows were (nothing is written then), or with {@code
   *     session_unchanged} the rows are written and at least one session certainly goes on as
   *     before; undo, or let it end by itself. Unknown: of the rows or of a session; the same
   *     operation may be called again, and looks first
   */
  public Outcome<LiveReport> outcome() {
    if (!rows.isDone()) {
      return rows.map(applied -> this);
    }
    String unknown =
        sessions.stream()
            .filter(each -> each.outcome() instanceof Outcome.Unknown)
            .map(LiveReport::said)
            .collect(Collectors.joining("; "));
    if (!trouble.isEmpty() || !unknown.isEmpty()) {
      String both = trouble.isEmpty() || unknown.isEmpty() ? "" : "; ";
      return Outcome.unknown("the rows are written, but " + trouble + both + unknown);
    }
    List<SessionResult> refused =
        sessions.stream().filter(each -> each.outcome() instanceof Outcome.Refused).toList();
    if (refused.isEmpty()) {
      return Outcome.done(this);
    }
    String message =
        "the rows are written, but "
            + refused.stream().map(LiveReport::said).collect(Collectors.joining("; "));
    return Outcome.refused(
        refused.stream().anyMatch(each -> refusal(each).isPermanent())
            ? Refusal.permanent("session_unchanged", message)
            : Refusal.retryLater("session_unchanged", message));
  }

  private static Refusal refusal(SessionResult result) {
    return ((Outcome.Refused<SessionEffect>) result.outcome()).refusal();
  }

  private static String said(SessionResult result) {
    String why =
        result.outcome() instanceof Outcome.Unknown<SessionEffect> unknown
            ? unknown.reason()
            : refusal(result).toString();
    return "session " + result.session().acctSessionId() + ": " + why;
  }
}
