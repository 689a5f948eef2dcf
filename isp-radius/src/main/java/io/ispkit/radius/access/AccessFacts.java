package io.ispkit.radius.access;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a host knows when it asks whether a customer may connect. Immutable.
 *
 * @param customer the customer as a whole
 * @param subscription the one subscription that is asked for
 * @param start when the subscription begins; null: it has begun
 * @param end when it ends; null: never
 * @param documents that the law or the contract wants
 * @param suspensions past, present and future ones
 * @param rows what the RADIUS rows of the subscriber say
 */
public record AccessFacts(
    CustomerStatus customer,
    SubscriptionState subscription,
    @Nullable Instant start,
    @Nullable Instant end,
    List<Document> documents,
    List<Suspension> suspensions,
    RowState rows) {

  /** The customer as a whole. */
  public enum CustomerStatus {
    /** Has ordered nothing yet. */
    PROSPECT,
    ACTIVE,
    /** For fraud or the like, whatever is paid. */
    BLOCKED,
    CLOSED
  }

  /** The subscription. */
  public enum SubscriptionState {
    PENDING,
    ACTIVE,
    /** At the customer's wish. */
    PAUSED,
    CANCELLED
  }

  /** What the rows in RADIUS say. */
  public enum RowState {
    /** No rows: every login is rejected. */
    NONE,
    /** Rows that let the customer in as the plan says. */
    OPEN,
    /** Let in, but slow or into a walled garden. */
    LIMITED,
    REJECTED,
    /** The end of {@code Expiration} is past. */
    EXPIRED
  }

  /**
   * A document that must be there.
   *
   * @param name for people, such as {@code identity card}
   * @param present whether it was handed in and accepted
   * @param requiredFrom until then the customer may connect without it
   * @param validUntil or null: for ever
   */
  public record Document(
      String name, boolean present, Instant requiredFrom, @Nullable Instant validUntil) {
    /** Checks that nothing is missing. */
    public Document {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(requiredFrom, "requiredFrom");
    }
  }

  /**
   * A suspension.
   *
   * @param reason for people, such as {@code invoice 2026-17 unpaid}
   * @param from counts from here on
   * @param until exclusive; null: open
   */
  public record Suspension(String reason, Instant from, @Nullable Instant until) {
    /** Checks that nothing is missing. */
    public Suspension {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(from, "from");
    }
  }

  /** Copies the lists. */
  public AccessFacts {
    Objects.requireNonNull(customer, "customer");
    Objects.requireNonNull(subscription, "subscription");
    Objects.requireNonNull(rows, "rows");
    documents = List.copyOf(documents);
    suspensions = List.copyOf(suspensions);
  }
}
