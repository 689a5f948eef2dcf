package io.ispkit.radius.explain;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What the server will answer to one login, and why. Immutable; holds no secret but those in the
 * rows that it names, which its text form does not show.
 *
 * @param reply the attributes of the answer in their order, without those of the login itself
 *     (MS-CHAP2-Success, the keys of MPPE, MS-CHAP-Error) and without what further modules of the
 *     server add; empty if the verdict cannot be told
 * @param control what the rows have set inside the server; values of passwords are hidden
 * @param decisions every step, in the order of the server
 */
public record Explanation(
    LoginRequest request,
    Verdict verdict,
    List<ReplyItem> reply,
    List<ReplyItem> control,
    List<Decision> decisions) {

  /** Copies the lists. */
  public Explanation {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(verdict, "verdict");
    reply = List.copyOf(reply);
    control = List.copyOf(control);
    decisions = List.copyOf(decisions);
  }

  /** The step that settles the verdict; the last of them. */
  public Optional<Decision> deciding() {
    return decisions.stream().filter(Decision::decides).reduce((first, second) -> second);
  }

  /** All of it for a person: the verdict, every step on one line, what is set, and the answer. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(said(verdict))
        .append(" for ")
        .append(request.username())
        .append(" with ")
        .append(request.method().authType());
    deciding().ifPresent(step -> text.append(": ").append(line(step)));
    text.append('\n');
    for (Decision step : decisions) {
      text.append(step.decides() ? "* " : "  ").append(line(step)).append('\n');
    }
    control.forEach(item -> text.append("  control ").append(item).append('\n'));
    reply.forEach(item -> text.append("  reply   ").append(item).append('\n'));
    return text.toString();
  }

  private static String said(Verdict verdict) {
    return switch (verdict) {
      case ACCEPT -> "Access-Accept";
      case REJECT -> "Access-Reject";
      case CANNOT_TELL -> "Cannot tell";
    };
  }

  private static String line(Decision step) {
    AttributeRow row = step.row();
    return row == null
        ? step.says()
        : String.format(
            Locale.ROOT,
            "%s (%s) %s %s: %s",
            row.place(),
            row.owner(),
            row.attribute(),
            row.op(),
            step.says());
  }
}
