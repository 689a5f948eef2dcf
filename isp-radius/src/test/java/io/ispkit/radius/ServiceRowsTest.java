package io.ispkit.radius;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.fault.Fault;
import io.ispkit.core.fault.Faults;
import io.ispkit.core.rate.BitRate;
import io.ispkit.core.subscriber.SubscriberSpec;
import io.ispkit.radius.access.AccessFacts.RowState;
import io.ispkit.radius.live.ServiceState;
import io.ispkit.radius.profile.ReplyAttribute;
import io.ispkit.radius.profile.internal.MikrotikRenderer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceRowsTest {

  private final ServiceRows rows =
      new ServiceRows(new SubscriberRows(new SpeedRows(new MikrotikRenderer())));

  private List<Fault> faults(ReplyAttribute... garden) {
    Faults faults = new Faults();
    ServiceBasis active =
        ServiceBasis.first(
            new SubscriberSpec(
                new CustomerId("cust-1"),
                "jane@acme.example",
                "fiber_100",
                BitRate.ofMbps(100),
                BitRate.ofMbps(20),
                null,
                Duration.ofHours(24),
                Duration.ofMinutes(15)),
            RadiusRow.check(Attributes.CLEARTEXT_PASSWORD, "pw"));
    rows.render(active.with(new ServiceState.WalledGarden(List.of(garden), false)), faults);
    return faults.list();
  }

  /** FreeRADIUS sends all rows of one table with one attribute, whatever their operators. */
  @Test
  void a_walled_garden_names_what_is_sent_once_only_once() {
    assertThat(
            faults(
                new ReplyAttribute("Framed-Pool", ":=", "garden"),
                new ReplyAttribute("Framed-Pool", ":=", "other")))
        .singleElement()
        .satisfies(
            fault -> assertThat(fault.toString()).contains("radreply Framed-Pool", "sent once"));
    assertThat(
            faults(
                new ReplyAttribute("Filter-Id", "+=", "garden"),
                new ReplyAttribute("Filter-Id", "+=", "other"),
                new ReplyAttribute("Framed-Pool", ":=", "garden")))
        .isEmpty();
  }

  /** The row holds whole seconds, and the server rejects from that second on. */
  @Test
  void an_end_within_a_second_counts_from_the_beginning_of_that_second() {
    ServiceState state = new ServiceState.Expiring(Instant.parse("2026-03-15T12:00:00.900Z"));
    assertThat(state.rowState(Instant.parse("2026-03-15T12:00:00.100Z")))
        .isEqualTo(RowState.EXPIRED);
    assertThat(state.rowState(Instant.parse("2026-03-15T11:59:59.999Z"))).isEqualTo(RowState.OPEN);
  }
}
