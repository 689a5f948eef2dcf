package io.ispkit.radius.explain;

import static io.ispkit.testkit.subscriber.Subscribers.operation;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.secret.Secret;
import io.ispkit.radius.ExplainTables;
import io.ispkit.radius.RadiusDatabase;
import io.ispkit.radius.RadiusDatabases;
import io.ispkit.radius.TestContext;
import io.ispkit.radius.TestTables;
import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rows that decide a login are found in the tables. */
@OnEachDatabase
class ExplainTablesIT {

  private final TestTables tables;
  private final RadiusDatabase database;
  private final ExplainTables explain;

  ExplainTablesIT(TestDatabase database) {
    tables = new TestTables(database.url(), database.username(), database.password(), "radius");
    this.database = RadiusDatabases.open(new TestContext(tables, TestContext.read(Map.of())));
    explain =
        new ExplainTables(this.database, ServerSettings.shipped(ZoneOffset.UTC).countingSessions());
  }

  @BeforeEach
  void fill() {
    for (String table :
        List.of(
            "radcheck",
            "radreply",
            "radgroupcheck",
            "radgroupreply",
            "radusergroup",
            "radacct",
            "nasreload")) {
      tables.execute("delete from radius." + table);
    }
    row("radcheck", "jane", "Cleartext-Password", ":=", "pw");
    row("radcheck", "jane", "Simultaneous-Use", ":=", "1");
    row("radreply", "jane", "Idle-Timeout", ":=", "60");
    row("radgroupcheck", "lab", "NAS-Identifier", "==", "bng-2");
    row("radgroupreply", "lab", "Class", "=", "lab");
    row("radgroupreply", "gold", "Idle-Timeout", "=", "900");
    row("radgroupreply", "gold", "Session-Timeout", "=", "3600");
    row("radgroupreply", "gold", "Fall-Through", "=", "Yes");
    row("radgroupcheck", "last", "User-Profile", ":=", "profile");
    row("radgroupreply", "of-profile", "Filter-Id", "=", "garden");
    member("jane", "last", 7);
    member("jane", "gold", 5);
    member("jane", "lab", -1);
    member("profile", "of-profile", 0);
    row("radreply", "joe", "Idle-Timeout", ":=", "1");
    row("radgroupreply", "another", "Idle-Timeout", "=", "2");
    member("joe", "another", 1);
  }

  @AfterEach
  void close() {
    database.close();
    tables.close();
  }

  /** H2 folds names to upper case, and {@code value} is a keyword there. */
  private void row(String table, String owner, String attribute, String op, String value) {
    tables.execute(
        "insert into radius."
            + table
            + " ("
            + (table.contains("group") ? "groupname" : "username")
            + ", attribute, op, "
            + (tables.product().equals("h2") ? "\"VALUE\"" : "value")
            + ") values ('"
            + owner
            + "', '"
            + attribute
            + "', '"
            + op
            + "', '"
            + value
            + "')");
  }

  private void member(String user, String group, int priority) {
    tables.execute(
        "insert into radius.radusergroup (username, groupname, priority) values ('"
            + user
            + "', '"
            + group
            + "', "
            + priority
            + ")");
  }

  private Explanation explained(String nas) {
    LoginRequest request =
        LoginRequest.of("jane", LoginMethod.CHAP, Secret.of("pw"), Instant.EPOCH)
            .with("NAS-Identifier", nas);
    return explain.explain(request, operation("acme", "look")).orElseThrow();
  }

  @Test
  void groups_come_by_priority_and_the_profile_that_one_names_after_them() {
    Explanation told = explained("bng-1");
    assertThat(told.verdict()).isEqualTo(Verdict.ACCEPT);
    assertThat(told.reply())
        .extracting(item -> item.attribute() + " = " + item.value())
        .containsExactly("Idle-Timeout = 60", "Session-Timeout = 3600", "Filter-Id = garden");
    assertThat(explained("bng-2").reply())
        .extracting(ReplyItem::attribute)
        .containsExactly("Idle-Timeout", "Class");
  }

  @Test
  void open_sessions_are_counted_but_not_those_that_a_restart_has_ended() {
    session("a", "192.0.2.1", "null");
    assertThat(explained("bng-1").verdict()).isEqualTo(Verdict.REJECT);
    tables.execute(
        "insert into radius.nasreload (nasipaddress, reloadtime) values ('192.0.2.1',"
            + " timestamp with time zone '2026-02-01 00:00:00+00')");
    assertThat(explained("bng-1").verdict()).isEqualTo(Verdict.ACCEPT);
    session("b", "192.0.2.2", "timestamp with time zone '2026-01-02 00:00:00+00'");
    assertThat(explained("bng-1").verdict()).isEqualTo(Verdict.ACCEPT);
    session("c", "192.0.2.2", "null");
    assertThat(explained("bng-1").verdict()).isEqualTo(Verdict.REJECT);
  }

  @Test
  void open_sessions_are_counted_also_where_no_restarts_are_kept() {
    // FreeRADIUS has the table since 3.2.3
    tables.execute("alter table radius.nasreload rename to nasreload_away");
    try {
      session("a", "192.0.2.1", "null");
      assertThat(explained("bng-1").verdict()).isEqualTo(Verdict.REJECT);
      tables.execute("delete from radius.radacct");
      assertThat(explained("bng-1").verdict()).isEqualTo(Verdict.ACCEPT);
    } finally {
      tables.execute("alter table radius.nasreload_away rename to nasreload");
    }
  }

  private void session(String id, String nas, String stop) {
    tables.execute(
        "insert into radius.radacct (acctsessionid, acctuniqueid, username, nasipaddress,"
            + " acctstarttime, acctstoptime) values ('"
            + id
            + "', '"
            + id
            + "', 'jane', '"
            + nas
            + "', timestamp with time zone '2026-01-01 00:00:00+00', "
            + stop
            + ")");
  }
}
