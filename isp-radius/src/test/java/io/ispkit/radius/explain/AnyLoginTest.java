package io.ispkit.radius.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.radius.dictionary.Dictionary;
import io.ispkit.radius.dictionary.RowTable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnyLoginTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String PASSWORD = "radcheck alice Crypt-Password := whatever";
  private static final String REJECT = "radcheck alice Auth-Type := Reject";
  private static final String ACCEPT = "radgroupcheck vip Auth-Type := Accept";
  private static final String MEMBER = "radusergroup alice vip 1";

  private static List<Explanation> all(Set<String> attributes, String... lines) {
    return new AnyLogin(Dictionary.packed()).explain(Rows.of(lines), "alice", attributes, NOW);
  }

  private static Set<Verdict> verdicts(String... lines) {
    Set<Verdict> verdicts = new HashSet<>();
    all(Set.of(), lines).forEach(each -> verdicts.add(each.verdict()));
    return verdicts;
  }

  @Test
  void every_way_of_asking_for_the_password_is_tried_with_the_right_one() {
    assertThat(all(Set.of(), PASSWORD))
        .extracting(each -> each.request().method())
        .containsExactly(LoginMethod.values());
    assertThat(verdicts(PASSWORD)).containsExactly(Verdict.ACCEPT);
    assertThat(verdicts(PASSWORD, REJECT)).containsExactly(Verdict.REJECT);
  }

  @Test
  void one_of_the_orders_that_a_database_may_choose_is_enough() {
    String other = "radusergroup alice aaa 1";
    assertThat(verdicts(PASSWORD, REJECT, MEMBER, other, ACCEPT))
        .containsExactlyInAnyOrder(Verdict.ACCEPT, Verdict.REJECT);
    assertThat(verdicts(PASSWORD, REJECT, "radusergroup alice aaa 0", MEMBER, ACCEPT))
        .containsExactly(Verdict.REJECT);
  }

  @Test
  void conditions_are_met_by_some_request_and_not_by_others() {
    for (String condition :
        List.of(
            "radgroupcheck vip NAS-Identifier == bng-1",
            "radgroupcheck vip Huntgroup-Name == dsl",
            "radgroupcheck vip Not-In-Any-Dictionary =~ ^x")) {
      assertThat(verdicts(PASSWORD, REJECT, MEMBER, condition, ACCEPT))
          .as(condition)
          .containsExactlyInAnyOrder(Verdict.ACCEPT, Verdict.REJECT);
    }
    assertThat(verdicts(PASSWORD, REJECT, "radcheck alice Calling-Station-Id == AA"))
        .containsExactly(Verdict.REJECT);
  }

  @Test
  void rows_that_bear_on_nothing_asked_may_be_as_odd_as_they_like() {
    assertThat(
            verdicts(
                PASSWORD,
                REJECT,
                MEMBER,
                "radgroupreply vip Not-In-Any-Dictionary := 1",
                "radgroupcheck vip Not-In-Any-Dictionary := 1",
                "radgroupcheck vip Login-Time := Any",
                "radgroupreply vip Framed-Pool := `%{sql:select 1}`"))
        .containsExactly(Verdict.REJECT);
    assertThat(
            all(
                Set.of("Framed-Pool"),
                PASSWORD,
                MEMBER,
                "radgroupreply vip Framed-Pool += `%{User-Name}`"))
        .anySatisfy(
            each -> {
              assertThat(each.verdict()).isEqualTo(Verdict.CANNOT_TELL);
              assertThat(each.deciding().orElseThrow().row())
                  .hasToString("radgroupreply 3 Framed-Pool +=");
            });
    assertThat(verdicts(PASSWORD, REJECT, MEMBER, "radgroupcheck vip Auth-Type := LDAP"))
        .contains(Verdict.CANNOT_TELL)
        .doesNotContain(Verdict.REJECT);
  }

  @Test
  void names_that_a_server_may_escape_count_and_are_told_as_they_stand() {
    String group = "gold+ö";
    Explanation told =
        all(
                Set.of(),
                PASSWORD,
                REJECT,
                "radusergroup alice " + group + " 1",
                "radgroupcheck " + group + " Auth-Type := Accept")
            .get(0);
    assertThat(told.verdict()).isEqualTo(Verdict.ACCEPT);
    assertThat(told.request().username()).isEqualTo("alice");
    assertThat(told.deciding().orElseThrow().row())
        .isEqualTo(new AttributeRow(RowTable.RADGROUPCHECK, 4, group, "Auth-Type", ":=", "Accept"));
  }

  @Test
  void a_group_may_have_the_name_of_its_member() {
    assertThat(
            verdicts(
                PASSWORD,
                REJECT,
                "radusergroup alice alice 1",
                "radgroupcheck alice NAS-Identifier == bng-1",
                "radgroupcheck alice Auth-Type := Accept"))
        .containsExactlyInAnyOrder(Verdict.ACCEPT, Verdict.REJECT);
  }

  @Test
  void only_what_is_asked_for_is_in_the_reply() {
    Explanation told =
        all(
                Set.of("Framed-Pool"),
                PASSWORD,
                "radreply alice Framed-Pool := garden",
                "radreply alice Idle-Timeout := 60",
                MEMBER,
                "radgroupreply vip Framed-Pool := dynamic",
                "radgroupreply vip Filter-Id := x")
            .get(0);
    assertThat(told.reply()).extracting(ReplyItem::value).containsExactly("dynamic");
    assertThat(told.reply().get(0).from()).hasToString("radgroupreply 5 Framed-Pool :=");
  }

  @Test
  void many_groups_are_judged_unless_many_of_them_matter() {
    List<String> lines = new ArrayList<>(List.of(PASSWORD, REJECT));
    for (int i = 0; i < 12; i++) {
      lines.add("radusergroup alice g" + i + " 1");
      lines.add("radgroupcheck g" + i + " NAS-Identifier == bng-" + i);
      lines.add("radgroupreply g" + i + " Idle-Timeout = 60");
    }
    assertThat(verdicts(lines.toArray(String[]::new))).containsExactly(Verdict.REJECT);
    for (int i = 0; i < 12; i++) {
      lines.add("radgroupcheck g" + i + " Auth-Type := Accept");
    }
    assertThat(all(Set.of(), lines.toArray(String[]::new)))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.verdict()).isEqualTo(Verdict.CANNOT_TELL);
              assertThat(each.deciding().orElseThrow().says()).contains("too many groups");
            });
  }

  /**
   * A login as {@link Explain} judges it, which the real server proves, must be among the cases.
   */
  @Test
  void no_login_that_is_let_in_is_missing() {
    Set<String> asked =
        Set.of("Framed-IP-Address", "Idle-Timeout", "Reply-Message", "Session-Timeout");
    RandomLogins random = new RandomLogins(new Random(7));
    Explain explain = new Explain(ServerSettings.shipped(ZoneOffset.ofHours(-12)));
    int told = 0;
    for (int i = 0; i < 2_000; i++) {
      RandomLogins.Case next = random.next(i);
      LoginRequest request = next.request();
      Explanation one = explain.explain(next.rows(), request);
      if (one.verdict() != Verdict.ACCEPT || one.control().stream().anyMatch(this::ends)) {
        continue;
      }
      List<Explanation> all =
          new AnyLogin(Dictionary.packed())
              .explain(next.rows(), request.username(), asked, request.at());
      told += all.stream().anyMatch(any -> any.verdict() == Verdict.CANNOT_TELL) ? 0 : 1;
      assertThat(all)
          .as(i + ": " + one.text())
          .anyMatch(
              any ->
                  any.verdict() == Verdict.CANNOT_TELL
                      || (any.verdict() == Verdict.ACCEPT
                          && told(any, asked).equals(told(one, asked))));
    }
    assertThat(told).isGreaterThan(400);
  }

  /** An end of the service is looked at only where it is asked for. */
  private boolean ends(ReplyItem item) {
    return item.attribute().equals("Expiration");
  }

  private static List<String> told(Explanation explanation, Set<String> asked) {
    return explanation.reply().stream()
        .filter(item -> asked.contains(item.attribute()))
        .map(ReplyItem::toString)
        .toList();
  }
}
