package io.ispkit.radius.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.radius.access.AccessDecision.Reason;
import io.ispkit.radius.access.AccessFacts.CustomerStatus;
import io.ispkit.radius.access.AccessFacts.Document;
import io.ispkit.radius.access.AccessFacts.RowState;
import io.ispkit.radius.access.AccessFacts.SubscriptionState;
import io.ispkit.radius.access.AccessFacts.Suspension;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessDecisionTest {

  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final Instant BEFORE = NOW.minusSeconds(1);
  private static final Instant AFTER = NOW.plusSeconds(1);

  @Test
  void a_customer_with_everything_in_order_may_connect_and_there_is_nothing_to_say() {
    AccessDecision decision =
        judged(
            List.of(new Document("identity card", true, BEFORE, AFTER)),
            List.of(
                new Suspension("paid since", BEFORE.minusSeconds(9), NOW),
                new Suspension("planned", AFTER, null)),
            RowState.OPEN);
    assertThat(decision.reasons()).isEmpty();
    assertThat(decision.mayConnect()).isTrue();
  }

  @Test
  void all_reasons_are_told_not_only_the_first() {
    AccessDecision decision =
        AccessDecision.of(
            new AccessFacts(
                CustomerStatus.BLOCKED,
                SubscriptionState.PAUSED,
                AFTER,
                NOW,
                List.of(
                    new Document("identity card", false, NOW, null),
                    new Document("lease", true, BEFORE, NOW),
                    new Document("permit", false, AFTER, null)),
                List.of(new Suspension("invoice 2026-17 unpaid", NOW, null)),
                RowState.REJECTED),
            NOW);
    assertThat(decision.mayConnect()).isFalse();
    assertThat(decision.reasons())
        .extracting(Reason::code)
        .containsExactly(
            "customer_blocked",
            "subscription_paused",
            "subscription_not_begun",
            "subscription_ended",
            "document_missing",
            "document_expired",
            "document_due",
            "suspended",
            "radius_rejected");
    assertThat(decision.reasons())
        .filteredOn(reason -> !reason.blocks())
        .extracting(Reason::text)
        .containsExactly("permit must be there by " + AFTER);
  }

  @Test
  void a_limit_lets_the_customer_in_and_is_told() {
    AccessDecision decision = judged(List.of(), List.of(), RowState.LIMITED);
    assertThat(decision.mayConnect()).isTrue();
    assertThat(decision.reasons()).extracting(Reason::code).containsExactly("radius_limited");
  }

  @Test
  void without_rows_or_past_their_end_nobody_connects_whatever_the_customer_paid() {
    assertThat(judged(List.of(), List.of(), RowState.NONE).mayConnect()).isFalse();
    assertThat(judged(List.of(), List.of(), RowState.EXPIRED).mayConnect()).isFalse();
  }

  private static AccessDecision judged(
      List<Document> documents, List<Suspension> suspensions, RowState rows) {
    return AccessDecision.of(
        new AccessFacts(
            CustomerStatus.ACTIVE,
            SubscriptionState.ACTIVE,
            BEFORE,
            AFTER,
            documents,
            suspensions,
            rows),
        NOW);
  }
}
