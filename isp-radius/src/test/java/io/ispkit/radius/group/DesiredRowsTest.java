package io.ispkit.radius.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.fault.Fault;
import io.ispkit.core.fault.Faults;
import io.ispkit.radius.dictionary.Dictionary;
import io.ispkit.radius.profile.ReplyAttribute;
import java.util.List;
import org.junit.jupiter.api.Test;

class DesiredRowsTest {

  private static final ReplyAttribute POOL = new ReplyAttribute("Framed-Pool", ":=", "a");

  private static List<Fault> faults(GroupChange change) {
    Faults faults = new Faults();
    new DesiredRows(Dictionary.packed()).render(change, faults);
    return faults.list();
  }

  /** MariaDB, and FreeRADIUS on it, take both names for one group. */
  @Test
  void two_groups_whose_names_differ_in_case_alone_are_refused() {
    assertThat(
            faults(
                GroupChange.of(
                    PlanGroup.of("Gold", List.of(POOL)), PlanGroup.of("gold", List.of(POOL)))))
        .singleElement()
        .satisfies(fault -> assertThat(fault.toString()).contains("gold", "each group once"));
    assertThat(faults(GroupChange.of(MemberRows.of("jane", "Gold").in("gold", 2))))
        .singleElement()
        .satisfies(fault -> assertThat(fault.toString()).contains("gold", "each group once"));
    assertThat(
            faults(
                new GroupChange(
                    List.of(PlanGroup.of("Gold", List.of(POOL))),
                    List.of(MemberRows.of("jane", "Gold").in("silver", 2)))))
        .isEmpty();
  }
}
