package io.ispkit.radius.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ispkit.core.secret.Secret;
import io.ispkit.radius.dictionary.RowTable;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule by itself; that the real server has the same rules is another test's business. */
class ExplainTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String PASSWORD = "radcheck alice Cleartext-Password := pw";
  private static final LoginRequest PAP = login(LoginMethod.PAP, "pw");

  private final ServerSettings settings = ServerSettings.shipped(ZoneId.of("Europe/Berlin"));

  private static LoginRequest login(LoginMethod method, String password) {
    return LoginRequest.of("alice", method, Secret.of(password), NOW);
  }

  private Explanation explain(LoginRequest request, String... lines) {
    return new Explain(settings).explain(Rows.of(lines), request);
  }

  /** With the password in front. */
  private Explanation explained(String... lines) {
    return explain(PAP, with(lines));
  }

  private static String[] with(String... lines) {
    List<String> all = new ArrayList<>(List.of(PASSWORD));
    all.addAll(Arrays.asList(lines));
    return all.toArray(String[]::new);
  }

  private static List<String> reply(Explanation explanation) {
    return explanation.reply().stream().map(i -> i.attribute() + "=" + i.value()).toList();
  }

  @Test
  void the_right_password_lets_in_and_the_wrong_one_does_not() {
    assertThat(explain(PAP, PASSWORD).verdict()).isEqualTo(Verdict.ACCEPT);
    Explanation wrong = explain(login(LoginMethod.PAP, "no"), PASSWORD);
    assertThat(wrong.verdict()).isEqualTo(Verdict.REJECT);
    assertThat(wrong.deciding().orElseThrow().row()).extracting(AttributeRow::id).isEqualTo(1L);
    assertThat(wrong.text()).contains("radcheck 1", "the password is another one");
  }

  @Test
  void a_password_that_is_not_given_is_taken_for_right() {
    LoginRequest request = LoginRequest.of("alice", LoginMethod.CHAP, null, NOW);
    assertThat(explain(request, PASSWORD).verdict()).isEqualTo(Verdict.ACCEPT);
    assertThat(explain(request, PASSWORD).text()).contains("not given");
  }

  @ParameterizedTest
  @CsvSource({
    "Cleartext-Password, pw, true, true, true",
    "NT-Password, 8cc19b6a8cfeac299c2871c86b38de28, true, false, true",
    "MD5-Password, 8fe4c11451281c094a6578e6ddbf5eed, true, false, false",
    "SHA-Password, 1a91d62f7ca67399625a4368a6ab5d4a3baa6073, true, false, false",
    "SHA2-Password, 30c952fab122c3f9759f02a6d95c3758b246b4fee239957b2d4fee46e26170c4, true, false, false",
    "Password-With-Header, {clear}pw, true, true, true",
    "Password-With-Header, {sha256}MMlS+rEiw/l1nwKm2Vw3WLJGtP7iOZV7LU/uRuJhcMQ=, true, false, false",
    "Password-With-Header, {nt}8cc19b6a8cfeac299c2871c86b38de28, true, false, true",
    "Password-With-Header, {x-pbkdf2}$pbkdf2-sha256$100$c2FsdA$Kr+sanKeWrzBDEKFDVH5Eu34LIz7M9Cafpg8Jx1U2ZM=, true, false, false",
  })
  void a_form_of_a_password_serves_the_logins_that_can_use_it(
      String attribute, String value, boolean pap, boolean chap, boolean msChap) {
    String row = "radcheck alice " + attribute + " := " + value;
    assertThat(explain(PAP, row).verdict() == Verdict.ACCEPT).isEqualTo(pap);
    assertThat(explain(login(LoginMethod.CHAP, "pw"), row).verdict() == Verdict.ACCEPT)
        .isEqualTo(chap);
    assertThat(explain(login(LoginMethod.MS_CHAP, "pw"), row).verdict() == Verdict.ACCEPT)
        .isEqualTo(msChap);
    assertThat(explain(login(LoginMethod.PAP, "other"), row).verdict()).isEqualTo(Verdict.REJECT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"==", "=", "!=", "", "-="})
  void a_password_that_is_compared_never_lets_in(String op) {
    Explanation explanation = explain(PAP, "radcheck alice Cleartext-Password " + op + " pw");
    assertThat(explanation.verdict()).isEqualTo(Verdict.REJECT);
  }

  @Test
  void of_two_passwords_the_first_counts() {
    String[] rows = {
      "radcheck alice Cleartext-Password := old", "radcheck alice Cleartext-Password := new"
    };
    assertThat(explain(login(LoginMethod.PAP, "old"), rows).verdict()).isEqualTo(Verdict.ACCEPT);
    assertThat(explain(login(LoginMethod.PAP, "new"), rows).verdict()).isEqualTo(Verdict.REJECT);
  }

  @ParameterizedTest
  @CsvSource({
    "{PBKDF2-SHA256}1000$c2FsdA$abcd",
    "{x-pbkdf2}$pbkdf2-sha256$2000000000$c2FsdA$Kr+sanKeWrzBDEKFDVH5Eu34LIz7M9Cafpg8Jx1U2ZM=",
    "{x-pbkdf2}$pbkdf2-sha256$0$c2FsdA$Kr+sanKeWrzBDEKFDVH5Eu34LIz7M9Cafpg8Jx1U2ZM=",
    "{x-pbkdf2}{other}HMACSHA2+256:AAAAZA==:c2FsdA==:Kr+sanKeWrzBDEKFDVH5Eu34LIz7M9Cafpg8Jx1U2ZM=",
  })
  void a_form_in_which_versions_differ_cannot_be_told(String value) {
    assertThat(explain(PAP, "radcheck alice Password-With-Header := " + value).verdict())
        .isEqualTo(Verdict.CANNOT_TELL);
  }

  @Test
  void pbkdf2_is_checked_by_but_not_looked_for() {
    String row =
        "radcheck alice PBKDF2-Password := $pbkdf2-sha256$100$c2FsdA$Kr+sanKeWrzBDEKFDVH5Eu34LIz7M9Cafpg8Jx1U2ZM=";
    assertThat(explain(PAP, row).verdict()).isEqualTo(Verdict.REJECT);
    assertThat(explain(PAP, row, "radcheck alice Auth-Type := PAP").verdict())
        .isEqualTo(Verdict.ACCEPT);
    assertThat(explain(PAP, row, "radcheck alice Cleartext-Password := other").verdict())
        .isEqualTo(Verdict.ACCEPT);
    assertThat(explain(PAP, row.replace("PBKDF2-Password := ", "SSHA3-256-Password := ")).verdict())
        .isEqualTo(Verdict.REJECT);
  }

  @ParameterizedTest
  @CsvSource({
    "{x-pbkdf2}x",
    "{x-pbkdf2}$2b$12$abc",
    "{x-pbkdf2}$pbkdf2-md5$100$c2FsdA$Kr+sanKeWrzBDEKFDVH5Eu34LIz7M9Cafpg8Jx1U2ZM=",
    "{x-pbkdf2}$pbkdf2-sha256$100$c2.sdA$Kr+sanKeWrzBDEKFDVH5Eu34LIz7M9Cafpg8Jx1U2ZM=",
  })
  void a_text_of_pbkdf2_that_the_server_cannot_read_never_lets_in(String value) {
    assertThat(explain(PAP, "radcheck alice Password-With-Header := " + value).verdict())
        .isEqualTo(Verdict.REJECT);
  }

  @ParameterizedTest
  @CsvSource({
    "Auth-Type := Reject, REJECT",
    "Auth-Type += Reject, REJECT",
    "Auth-Type := 4, REJECT",
    "Auth-Type := CHAP, REJECT",
    "Auth-Type := Accept, ACCEPT",
    "Auth-Type := PAP, ACCEPT",
    "Auth-Type := Perl, CANNOT_TELL",
  })
  void auth_type_in_radcheck_decides_before_the_password(String row, Verdict verdict) {
    assertThat(explained("radcheck alice " + row).verdict()).isEqualTo(verdict);
  }

  @Test
  void auth_type_in_radreply_does_nothing() {
    assertThat(explained("radreply alice Auth-Type := Reject").verdict()).isEqualTo(Verdict.ACCEPT);
  }

  @Test
  void a_user_without_rows_in_radcheck_gets_no_rows_of_radreply_and_is_rejected() {
    Explanation explanation = explain(PAP, "radreply alice Reply-Message := hello");
    assertThat(explanation.verdict()).isEqualTo(Verdict.REJECT);
    assertThat(explanation.reply()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "NAS-Port == 10, true",
    "NAS-Port == 0x0a, true",
    "NAS-Port != 10, false",
    "NAS-Port < 11, true",
    "NAS-Port <= 10, true",
    "NAS-Port > 10, false",
    "NAS-Port >= 10, true",
    "NAS-Port = 10, true",
    "NAS-Port =* 0, true",
    "NAS-Port !* 0, false",
    "NAS-Port < 4294967295, false",
    "Called-Station-Id == x, true",
    "Called-Station-Id == y, true",
    "Called-Station-Id != x, true",
    "Called-Station-Id == X, false",
    "Called-Station-Id =~ ^[xz]$, true",
    "Called-Station-Id !~ ^[xy]$, false",
    "Called-Station-Id =~ 'a|b', false",
    "NAS-IP-Address == 192.0.2.1, true",
    "NAS-IP-Address == 192.0.2.1/32, true",
    "NAS-IP-Address > 192.0.2.0, true",
    "Calling-Station-Id == x, false",
    "Calling-Station-Id != x, false",
    "Calling-Station-Id !* x, true",
    "User-Name == alice, true",
    "SQL-Group == gold, true",
    "SQL-Group == silver, false",
    "SQL-Group != silver, true",
    "Event-Timestamp > 1767225599, true",
    "Event-Timestamp == 1767225600, true",
    "Expiration == 1767225600, true",
    "Expiration == 1767225599, false",
  })
  void a_check_row_takes_all_rows_of_its_user_along(String check, boolean matches) {
    LoginRequest request =
        PAP.with("NAS-Port", "10")
            .with("Called-Station-Id", "x")
            .with("Called-Station-Id", "y")
            .with("NAS-IP-Address", "192.0.2.1");
    Explanation explanation =
        explain(
            request, with("radcheck alice " + check.replace("'", ""), "radusergroup alice gold 1"));
    if (check.contains("|")) {
      assertThat(explanation.verdict()).isEqualTo(Verdict.CANNOT_TELL);
      return;
    }
    assertThat(explanation.verdict() == Verdict.ACCEPT).as(explanation.text()).isEqualTo(matches);
  }

  @Test
  void why_a_row_does_not_match_is_told() {
    assertThat(
            explain(
                    PAP.with("Calling-Station-Id", "AA-BB"),
                    with("radcheck alice Calling-Station-Id == aa:bb"))
                .text())
        .contains(
            "radcheck 2 (alice) Calling-Station-Id ==: does not match: the request has AA-BB, the"
                + " row wants == aa:bb");
  }

  @ParameterizedTest
  @CsvSource({
    "Huntgroup-Name == x",
    "Calling-Station-Id =~ (?i)x",
    "NAS-IP-Address == 10.0.0.1",
    "Framed-IP-Address =~ 10",
    "Acme-Check == 1",
    "Login-Time := Any",
  })
  void what_is_not_modelled_is_never_guessed(String row) {
    LoginRequest request =
        PAP.with("Calling-Station-Id", "x").with("Framed-IP-Address", "10.0.0.1");
    Explanation explanation = explain(request, with("radcheck alice " + row));
    assertThat(explanation.verdict()).isEqualTo(Verdict.CANNOT_TELL);
    assertThat(explanation.reply()).isEmpty();
    assertThat(explanation.deciding().orElseThrow().row())
        .extracting(AttributeRow::id)
        .isEqualTo(2L);
  }

  @Test
  void an_unknown_attribute_says_what_it_may_do_and_what_may_be_meant() {
    assertThat(explained("radreply alice Session-Timeot := 60").text())
        .contains("Cannot tell", "is rejected", "did you mean Session-Timeout");
  }

  @ParameterizedTest
  @CsvSource({
    "Session-Timeout, 3600s",
    "Session-Timeout, x",
    "Framed-IP-Address, 10.0.0.1/24",
    "Framed-IPv6-Prefix, 2001:db8::/129",
    "Class, 0xabc",
    "Reply-Message, a\\",
  })
  void a_value_that_the_server_cannot_read_locks_the_user_out(String attribute, String value) {
    Explanation explanation =
        explained(
            "radreply alice Reply-Message := before",
            "radreply alice " + attribute + " := " + value);
    assertThat(explanation.verdict()).isEqualTo(Verdict.REJECT);
    assertThat(explanation.text()).contains("radreply 3", "whole look-up fails");
    assertThat(explanation.reply()).isEmpty();
  }

  @Test
  void null_in_a_row_locks_the_user_out() {
    List<AttributeRow> rows = new ArrayList<>(Rows.of(PASSWORD).rows());
    rows.add(new AttributeRow(RowTable.RADREPLY, 9, "alice", "Class", "=", null));
    assertThat(new Explain(settings).explain(new LoginRows(rows, List.of()), PAP).verdict())
        .isEqualTo(Verdict.REJECT);
  }

  @ParameterizedTest
  @CsvSource({
    "Session-Timeout, '', 0",
    "Session-Timeout, 0x10, 16",
    "Session-Timeout, -1, 4294967295",
    "Session-Timeout, 10000000000, 1410065408",
    "Service-Type, framed-user, framed-user",
    "session-timeout, 60, 60",
    "Framed-IP-Address, 10.0.0.1/32, 10.0.0.1",
    "Framed-IP-Address, *, 0.0.0.0",
    "Framed-IPv6-Prefix, 2001:db8::1/64, 2001:db8:0:0:0:0:0:0/64",
    "Class, gold, 0x676f6c64",
    "Reply-Message, \"quoted\", quoted",
    "Reply-Message, a\\101\\\\b\\q, aA\\b\\q",
    "Reply-Message, `hi %{User-Name}`, hi alice",
    "Reply-Message, `%{Calling-Station-Id}x`, x",
  })
  void a_value_is_read_as_generously_as_the_server_reads_it(
      String attribute, String value, String read) {
    Explanation explanation = explained("radreply alice " + attribute + " := " + value);
    assertThat(explanation.reply()).hasSize(1);
    assertThat(explanation.reply().get(0).value()).isEqualTo(read);
  }

  @Test
  void what_the_server_expands_by_sql_or_shell_cannot_be_told_but_the_rest_can() {
    Explanation explanation =
        explained("radreply alice Class := `%{sql:select 1}`", "radreply alice Idle-Timeout := 60");
    assertThat(explanation.verdict()).isEqualTo(Verdict.ACCEPT);
    assertThat(reply(explanation)).containsExactly("Class=null", "Idle-Timeout=60");
    assertThat(explanation.text()).contains("Class = (cannot tell)");
    assertThat(explain(PAP, "radcheck alice Cleartext-Password := `%{sql:select 1}`").verdict())
        .isEqualTo(Verdict.CANNOT_TELL);
  }

  @Test
  void rows_of_one_table_are_all_sent_whatever_their_operator() {
    assertThat(
            reply(
                explained(
                    "radreply alice Class := a",
                    "radreply alice Class := b",
                    "radreply alice Class = c")))
        .containsExactly("Class=0x61", "Class=0x62", "Class=0x63");
  }

  @ParameterizedTest
  @CsvSource({
    ":=, =, 10",
    ":=, :=, 20",
    "=, :=, 20",
    ":=, +=, 10 20",
    ":=, ^=, 20 10",
    ":=, ==, ''",
    ":=, -=, 10",
    ":=, !*, ''",
    ":=, <=, 10 20",
    ":=, >=, 20",
    ":=, !=, 10",
  })
  void the_group_acts_on_what_the_user_has(String user, String group, String sent) {
    Explanation explanation =
        explained(
            "radreply alice Idle-Timeout " + user + " 10",
            "radusergroup alice gold 1",
            "radgroupreply gold Idle-Timeout " + group + " 20");
    assertThat(explanation.reply().stream().map(ReplyItem::value).reduce("", (a, b) -> a + " " + b))
        .isEqualTo(sent.isEmpty() ? "" : " " + sent);
  }

  @Test
  void groups_are_looked_at_by_priority_until_one_matches_and_does_not_fall_through() {
    String[] rows = {
      "radusergroup alice last 30",
      "radusergroup alice first -1",
      "radusergroup alice second 2",
      "radusergroup alice third 3",
      "radgroupcheck first NAS-Port == 99",
      "radgroupreply first Filter-Id = first",
      "radgroupreply second Filter-Id += second",
      "radgroupreply second Fall-Through = Yes",
      "radgroupreply third Filter-Id += third",
      "radgroupreply last Filter-Id += last"
    };
    Explanation explanation = explained(rows);
    assertThat(reply(explanation)).containsExactly("Filter-Id=second", "Filter-Id=third");
    assertThat(explanation.text())
        .contains("group first (priority -1) is passed over", "group third (priority 3) is taken");
  }

  @Test
  void fall_through_no_in_radreply_keeps_groups_away() {
    assertThat(
            reply(
                explained(
                    "radreply alice Fall-Through := No",
                    "radusergroup alice gold 1",
                    "radgroupreply gold Idle-Timeout = 60")))
        .isEmpty();
  }

  @Test
  void a_group_suspends_with_a_message() {
    Explanation explanation =
        explained(
            "radreply alice Framed-IP-Address := 10.0.0.1",
            "radusergroup alice susp 0",
            "radgroupcheck susp Auth-Type := Reject",
            "radgroupreply susp Reply-Message := Account suspended");
    assertThat(explanation.verdict()).isEqualTo(Verdict.REJECT);
    assertThat(reply(explanation)).containsExactly("Reply-Message=Account suspended");
    assertThat(explanation.deciding().orElseThrow().row())
        .extracting(AttributeRow::place)
        .isEqualTo("radgroupcheck 4");
  }

  @Test
  void a_profile_is_looked_at_after_the_groups() {
    assertThat(
            reply(
                explained(
                    "radcheck alice User-Profile := base",
                    "radusergroup base common 1",
                    "radgroupreply common Idle-Timeout = 60")))
        .containsExactly("Idle-Timeout=60");
  }

  @Test
  void groups_of_one_priority_are_told_only_if_their_order_does_not_matter() {
    String[] same = {
      "radusergroup alice a 1",
      "radusergroup alice b 1",
      "radgroupreply a Idle-Timeout = 60",
      "radgroupreply b Idle-Timeout = 60"
    };
    assertThat(explained(same).verdict()).isEqualTo(Verdict.ACCEPT);
    same[3] = "radgroupreply b Idle-Timeout = 61";
    assertThat(explained(same).verdict()).isEqualTo(Verdict.CANNOT_TELL);
    assertThat(explained(same).text()).contains("share a priority");
  }

  @ParameterizedTest
  @CsvSource({
    "1767225610, '', ACCEPT, Session-Timeout=10",
    "1767225610, 5, ACCEPT, Session-Timeout=5",
    "1767225610, 50, ACCEPT, Session-Timeout=10",
    "1767225600, '', REJECT, ''",
    "1 Jan 2026 01:00:10, '', ACCEPT, Session-Timeout=10",
    "Jan 1 2026 01:00:10, '', ACCEPT, Session-Timeout=10",
    "2026 Jan 1 01:01, '', ACCEPT, Session-Timeout=60",
    "31 Dec 2025, '', REJECT, ''",
    "2037-12-31T00:00:00, '', REJECT, ''",
    "tomorrow, '', REJECT, ''",
  })
  void expiration_ends_the_session_or_refuses(
      String date, String timeout, Verdict verdict, String sent) {
    List<String> rows = new ArrayList<>(List.of("radcheck alice Expiration := " + date));
    if (!timeout.isEmpty()) {
      rows.add("radreply alice Session-Timeout := " + timeout);
    }
    Explanation explanation = explained(rows.toArray(String[]::new));
    assertThat(explanation.verdict()).as(explanation.text()).isEqualTo(verdict);
    assertThat(String.join(",", reply(explanation))).isEqualTo(sent);
  }

  @Test
  void too_many_sessions_refuse_and_take_the_reply_along() {
    String[] rows =
        with("radcheck alice Simultaneous-Use := 2", "radreply alice Reply-Message := hello");
    assertThat(explain(PAP, rows).verdict()).isEqualTo(Verdict.ACCEPT);
    Explain counting = new Explain(settings.countingSessions());
    assertThat(counting.explain(Rows.of(rows), PAP).verdict()).isEqualTo(Verdict.CANNOT_TELL);
    assertThat(counting.explain(Rows.of(rows), PAP.withOpenSessions(1)).verdict())
        .isEqualTo(Verdict.ACCEPT);
    Explanation full = counting.explain(Rows.of(rows), PAP.withOpenSessions(2));
    assertThat(full.verdict()).isEqualTo(Verdict.REJECT);
    assertThat(reply(full))
        .containsExactly("Reply-Message=You are already logged in - access denied (2)");
  }

  @Test
  void tags_are_sent_but_do_not_keep_rows_apart() {
    assertThat(
            reply(
                explained(
                    "radreply alice ERX-Service-Activate:1 := a",
                    "radusergroup alice gold 1",
                    "radgroupreply gold ERX-Service-Activate:2 = b")))
        .containsExactly("ERX-Service-Activate:1=a");
  }

  @Test
  void names_that_the_server_may_escape_cannot_be_told() {
    LoginRequest request = LoginRequest.of("o'neil", LoginMethod.PAP, Secret.of("pw"), NOW);
    assertThat(explain(request, PASSWORD).verdict()).isEqualTo(Verdict.CANNOT_TELL);
  }

  @Test
  void no_password_is_shown() {
    Explanation explanation =
        explain(
            login(LoginMethod.PAP, "t0psecret"),
            "radcheck alice Cleartext-Password := t0psecret",
            "radcheck alice NT-Password == t0psecret",
            "radcheck alice User-Password == t0psecret");
    assertThat(explanation.text()).doesNotContain("t0psecret");
    assertThat(explanation.toString()).doesNotContain("t0psecret");
  }

  @Test
  void a_request_that_cannot_be_is_refused() {
    LoginRequest request = PAP.with("NAS-Port", "many");
    assertThatThrownBy(() -> explain(request, PASSWORD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NAS-Port");
  }

  @Test
  void the_text_has_one_line_for_each_decision() {
    assertThat(
            explained(
                    "radreply alice Idle-Timeout := 60",
                    "radusergroup alice gold 1",
                    "radgroupreply gold Idle-Timeout = 900")
                .text())
        .isEqualTo(
            """
            Access-Accept for alice with PAP: radcheck 1 (alice) Cleartext-Password :=: the password is right
              radcheck 1 (alice) Cleartext-Password :=: set: (hidden)
              radreply 2 (alice) Idle-Timeout :=: set: 60
              group gold (priority 1) is taken
              radgroupreply 4 (gold) Idle-Timeout =: gives way to that of radreply 2
              no group is looked at after it, since it has no Fall-Through = Yes
            * radcheck 1 (alice) Cleartext-Password :=: the password is right
              control Cleartext-Password = (hidden) (from radcheck 1)
              control Auth-Type = PAP (from the server itself)
              reply   Idle-Timeout = 60 (from radreply 2)
            """);
  }
}
