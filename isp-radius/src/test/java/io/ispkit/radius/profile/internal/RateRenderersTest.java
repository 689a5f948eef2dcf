package io.ispkit.radius.profile.internal;

import static io.ispkit.radius.profile.internal.Rendered.PLAN;
import static io.ispkit.radius.profile.internal.Rendered.attributes;
import static io.ispkit.radius.profile.internal.Rendered.faults;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ispkit.core.error.PermanentException;
import io.ispkit.core.rate.BitRate;
import io.ispkit.radius.profile.Burst;
import io.ispkit.radius.profile.SpeedProfile;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Vendors that are told numbers in attributes of type integer. */
class RateRenderersTest {

  private static final long LARGEST = 4_294_967_295L;

  @Test
  void wispr_and_pfsense_count_bits() {
    assertThat(attributes(PLAN, "wispr"))
        .containsExactly(
            "WISPr-Bandwidth-Max-Up := 20000000", "WISPr-Bandwidth-Max-Down := 100000000");
    assertThat(attributes(PLAN, "pfsense"))
        .containsExactly(
            "pfSense-Bandwidth-Max-Up := 20000000", "pfSense-Bandwidth-Max-Down := 100000000");
  }

  @Test
  void chillispot_zte_and_cambium_count_kilobits() {
    assertThat(attributes(PLAN, "chillispot"))
        .containsExactly(
            "ChilliSpot-Bandwidth-Max-Up := 20000", "ChilliSpot-Bandwidth-Max-Down := 100000");
    assertThat(attributes(PLAN, "zte"))
        .containsExactly("ZTE-Rate-Ctrl-SCR-Up := 20000", "ZTE-Rate-Ctrl-SCR-Down := 100000");
    assertThat(attributes(PLAN, "cambium"))
        .containsExactly(
            "Cambium-ePMP-Max-Burst-Uplink-Rate := 20000",
            "Cambium-ePMP-Max-Burst-Downlink-Rate := 100000");
  }

  @Test
  void cambium_pmp_has_the_attributes_of_canopy() {
    assertThat(attributes(PLAN, "cambium", "line=pmp"))
        .containsExactly("Motorola-Canopy-ULBR := 20000", "Motorola-Canopy-DLBR := 100000");
    assertThat(attributes(PLAN, "cambium", "line=pmp", "sustained=bl"))
        .containsExactly("Motorola-Canopy-ULBL := 20000", "Motorola-Canopy-DLBL := 100000");
  }

  @Test
  void huawei_gets_the_peak_rates_with_the_average_ones() {
    assertThat(attributes(PLAN, "huawei"))
        .containsExactly(
            "Huawei-Input-Average-Rate := 20000000",
            "Huawei-Input-Peak-Rate := 20000000",
            "Huawei-Output-Average-Rate := 100000000",
            "Huawei-Output-Peak-Rate := 100000000");
    SpeedProfile bursting = PLAN.with(Burst.of(BitRate.ofMbps(200), BitRate.ofMbps(40)));
    assertThat(attributes(bursting, "huawei", "unit=kbps"))
        .containsExactly(
            "Huawei-Input-Average-Rate := 20000",
            "Huawei-Input-Peak-Rate := 40000",
            "Huawei-Output-Average-Rate := 100000",
            "Huawei-Output-Peak-Rate := 200000");
  }

  @Test
  void ubiquiti_is_wispr_unless_the_firmware_is_said_to_be_another() {
    assertThat(attributes(PLAN, "ubiquiti")).isEqualTo(attributes(PLAN, "wispr"));
    assertThat(attributes(PLAN, "ubiquiti", "attributes=mikrotik"))
        .isEqualTo(attributes(PLAN, "mikrotik"));
  }

  @ParameterizedTest
  @CsvSource({
    "chillispot, unit=bps, ChilliSpot-Bandwidth-Max-Up := 20000000",
    "zte, unit=bps, ZTE-Rate-Ctrl-SCR-Up := 20000000",
    "cambium, unit=bps, Cambium-ePMP-Max-Burst-Uplink-Rate := 20000000",
  })
  void a_unit_that_sources_differ_about_is_an_option(String id, String option, String first) {
    assertThat(attributes(PLAN, id, option)).startsWith(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wispr", "pfsense", "huawei", "ubiquiti"})
  void bits_end_at_32_of_them(String id) {
    BitRate last = new BitRate(LARGEST);
    BitRate over = new BitRate(LARGEST + 1);
    assertThat(attributes(SpeedProfile.of(last, last), id)).allMatch(a -> a.endsWith("4294967295"));
    assertThat(faults(SpeedProfile.of(over, over), id))
        .hasSize(id.equals("huawei") ? 4 : 2)
        .allMatch(line -> line.contains("from 1 to 4294967295") && line.contains("4294967296"));
    assertThat(faults(SpeedProfile.of(BitRate.ofGbps(10), last), id))
        .hasSize(id.equals("huawei") ? 2 : 1)
        .allMatch(line -> line.contains("Down") || line.contains("Output"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"chillispot", "zte", "cambium", "nokia", "accel_ppp"})
  void kilobits_reach_a_terabit_and_are_never_rounded(String id) {
    BitRate most = new BitRate(BitRate.MAX_BITS_PER_SECOND);
    assertThat(attributes(SpeedProfile.of(most, most), id))
        .allMatch(a -> a.endsWith("1000000000"))
        .isNotEmpty();
    assertThat(faults(SpeedProfile.of(new BitRate(1_500), new BitRate(999)), id))
        .hasSize(2)
        .allMatch(line -> line.contains("a whole number of kbit/s"))
        .anyMatch(line -> line.contains("1500 bit/s"))
        .anyMatch(line -> line.contains("999 bit/s"));
    assertThat(faults(SpeedProfile.of(new BitRate(1_000), new BitRate(1_001)), id)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wispr", "pfsense", "chillispot", "zte", "cambium", "nokia", "accel_ppp"})
  void a_burst_or_a_priority_is_refused_rather_than_left_out(String id) {
    SpeedProfile profile =
        PLAN.with(Burst.of(BitRate.ofMbps(200), BitRate.ofMbps(40))).withPriority(1);
    assertThat(faults(profile, id)).hasSize(2);
    assertThatThrownBy(() -> attributes(profile, id))
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining("burst")
        .hasMessageContaining("priority");
  }

  @Test
  void huawei_refuses_what_the_peak_rate_does_not_say() {
    Burst timed =
        new Burst(BitRate.ofMbps(200), BitRate.ofMbps(40), null, null, Duration.ofSeconds(5));
    assertThat(faults(PLAN.with(timed).withPriority(1), "huawei")).hasSize(2);
  }
}
