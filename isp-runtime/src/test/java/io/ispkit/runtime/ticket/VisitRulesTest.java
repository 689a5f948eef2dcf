package io.ispkit.runtime.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.installation.Priority;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class VisitRulesTest {

  private final VisitRules rules = VisitRules.ofDefaults();

  @Test
  void theVisitIsInThreeDaysAtTenWhereTheTenantIs() {
    // 21:30 in UTC is already the 17th in Auckland.
    Instant visit =
        rules.defaultVisit(Instant.parse("2025-10-16T21:30:00Z"), ZoneId.of("Pacific/Auckland"));
    assertThat(visit).isEqualTo("2025-10-19T21:00:00Z");
  }

  @Test
  void aNormalTicketIsNotDueBeforeItsVisitIsOver() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    Instant created = Instant.parse("2025-10-24T06:00:00Z"); // two days before the clock goes back
    Instant visit = rules.defaultVisit(created, berlin);
    assertThat(Duration.between(created, visit)).isEqualTo(Duration.ofHours(75));
    assertThat(rules.due(Priority.NORMAL, created, visit)).isEqualTo(visit.plusSeconds(4 * 3600));
    assertThat(rules.due(Priority.LOW, created, visit)).isEqualTo(created.plus(Duration.ofDays(7)));
  }

  @Test
  void anUrgentTicketIsDueByItsPriorityWhateverIsAgreed() {
    Instant created = Instant.parse("2025-10-16T08:00:00Z");
    Instant late = created.plus(Duration.ofDays(3));
    assertThat(rules.due(Priority.URGENT, created, late))
        .isEqualTo(created.plus(Duration.ofHours(4)));
  }
}
