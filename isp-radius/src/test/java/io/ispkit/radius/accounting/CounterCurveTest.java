package io.ispkit.radius.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ispkit.radius.nas.CounterView;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class CounterCurveTest {

  private static final Instant START = Instant.parse("2026-02-28T18:00:00Z");
  private static final Instant END = Instant.parse("2026-03-01T18:00:00Z");

  @Test
  void shares_of_neighbouring_periods_sum_up_to_the_byte() {
    long bytes = Long.MAX_VALUE;
    CounterCurve curve = new CounterCurve(START, END, new Traffic(bytes, 7));
    Traffic sum = Traffic.NONE;
    Instant from = START.minusSeconds(100);
    for (int i = 0; i < 1000; i++) {
      Instant to = from.plusSeconds(97);
      sum = sum.plus(curve.at(to).since(curve.at(from)));
      from = to;
    }
    assertThat(sum).isEqualTo(new Traffic(bytes, 7));
  }

  @Test
  void a_sample_bends_the_line_and_makes_its_place_known() {
    CounterCurve curve = new CounterCurve(START, END, new Traffic(0, 1000));
    Instant border = Instant.parse("2026-03-01T00:00:00Z");
    assertThat(curve.knows(border)).isFalse();
    assertThat(curve.at(border)).isEqualTo(new Traffic(0, 250));
    curve.add(border, new Traffic(0, 900));
    assertThat(curve.knows(border)).isTrue();
    assertThat(curve.at(border)).isEqualTo(new Traffic(0, 900));
    assertThat(curve.at(START.plusSeconds(3 * 3600))).isEqualTo(new Traffic(0, 450));
  }

  @Test
  void before_its_start_and_after_its_end_all_is_known() {
    CounterCurve curve = new CounterCurve(START, START, new Traffic(3, 4));
    assertThat(curve.knows(START.minusSeconds(1))).isTrue();
    assertThat(curve.at(START.minusSeconds(1))).isEqualTo(Traffic.NONE);
    assertThat(curve.at(END)).isEqualTo(new Traffic(3, 4));
  }

  @Test
  void a_counter_that_went_back_counts_as_nothing() {
    assertThat(new Traffic(1, 5).since(new Traffic(2, 3))).isEqualTo(new Traffic(0, 2));
    assertThat(Traffic.counted(-1, 5, CounterView.USER)).isEqualTo(new Traffic(5, 0));
  }

  @Test
  void billing_periods_follow_one_another_through_short_months_and_changes_of_the_clock() {
    ZoneId zone = ZoneId.of("Europe/Berlin");
    List<UsagePeriod> periods = UsagePeriod.billing(YearMonth.of(2026, 1), 31, zone, 4);
    assertThat(periods)
        .extracting(UsagePeriod::from)
        .containsExactly(
            Instant.parse("2026-01-30T23:00:00Z"),
            Instant.parse("2026-02-27T23:00:00Z"),
            Instant.parse("2026-03-30T22:00:00Z"),
            Instant.parse("2026-04-29T22:00:00Z"));
    for (int i = 1; i < periods.size(); i++) {
      assertThat(periods.get(i).from()).isEqualTo(periods.get(i - 1).to());
    }
    assertThat(UsagePeriod.month(YearMonth.of(2026, 3), zone))
        .isEqualTo(
            new UsagePeriod(
                Instant.parse("2026-02-28T23:00:00Z"), Instant.parse("2026-03-31T22:00:00Z")));
    assertThatIllegalArgumentException().isThrownBy(() -> new UsagePeriod(END, END));
  }
}
