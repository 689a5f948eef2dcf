package io.ispkit.netbox;

import io.ispkit.core.outcome.Refusal;

/** A call that certainly changed nothing did not yield what was asked for. */
final class CallFailed extends Exception {

  private static final long serialVersionUID = 1L;

  /** What it says of NetBox. */
  enum Kind {
    /** It is out: not reachable, or its proxy says so. Nothing was written. */
    OUTAGE,
    /** It may be there, but did not answer well; later perhaps. */
    AWAY,
    /** It said no, in its own words. */
    REFUSED
  }

  private final Kind kind;
  private final transient Refusal refusal;

  private CallFailed(Kind kind, Refusal refusal) {
    super(refusal.toString(), null, false, false);
    this.kind = kind;
    this.refusal = refusal;
  }

  static CallFailed outage(Refusal refusal) {
    return new CallFailed(Kind.OUTAGE, refusal);
  }

  static CallFailed away(Refusal refusal) {
    return new CallFailed(Kind.AWAY, refusal);
  }

  static CallFailed refused(String code, String message) {
    return new CallFailed(Kind.REFUSED, Refusal.permanent(code, message));
  }

  Kind kind() {
    return kind;
  }

  Refusal refusal() {
    return refusal;
  }
}
