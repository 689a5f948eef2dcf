package io.ispkit.radius.group;

import static io.ispkit.testkit.subscriber.Subscribers.operation;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.change.Change;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.rate.BitRate;
import io.ispkit.radius.TestContext;
import io.ispkit.radius.TestTables;
import io.ispkit.radius.profile.ProfileRenderers;
import io.ispkit.radius.profile.ReplyAttribute;
import io.ispkit.radius.profile.SpeedProfile;
import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plans, memberships and overrides as rows, and back. */
@OnEachDatabase
class GroupsIT {

  private static final Operation FIRST = operation("acme", "first");
  private static final Operation SECOND = operation("acme", "second");
  private static final ReplyAttribute ROUTE =
      new ReplyAttribute("Framed-Route", "+=", "192.0.2.0/24 10.0.0.1 1");

  private final TestTables tables;
  private final Groups groups;

  GroupsIT(TestDatabase database) {
    tables = new TestTables(database.url(), database.username(), database.password(), "radius");
    groups = Groups.open(new TestContext(tables, TestContext.read(Map.of())));
  }

  @BeforeEach
  void empty() {
    for (String table :
        List.of("radreply", "radgroupcheck", "radgroupreply", "radusergroup", "isp_group_change")) {
      tables.execute("delete from radius." + table);
    }
  }

  @AfterEach
  void close() {
    groups.close();
    tables.close();
  }

  private static PlanGroup gold() {
    return PlanGroup.of(
            "gold",
            SpeedProfile.of(BitRate.ofMbps(100), BitRate.ofMbps(20)),
            ProfileRenderers.load(GroupsIT.class.getClassLoader()).find("mikrotik"))
        .with(new ReplyAttribute("Idle-Timeout", ":=", "900"), ROUTE);
  }

  private static MemberRows jane() {
    return MemberRows.of("jane", "gold").with(new ReplyAttribute("Idle-Timeout", ":=", "60"));
  }

  private static GroupChange all() {
    return new GroupChange(List.of(gold()), List.of(jane()));
  }

  /** Without the numbers that the database gives. */
  private List<String> rows() {
    List<String> rows = new ArrayList<>();
    rows.addAll(contents("radgroupcheck", "groupname", "attribute", "op"));
    rows.addAll(contents("radgroupreply", "groupname", "attribute", "op"));
    rows.addAll(contents("radreply", "username", "attribute", "op"));
    rows.addAll(contents("radusergroup", "username", "groupname", "priority"));
    return rows;
  }

  private List<String> contents(String table, String... columns) {
    return tables.query(
        "select " + String.join(", ", columns) + " from radius." + table + " order by id", table);
  }

  @Test
  void a_plan_gives_way_and_a_member_has_its_own_rows_once() {
    tables.execute(
        "insert into radius.radreply (username, attribute, op) values ('Jane', 'Idle-Timeout', '=')");
    tables.execute(
        "insert into radius.radreply (username, attribute, op) values ('jane', 'Class', ':=')");
    groups.write(all(), FIRST).orElseThrow();
    assertThat(rows())
        .containsExactlyInAnyOrder(
            "radgroupreply|gold|Mikrotik-Rate-Limit|=",
            "radgroupreply|gold|Idle-Timeout|=",
            "radgroupreply|gold|Framed-Route|+=",
            "radreply|jane|Class|:=",
            "radreply|jane|Idle-Timeout|:=",
            "radusergroup|jane|gold|1");
  }

  @Test
  void a_plan_says_what_the_write_does_and_writes_nothing() {
    List<Change> planned = groups.plan(all(), FIRST).orElseThrow();
    assertThat(rows()).isEmpty();
    assertThat(groups.write(all(), FIRST).orElseThrow()).isEqualTo(planned);
    assertThat(planned)
        .extracting(Change::target)
        .containsExactly("radgroupreply gold", "radreply jane", "radusergroup jane");
    assertThat(groups.plan(all(), FIRST).orElseThrow())
        .extracting(Change::action)
        .containsOnly(Change.Action.NONE);
  }

  @Test
  void a_repeat_under_the_operation_changes_nothing() {
    groups.write(all(), FIRST).orElseThrow();
    List<String> once = contents("radgroupreply", "id", "groupname", "attribute");
    assertThat(groups.write(all(), FIRST).orElseThrow())
        .extracting(Change::action)
        .containsOnly(Change.Action.NONE);
    assertThat(contents("radgroupreply", "id", "groupname", "attribute")).isEqualTo(once);
  }

  @Test
  void restore_puts_back_what_stood_there_with_its_ids() {
    groups.write(all(), FIRST).orElseThrow();
    List<String> before = contents("radgroupreply", "id", "groupname", "attribute", "op");
    GroupChange next =
        new GroupChange(
            List.of(gold().whollyReplaceable().fallingThrough()),
            List.of(new MemberRows("jane", Map.of(), List.of(), Set.of("Idle-Timeout"))));
    groups.write(next, SECOND).orElseThrow();
    assertThat(rows())
        .contains("radgroupreply|gold|Fall-Through|=", "radgroupreply|gold|Framed-Route|=")
        .noneMatch(row -> row.contains("jane"));
    groups.restore(SECOND).orElseThrow();
    assertThat(contents("radgroupreply", "id", "groupname", "attribute", "op")).isEqualTo(before);
    assertThat(groups.restore(SECOND).orElseThrow()).isEmpty();
    groups.restore(FIRST).orElseThrow();
    assertThat(rows()).isEmpty();
  }

  @Test
  void check_rows_are_planned_written_kept_replaced_and_put_back_as_all_others() {
    GroupChange checking =
        GroupChange.of(
            gold()
                .checking(
                    GroupCheck.is("NAS-Identifier", "bng-1"),
                    GroupCheck.isNot("Called-Station-Id", "lab-1"),
                    GroupCheck.isNot("Called-Station-Id", "lab-2"),
                    GroupCheck.set("Simultaneous-Use", "1")));
    List<Change> planned = groups.plan(checking, FIRST).orElseThrow();
    assertThat(planned)
        .extracting(Change::target)
        .containsExactly("radgroupcheck gold", "radgroupreply gold");
    assertThat(groups.write(checking, FIRST).orElseThrow()).isEqualTo(planned);
    List<String> checks = contents("radgroupcheck", "id", "groupname", "attribute", "op");
    assertThat(rows())
        .contains(
            "radgroupcheck|gold|NAS-Identifier|==",
            "radgroupcheck|gold|Called-Station-Id|!=",
            "radgroupcheck|gold|Simultaneous-Use|:=");
    assertThat(checks).hasSize(4);
    // a change that says nothing of them leaves them
    groups.write(GroupChange.of(gold().fallingThrough()), SECOND).orElseThrow();
    assertThat(contents("radgroupcheck", "id", "groupname", "attribute", "op")).isEqualTo(checks);
    groups.restore(SECOND).orElseThrow();
    groups.write(GroupChange.of(gold().checking()), SECOND).orElseThrow();
    assertThat(contents("radgroupcheck", "attribute")).isEmpty();
    groups.restore(SECOND).orElseThrow();
    assertThat(contents("radgroupcheck", "id", "groupname", "attribute", "op")).isEqualTo(checks);
    groups.restore(FIRST).orElseThrow();
    assertThat(rows()).isEmpty();
  }

  @Test
  void check_rows_that_would_do_harm_are_refused() {
    GroupChange wrong =
        GroupChange.of(
            gold()
                .checking(
                    GroupCheck.set("Cleartext-Password", "s3cret"),
                    GroupCheck.set("Simultaneous-Use", "many"),
                    GroupCheck.is("NAS-Identifier", "bng-1"),
                    GroupCheck.is("NAS-Identifier", "bng-2"),
                    GroupCheck.set("Idle-Timeout", "60"),
                    GroupCheck.is("Auth-Type", "Reject"),
                    new GroupCheck("NAS-IP-Address", "=~", "^10")));
    String said = groups.write(wrong, FIRST).toString();
    assertThat(said)
        .contains(
            "Cleartext-Password",
            "no password: it would be that of every member",
            "radgroupcheck Simultaneous-Use",
            "NAS-Identifier",
            "one row",
            "radgroupcheck Idle-Timeout",
            "radgroupcheck Auth-Type",
            "radgroupcheck NAS-IP-Address")
        .doesNotContain("s3cret");
    assertThat(rows()).isEmpty();
  }

  @Test
  void restore_leaves_alone_what_another_has_changed() {
    groups.write(all(), FIRST).orElseThrow();
    groups.write(GroupChange.of(jane().in("night", 2)), SECOND).orElseThrow();
    List<String> now = rows();
    Outcome<List<Change>> outcome = groups.restore(FIRST);
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(outcome.toString()).contains("changed_since");
    assertThat(rows()).isEqualTo(now);
  }

  @Test
  void everything_that_is_wrong_is_named_at_once_and_nothing_is_written() {
    GroupChange wrong =
        new GroupChange(
            List.of(
                PlanGroup.of("no blanks", List.of(new ReplyAttribute("Idle-Timeout", ":=", "x"))),
                PlanGroup.of("a", List.of(new ReplyAttribute("Auth-Type", ":=", "Reject")))),
            List.of(
                MemberRows.of("Jane", "gold")
                    .in("silver", 1)
                    .with(new ReplyAttribute("Class", "=", "a"))
                    .with(new ReplyAttribute("Idle-Timeout", ":=", "60"))
                    .with(new ReplyAttribute("Idle-Timeout", ":=", "61"))));
    String said = groups.write(wrong, FIRST).toString();
    assertThat(said)
        .contains(
            "no blanks",
            "radgroupreply Idle-Timeout",
            "radgroupreply Auth-Type",
            "Jane",
            "priority of silver",
            "radreply Class",
            "one row");
    assertThat(rows()).isEmpty();
  }
}
