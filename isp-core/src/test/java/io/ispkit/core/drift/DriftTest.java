package io.ispkit.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.change.Change;
import io.ispkit.core.change.FieldChange;
import io.ispkit.core.drift.Drift.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class DriftTest {

  private static final FieldDrift OURS =
      new FieldDrift("dns_name", "a.test", "b.test", Winner.OURS);
  private static final FieldDrift THEIRS = new FieldDrift("description", "x", "y", Winner.THEIRS);
  private static final FieldDrift OPEN = new FieldDrift("tenant", "acme", "other", Winner.PERSON);

  @Test
  void mending_writes_only_the_fields_in_which_we_are_right() {
    Drift drift = drift(Kind.DIFFERENT, OURS, THEIRS, OPEN);

    assertThat(drift.canBeMended()).isTrue();
    assertThat(drift.mending())
        .isEqualTo(
            Change.update(
                "netbox",
                "ip-address 192.0.2.1/24",
                new FieldChange("dns_name", "b.test", "a.test")));
  }

  @Test
  void nothing_is_mended_where_a_person_has_to_say() {
    Drift drift = drift(Kind.DIFFERENT, THEIRS, OPEN);

    assertThat(drift.canBeMended()).isFalse();
    assertThat(drift.mending().action()).isEqualTo(Change.Action.NONE);
  }

  @Test
  void what_is_missing_is_made_and_what_is_stray_is_removed() {
    assertThat(drift(Kind.MISSING, OURS).mending().action()).isEqualTo(Change.Action.CREATE);
    assertThat(drift(Kind.STRAY, OURS).mending().action()).isEqualTo(Change.Action.DELETE);
  }

  private static Drift drift(Kind kind, FieldDrift... fields) {
    return new Drift("netbox", kind, "ip-address 192.0.2.1/24", "service-1", List.of(fields));
  }
}
