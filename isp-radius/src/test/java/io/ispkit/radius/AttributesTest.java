package io.ispkit.radius;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.fault.Fault;
import io.ispkit.core.fault.Faults;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttributesTest {

  private static List<Fault> faults(RadiusRow row) {
    Faults faults = new Faults();
    Attributes.check(row, faults);
    return faults.list();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "`id`",
        "`",
        "'quoted'",
        "\"quoted\"",
        "two\nlines",
        "nul\0",
        "bell\7",
        "\u202e",
        "\u2028"
      })
  void text_that_the_server_would_expand_strip_or_choke_on_is_refused(String value) {
    assertThat(faults(RadiusRow.check(Attributes.CLEARTEXT_PASSWORD, value))).hasSize(1);
  }

  @Test
  void text_is_measured_in_bytes() {
    assertThat(faults(RadiusRow.check(Attributes.CLEARTEXT_PASSWORD, "a".repeat(253)))).isEmpty();
    assertThat(faults(RadiusRow.check(Attributes.CLEARTEXT_PASSWORD, "a".repeat(254)))).hasSize(1);
    assertThat(faults(RadiusRow.check(Attributes.CLEARTEXT_PASSWORD, "ä".repeat(127)))).hasSize(1);
    assertThat(faults(RadiusRow.reply("Mikrotik-Rate-Limit", "1".repeat(247)))).isEmpty();
    assertThat(faults(RadiusRow.reply("Mikrotik-Rate-Limit", "1".repeat(248)))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "-1", "4294967296", "3600s", "007", "1e3", "99999999999999999999", "١"})
  void what_is_no_number_of_32_bits_in_range_is_refused(String value) {
    assertThat(faults(RadiusRow.reply(Attributes.SESSION_TIMEOUT, value))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.1/24", "10.0.0", "256.0.0.1", "010.0.0.1", "::1", "a.b.c.d", " 1.1.1.1"})
  void what_is_no_ipv4_address_is_refused(String value) {
    assertThat(faults(RadiusRow.reply(Attributes.FRAMED_IP_ADDRESS, value))).hasSize(1);
  }

  @Test
  void an_unknown_attribute_is_refused() {
    assertThat(faults(RadiusRow.reply("Huawei-Input-Rate-Limit", "1"))).hasSize(1);
  }

  @Test
  void a_wrong_table_and_a_wrong_operator_are_both_named() {
    RadiusRow row =
        new RadiusRow(RadTable.RADREPLY, Attributes.CLEARTEXT_PASSWORD, "==", "secret pw");
    assertThat(faults(row)).hasSize(2);
    assertThat(Faults.describe(faults(row))).doesNotContain("secret pw");
  }

  @Test
  void a_faulty_password_is_not_shown() {
    Faults faults = new Faults();
    Attributes.check(RadiusRow.check(Attributes.CLEARTEXT_PASSWORD, "`s3cret`"), faults);
    assertThat(Faults.describe(faults.list())).isNotEmpty().doesNotContain("s3cret");
    assertThat(RadiusRow.check(Attributes.CLEARTEXT_PASSWORD, "s3cret").toString())
        .doesNotContain("s3cret");
  }
}
