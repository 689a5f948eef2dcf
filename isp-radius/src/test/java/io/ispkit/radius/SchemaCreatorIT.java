package io.ispkit.radius;

import static io.ispkit.testkit.subscriber.Subscribers.address;
import static io.ispkit.testkit.subscriber.Subscribers.operation;
import static io.ispkit.testkit.subscriber.Subscribers.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ispkit.core.drift.ExpectedService;
import io.ispkit.core.drift.Winner;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.subscriber.SubscriberDirectory;
import io.ispkit.core.subscriber.SubscriberSpec;
import io.ispkit.radius.live.ServiceChange;
import io.ispkit.radius.live.ServiceChanges;
import io.ispkit.radius.live.ServiceState;
import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables that an earlier version made, or that somebody has meddled with. */
@OnEachDatabase
class SchemaCreatorIT {

  private static final Operation FIRST = operation("acme", "first");
  private static final Map<String, String> NEVER = Map.of("create_schema", "never");

  private final TestTables tables;

  SchemaCreatorIT(TestDatabase database) {
    tables = new TestTables(database.url(), database.username(), database.password(), "radius");
  }

  @BeforeEach
  void clear() {
    tables.execute("drop schema if exists radius cascade");
  }

  @AfterEach
  void close() {
    // the class is made anew for each test
    tables.close();
  }

  @Test
  void what_an_earlier_version_did_not_make_is_added_and_its_subscribers_go_on() {
    List<String> rows = asAnEarlierVersionLeftIt();
    SubscriberDirectory directory = TestContext.open(tables, Map.of());
    assertThat(columns("isp_subscriber")).contains("desired");
    assertThat(indexes("isp_subscriber")).contains(List.of("tenant_id", "static_address"));
    assertThat(directory.find(FIRST).orElseThrow()).isPresent();
    ServiceChanges changes = ((FreeRadius) directory).changes();
    assertThat(changes.state("jane", FIRST).orElseThrow()).contains(new ServiceState.Active());
    changes
        .apply(
            "jane",
            new ServiceChange.ToState(new ServiceState.Rejected("Please pay", false)),
            operation("acme", "suspend"))
        .orElseThrow();
    assertThat(tables.rowsOf("jane").toString())
        .contains("Please pay")
        .doesNotContain("Framed-IP-Address");
    changes
        .apply(
            "jane",
            new ServiceChange.ToState(new ServiceState.Active()),
            operation("acme", "resume"))
        .orElseThrow();
    assertThat(tables.rowsOf("jane")).containsExactlyInAnyOrderElementsOf(rows);
    changes.undo(operation("acme", "resume")).orElseThrow();
    changes.undo(operation("acme", "suspend")).orElseThrow();
    assertThat(tables.rowsOf("jane")).containsExactlyInAnyOrderElementsOf(rows);
    directory.restore(FIRST).orElseThrow();
    assertThat(tables.rowsOf("jane")).isEmpty();
  }

  @Test
  void where_nothing_may_be_made_the_statements_are_told_and_do_what_is_wanted() {
    asAnEarlierVersionLeftIt();
    Throwable told = catchThrowable(() -> TestContext.open(tables, NEVER));
    assertThat(told)
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining("alter table radius.isp_subscriber add column if not exists desired")
        .hasMessageContaining("isp_subscriber_address")
        .hasMessageContaining("create_schema: if_missing");
    assertThat(columns("isp_subscriber")).doesNotContain("desired");
    String statements = told.getMessage().replaceFirst("(?s).*; run ", "");
    for (String statement : statements.replaceFirst("; or set .*", "").split("; ")) {
      tables.execute(statement);
    }
    assertThat(TestContext.open(tables, NEVER).find(FIRST).orElseThrow()).isPresent();
  }

  @Test
  void a_row_of_an_earlier_version_that_tells_too_little_is_named() {
    asAnEarlierVersionLeftIt();
    FreeRadiusDirectory directory = (FreeRadiusDirectory) TestContext.open(tables, Map.of());
    assertThat(directory.compare(jane()).orElseThrow()).isEmpty();
    tables.execute(
        "update radius.radreply set attribute = 'Gone' where attribute = 'Session-Timeout'");
    List<String> left = tables.contents();
    Operation suspend = operation("acme", "suspend");
    ServiceChange rejected =
        new ServiceChange.ToState(new ServiceState.Rejected("Please pay", false));
    ServiceChanges changes = directory.changes();
    tables.transact(
        transaction -> {
          // the caller's own transaction goes on
          assertThat(changes.apply("jane", rejected, suspend.within(transaction)).isDone())
              .isFalse();
          return true;
        });
    assertThat(
            List.of(
                changes.state("jane", FIRST),
                changes.plan("jane", rejected, suspend),
                changes.apply("jane", rejected, suspend)))
        .allSatisfy(
            outcome ->
                assertThat(outcome.toString())
                    .contains("row_missing: subscriber jane was written by an earlier version")
                    .contains("radreply has no row Session-Timeout in seconds")
                    .contains("put it back"));
    assertThat(tables.contents()).isEqualTo(left);
    assertThat(directory.compare(jane()).orElseThrow())
        .singleElement()
        .satisfies(
            drift ->
                assertThat(drift.fields())
                    .isNotEmpty()
                    .allMatch(field -> field.winner() == Winner.PERSON));
    tables.execute(
        "update radius.radreply set attribute = 'Session-Timeout' where attribute = 'Gone'");
    assertThat(changes.apply("jane", rejected, suspend).isDone()).isTrue();
  }

  @Test
  void a_subscriber_of_an_earlier_version_without_a_password_is_named() {
    asAnEarlierVersionLeftIt();
    FreeRadiusDirectory directory = (FreeRadiusDirectory) TestContext.open(tables, Map.of());
    tables.execute("delete from radius.radcheck");
    assertThat(directory.changes().state("jane", FIRST).toString())
        .contains("row_missing")
        .contains("radcheck has no row with a password")
        .contains("such as Cleartext-Password");
  }

  @Test
  void a_table_of_freeradius_stays_as_it_is_unless_it_is_ours_alone() {
    TestContext.open(tables, Map.of());
    tables.execute("drop index radius.radreply_username");
    tables.execute("drop index radius.isp_subscriber_change_username");
    tables.execute("drop table radius.nas");
    TestContext.open(tables, Map.of());
    boolean ours = tables.product().equals("h2");
    assertThat(indexes("radreply").contains(List.of("username", "attribute"))).isEqualTo(ours);
    assertThat(indexes("isp_subscriber_change")).contains(List.of("username"));
    // FreeRADIUS need not read its NAS from SQL
    assertThat(columns("nas").isEmpty()).isEqualTo(!ours);
  }

  @Test
  void an_index_of_another_name_serves_as_well() {
    TestContext.open(tables, Map.of());
    tables.execute("drop index radius.isp_subscriber_address");
    tables.execute(
        "create index by_hand on radius.isp_subscriber (tenant_id, static_address, customer_id)");
    TestContext.open(tables, NEVER);
    TestContext.open(tables, Map.of());
    assertThat(indexes("isp_subscriber"))
        .contains(List.of("tenant_id", "static_address", "customer_id"))
        .doesNotContain(List.of("tenant_id", "static_address"));
  }

  private static ExpectedService jane() {
    SubscriberSpec spec = spec("jane", address("100.64.0.10"));
    return new ExpectedService(
        "svc-1",
        spec.customer(),
        true,
        "jane",
        spec.staticAddress(),
        null,
        spec.profile(),
        spec.download(),
        spec.upload(),
        "SN1");
  }

  /** Returns what FreeRADIUS reads of the one subscriber. */
  private List<String> asAnEarlierVersionLeftIt() {
    TestContext.open(tables, Map.of())
        .provision(spec("jane", address("100.64.0.10")), FIRST)
        .orElseThrow();
    tables.execute("drop index radius.isp_subscriber_address");
    tables.execute("alter table radius.isp_subscriber drop column desired");
    return tables.rowsOf("jane");
  }

  private List<String> columns(String table) {
    return tables.transact(
        transaction ->
            new ArrayList<>(tables.tables(transaction).columns().getOrDefault(table, Set.of())));
  }

  private List<List<String>> indexes(String table) {
    return tables.transact(transaction -> tables.tables(transaction).indexes(table));
  }
}
