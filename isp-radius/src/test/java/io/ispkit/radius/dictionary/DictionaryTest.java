package io.ispkit.radius.dictionary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ispkit.core.fault.Fault;
import io.ispkit.core.fault.Faults;
import io.ispkit.radius.dictionary.AttributeFact.Trait;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DictionaryTest {

  private final Dictionary dictionary = Dictionary.packed();

  private List<Fault> faults(RowTable table, String name, String op, String value) {
    Faults faults = new Faults();
    dictionary.check(table, name, op, value, faults);
    return faults.list();
  }

  @ParameterizedTest
  @CsvSource({
    "Mikrotik-Rate-Limt, Mikrotik-Rate-Limit",
    "mikrotik_rate_limit, Mikrotik-Rate-Limit",
    "MikroTik-Address-list, Mikrotik-Address-List",
    "Huawei-Input-Rate-Limit, Huawei-Input-Peak-Rate",
    "Framed-IPv4-Address, Framed-IPv6-Address",
    "Session-TimeOut, Session-Timeout",
  })
  void a_name_that_is_unknown_is_refused_with_what_was_meant(String wrong, String meant) {
    assertThat(dictionary.near(wrong)).contains(meant);
    assertThat(faults(RowTable.RADREPLY, wrong, ":=", "1"))
        .singleElement()
        .satisfies(fault -> assertThat(fault.toString()).contains("did you mean", meant));
  }

  @Test
  void a_name_that_is_like_no_other_is_refused_without_a_guess() {
    assertThat(faults(RowTable.RADREPLY, "Qqqq", ":=", "1"))
        .singleElement()
        .satisfies(fault -> assertThat(fault.expectation()).doesNotContain("mean"));
    assertThat(dictionary.near("a".repeat(100_000))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "RADREPLY, Mikrotik-Rate-Limit, :=, true",
    "RADREPLY, Mikrotik-Rate-Limit, =, false",
    "RADREPLY, Mikrotik-Rate-Limit, +=, false",
    "RADREPLY, Mikrotik-Rate-Limit, ==, false",
    "RADGROUPREPLY, Mikrotik-Rate-Limit, =, true",
    "RADGROUPREPLY, Mikrotik-Rate-Limit, :=, true",
    "RADGROUPREPLY, Mikrotik-Rate-Limit, +=, false",
    "RADCHECK, Mikrotik-Rate-Limit, :=, false",
    "RADREPLY, Cisco-AVPair, +=, true",
    "RADGROUPREPLY, Cisco-AVPair, +=, true",
    "RADREPLY, Cisco-AVPair, =, false",
    "RADREPLY, Reply-Message, :=, true",
    "RADCHECK, Pool-Name, :=, true",
    "RADGROUPCHECK, Pool-Name, :=, true",
    "RADCHECK, Pool-Name, ==, false",
    "RADREPLY, Pool-Name, :=, false",
    "RADCHECK, Calling-Station-Id, ==, true",
    "RADCHECK, Calling-Station-Id, !=, true",
    "RADCHECK, Calling-Station-Id, :=, false",
    "RADCHECK, Calling-Station-Id, =~, false",
  })
  void each_table_takes_the_operators_that_do_there_what_they_say(
      RowTable table, String name, String op, boolean taken) {
    assertThat(faults(table, name, op, "x").isEmpty()).isEqualTo(taken);
  }

  @Test
  void auth_type_is_refused_in_replies_where_it_does_nothing() {
    assertThat(faults(RowTable.RADREPLY, "Auth-Type", ":=", "Reject"))
        .singleElement()
        .satisfies(
            fault ->
                assertThat(fault.toString())
                    .contains("radreply Auth-Type", "radcheck or radgroupcheck"));
    assertThat(faults(RowTable.RADGROUPCHECK, "Auth-Type", ":=", "Reject")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "RADCHECK, Auth-Type, :=, Rejected",
    "RADCHECK, Expiration, :=, 2037-12-31T23:59:59",
    "RADCHECK, Expiration, :=, 31 Dec 2037",
    "RADREPLY, Fall-Through, :=, yes",
    "RADREPLY, Acct-Interim-Interval, :=, 59",
    "RADREPLY, Session-Timeout, :=, 3600s",
    "RADREPLY, Framed-IP-Address, :=, 10.0.0.1/24",
    "RADREPLY, Framed-IPv6-Address, :=, fe80::1%eth0",
    "RADREPLY, Framed-IPv6-Address, :=, 10.0.0.1",
    "RADREPLY, Delegated-IPv6-Prefix, :=, 2001:db8::1/56",
    "RADREPLY, Delegated-IPv6-Prefix, :=, 2001:db8::",
    "RADREPLY, Delegated-IPv6-Prefix, :=, 10.0.0.0/8",
    "RADREPLY, Class, :=, 0xabc",
    "RADREPLY, Class, :=, 0x",
    "RADREPLY, Class, :=, 0Xyz",
    "RADREPLY, Class, :=, 0X41",
    "RADREPLY, Huawei-Input-Average-Rate, :=, 4294967296",
    "RADREPLY, Huawei-Input-Average-Rate, :=, 0",
  })
  void a_value_that_the_server_would_not_parse_is_refused(
      RowTable table, String name, String op, String value) {
    assertThat(faults(table, name, op, value)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "RADCHECK, Expiration, :=, 2145916799",
    "RADREPLY, Fall-Through, :=, Yes",
    "RADREPLY, Acct-Interim-Interval, :=, 60",
    "RADREPLY, Framed-IPv6-Address, :=, 2001:db8::17",
    "RADREPLY, Delegated-IPv6-Prefix, +=, 2001:db8:1200::/56",
    "RADREPLY, Class, :=, 0x00ff",
    "RADREPLY, Class, +=, gold",
    "RADREPLY, Huawei-Input-Average-Rate, :=, 4294967295",
    "RADREPLY, ERX-Service-Activate:1, +=, svc-20m-100m(args)",
    "RADREPLY, ERX-Service-Activate:31, +=, svc",
    "RADREPLY, ERX-Service-Activate, +=, svc",
  })
  void what_the_server_parses_is_taken(RowTable table, String name, String op, String value) {
    assertThat(faults(table, name, op, value)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ERX-Service-Activate:32",
    "ERX-Service-Activate:",
    "ERX-Service-Activate:01",
    "ERX-Service-Activate:1:1",
    "ERX-Ingress-Policy-Name:1",
  })
  void a_tag_out_of_range_or_where_none_may_be_is_refused(String name) {
    assertThat(faults(RowTable.RADREPLY, name, "+=", "svc")).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "RADREPLY, Filter-Id, 253",
    "RADREPLY, Mikrotik-Rate-Limit, 247",
    "RADREPLY, ERX-Service-Activate:1, 246",
    "RADREPLY, Huawei-Qos-Profile-Name, 63",
    "RADCHECK, Login-Time, 253",
  })
  void a_text_is_as_long_as_the_attribute_and_the_column_hold(
      RowTable table, String name, int bytes) {
    String op = name.startsWith("ERX") ? "+=" : ":=";
    assertThat(faults(table, name, op, "a".repeat(bytes))).isEmpty();
    assertThat(faults(table, name, op, "a".repeat(bytes + 1))).hasSize(1);
    assertThat(faults(table, name, op, "ä" + "a".repeat(bytes - 1))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\tb", "a\\b", "a\\\\b", "ab\\", "`id`", "'a'", "\"a\"", "a\nb", ""})
  void a_text_that_the_server_would_change_is_refused(String value) {
    assertThat(faults(RowTable.RADREPLY, "Reply-Message", ":=", value)).hasSize(1);
    assertThat(faults(RowTable.RADCHECK, "NT-Password", ":=", value)).hasSize(1);
  }

  @Test
  void all_that_is_wrong_with_a_row_is_named_at_once() {
    assertThat(faults(RowTable.RADCHECK, "Session-Timeout", "==", "x")).hasSize(3);
  }

  @Test
  void a_host_may_add_attributes_but_not_contradict() {
    AttributeFact own =
        AttributeFact.reply(new Vendor("Acme", 32473), "Acme-Rate", 1, AttributeType.INTEGER);
    Dictionary more = dictionary.with(List.of(own));
    assertThat(more.find("Acme-Rate")).contains(own);
    assertThat(dictionary.find("Acme-Rate")).isEmpty();
    AttributeFact other =
        AttributeFact.reply(Vendor.STANDARD, "Session-Timeout", 27, AttributeType.STRING);
    assertThatThrownBy(() -> dictionary.with(List.of(other)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Session-Timeout");
  }

  @Test
  void a_fact_that_is_made_one_of_several_keeps_its_other_traits() {
    AttributeFact secret = dictionary.find("Cleartext-Password").orElseThrow();
    assertThat(secret.multi().traits()).containsExactlyInAnyOrder(Trait.SECRET, Trait.MULTI);
  }

  @Test
  void every_fact_fits_the_columns_of_mysql() {
    assertThat(dictionary.facts())
        .hasSizeGreaterThan(90)
        .allSatisfy(
            fact -> {
              assertThat(fact.name().length()).isLessThanOrEqualTo(61);
              if (fact.type().isText()) {
                assertThat(fact.bounds().max()).isLessThanOrEqualTo(Bounds.MAX_VALUE);
              }
            });
  }
}
