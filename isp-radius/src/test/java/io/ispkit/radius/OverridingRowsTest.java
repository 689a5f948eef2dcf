package io.ispkit.radius;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.rate.BitRate;
import io.ispkit.radius.dictionary.Dictionary;
import io.ispkit.radius.dictionary.RowTable;
import io.ispkit.radius.explain.AttributeRow;
import io.ispkit.radius.explain.LoginRows;
import io.ispkit.radius.live.ServicePlan;
import io.ispkit.radius.live.ServiceState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverridingRowsTest {

  private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");
  private static final LoginRows PASSWORD_ALONE =
      new LoginRows(
          List.of(
              new AttributeRow(RowTable.RADCHECK, 1, "jane", "Cleartext-Password", ":=", "s3cret")),
          List.of());

  private static OverridingRows of(ServiceState state) {
    return new OverridingRows(state, List.of(), Dictionary.packed());
  }

  @Test
  void aLoginMayBeAcceptedInASlowLaneThatItsRendererSaysNothingOf() {
    ServicePlan slow = new ServicePlan("slow", BitRate.ofMbps(1), BitRate.ofMbps(1));
    assertThat(of(new ServiceState.SlowLane(slow, true)).find(PASSWORD_ALONE, "jane", NOW))
        .isEmpty();
  }

  @Test
  void aLoginMustNotBeAcceptedThatHasToFail() {
    assertThat(of(new ServiceState.Rejected("Suspended", false)).find(PASSWORD_ALONE, "jane", NOW))
        .isNotEmpty();
    assertThat(of(new ServiceState.Expiring(NOW.minusSeconds(1))).find(PASSWORD_ALONE, "jane", NOW))
        .isNotEmpty();
  }
}
