package io.ispkit.radius.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.secret.Secret;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that nobody should write; each was tried on FreeRADIUS 3.2.1. */
class ExplainOddRowsTest {

  private static final String PASSWORD = "radcheck alice Cleartext-Password := pw";

  private static Explanation explain(String... lines) {
    return new Explain(ServerSettings.shipped(ZoneOffset.UTC))
        .explain(
            Rows.of(lines),
            LoginRequest.of(
                "alice", LoginMethod.PAP, Secret.of("pw"), Instant.parse("2026-01-15T03:00:00Z")));
  }

  private static List<String> reply(Explanation explanation) {
    return explanation.reply().stream().map(i -> i.attribute() + "=" + i.value()).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "Framed-IP-Address, 10.0.0.1/032, 10.0.0.1",
    "Framed-IPv6-Prefix, 2001:db8::/, 0:0:0:0:0:0:0:0/0",
    "Framed-IPv6-Prefix, 2001:db8::/064, 2001:db8:0:0:0:0:0:0/64",
  })
  void a_length_is_read_as_a_number(String attribute, String value, String sent) {
    Explanation told = explain(PASSWORD, "radreply alice " + attribute + " := " + value);
    assertThat(told.verdict()).isEqualTo(Verdict.ACCEPT);
    assertThat(reply(told)).containsExactly(attribute + "=" + sent);
  }

  @ParameterizedTest
  @CsvSource({
    "Framed-IP-Address, 10.0.0.1/",
    "Framed-IPv6-Address, 2001:db8::1/",
    "Framed-IPv6-Prefix, 2001:db8::/129",
    "Framed-IPv6-Prefix, 2001:db8::/99999999999999999999",
    "Framed-IPv6-Prefix, 2001:db8::/-1",
  })
  void a_length_that_is_none_fails_the_look_up(String attribute, String value) {
    assertThat(explain(PASSWORD, "radreply alice " + attribute + " := " + value).verdict())
        .isEqualTo(Verdict.REJECT);
  }

  @Test
  void blanks_before_the_seconds_of_a_date_are_skipped_and_behind_them_are_not() {
    assertThat(explain(PASSWORD, "radcheck alice Expiration :=  2145916799").verdict())
        .isEqualTo(Verdict.ACCEPT);
    assertThat(explain(PASSWORD, "radcheck alice Expiration := 2145916799 ").verdict())
        .isEqualTo(Verdict.REJECT);
    assertThat(explain(PASSWORD, "radcheck alice Expiration :=   ").verdict())
        .isEqualTo(Verdict.REJECT);
  }

  @Test
  void a_look_up_that_fails_rejects_nobody_of_whom_nothing_was_found() {
    String[] group = {
      "radusergroup alice gold 1",
      "radgroupcheck gold Cleartext-Password := pw",
      "radgroupreply gold Mikrotik-Rate-Limit = 20M/100M",
      "radgroupreply gold Session-Timeout = 3600s",
    };
    Explanation let = explain(group);
    assertThat(let.verdict()).isEqualTo(Verdict.ACCEPT);
    assertThat(reply(let)).isEmpty();
    assertThat(let.text()).contains("radgroupreply 4", "the server goes on with what it has");
    assertThat(explain(group[0], group[1], group[2], group[3], PASSWORD).verdict())
        .isEqualTo(Verdict.REJECT);
    // rows that do not match are rows as well
    assertThat(
            explain(
                    group[0],
                    group[1],
                    group[2],
                    group[3],
                    "radcheck alice Calling-Station-Id == other")
                .verdict())
        .isEqualTo(Verdict.REJECT);
  }

  @Test
  void what_groups_before_the_failure_gave_stays() {
    Explanation let =
        explain(
            "radusergroup alice first 1",
            "radusergroup alice second 2",
            "radgroupcheck first Cleartext-Password := pw",
            "radgroupreply first Idle-Timeout = 60",
            "radgroupreply first Fall-Through = Yes",
            "radgroupcheck second Simultaneous-Use := many",
            "radgroupreply second Session-Timeout = 60");
    assertThat(let.verdict()).isEqualTo(Verdict.ACCEPT);
    assertThat(reply(let)).containsExactly("Idle-Timeout=60");
  }
}
