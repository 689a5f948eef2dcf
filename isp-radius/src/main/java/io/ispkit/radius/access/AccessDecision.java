package io.ispkit.radius.access;

import io.ispkit.radius.access.AccessFacts.Document;
import io.ispkit.radius.access.AccessFacts.Suspension;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether a customer may connect now, and why not: every reason, not only the first. Immutable.
 *
 * @param reasons in the order customer, subscription, documents, suspensions, rows
 */
public record AccessDecision(List<Reason> reasons) {

  /**
   * One reason.
   *
   * @param code for programs, such as {@code suspended}
   * @param text for a person
   * @param blocks whether it keeps the customer out; else it only limits, or tells
   */
  public record Reason(String code, String text, boolean blocks) {
    /** Checks that nothing is missing. */
    public Reason {
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(text, "text");
    }
  }

  /** Copies the list. */
  public AccessDecision {
    reasons = List.copyOf(reasons);
  }

  /** Whether nothing keeps the customer out. */
  public boolean mayConnect() {
    return reasons.stream().noneMatch(Reason::blocks);
  }

  /** Judges the facts at a moment. Pure. */
  public static AccessDecision of(AccessFacts facts, Instant now) {
    List<Reason> reasons = new ArrayList<>();
    customer(facts, reasons);
    subscription(facts, now, reasons);
    facts.documents().forEach(document -> document(document, now, reasons));
    facts.suspensions().forEach(suspension -> suspension(suspension, now, reasons));
    rows(facts, reasons);
    return new AccessDecision(reasons);
  }

  private static void customer(AccessFacts facts, List<Reason> reasons) {
    switch (facts.customer()) {
      case PROSPECT -> reasons.add(blocking("customer_prospect", "the customer has no contract"));
      case BLOCKED -> reasons.add(blocking("customer_blocked", "the customer is blocked"));
      case CLOSED -> reasons.add(blocking("customer_closed", "the customer has left"));
      case ACTIVE -> {
        // as it should be
      }
    }
  }

  private static void subscription(AccessFacts facts, Instant now, List<Reason> reasons) {
    switch (facts.subscription()) {
      case PENDING ->
          reasons.add(blocking("subscription_pending", "the subscription is not in use yet"));
      case PAUSED -> reasons.add(blocking("subscription_paused", "the customer has paused it"));
      case CANCELLED -> reasons.add(blocking("subscription_cancelled", "it is cancelled"));
      case ACTIVE -> {
        // as it should be
      }
    }
    Instant start = facts.start();
    if (start != null && now.isBefore(start)) {
      reasons.add(blocking("subscription_not_begun", "the subscription begins at " + start));
    }
    Instant end = facts.end();
    if (isOver(end, now)) {
      reasons.add(blocking("subscription_ended", "the subscription ended at " + end));
    }
  }

  private static void document(Document document, Instant now, List<Reason> reasons) {
    Instant from = document.requiredFrom();
    boolean required = !now.isBefore(from);
    if (!document.present()) {
      reasons.add(
          required
              ? blocking("document_missing", document.name() + " is missing since " + from)
              : telling("document_due", document.name() + " must be there by " + from));
    } else if (isOver(document.validUntil(), now)) {
      String text = document.name() + " was valid until " + document.validUntil();
      reasons.add(required ? blocking("document_expired", text) : telling("document_due", text));
    }
  }

  private static void suspension(Suspension suspension, Instant now, List<Reason> reasons) {
    if (!now.isBefore(suspension.from()) && !isOver(suspension.until(), now)) {
      reasons.add(blocking("suspended", suspension.reason()));
    }
  }

  private static void rows(AccessFacts facts, List<Reason> reasons) {
    switch (facts.rows()) {
      case NONE -> reasons.add(blocking("radius_none", "RADIUS has no rows of the subscriber"));
      case REJECTED -> reasons.add(blocking("radius_rejected", "RADIUS rejects the login"));
      case EXPIRED -> reasons.add(blocking("radius_expired", "the login has expired in RADIUS"));
      case LIMITED ->
          reasons.add(telling("radius_limited", "RADIUS lets the customer in with limits"));
      case OPEN -> {
        // as it should be
      }
    }
  }

  /** An end counts from its own moment on. */
  private static boolean isOver(@Nullable Instant end, Instant now) {
    return end != null && !now.isBefore(end);
  }

  private static Reason blocking(String code, String text) {
    return new Reason(code, text, true);
  }

  private static Reason telling(String code, String text) {
    return new Reason(code, text, false);
  }
}
