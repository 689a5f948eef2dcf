package io.ispkit.radius;

import static io.ispkit.testkit.subscriber.Subscribers.operation;
import static io.ispkit.testkit.subscriber.Subscribers.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.drift.Drift;
import io.ispkit.core.drift.ExpectedService;
import io.ispkit.core.drift.FieldDrift;
import io.ispkit.core.drift.Winner;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.rate.BitRate;
import io.ispkit.core.subscriber.SubscriberSpec;
import io.ispkit.radius.live.AppliedChange;
import io.ispkit.radius.live.ServiceChange;
import io.ispkit.radius.live.ServicePlan;
import io.ispkit.radius.live.ServiceState;
import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows of others that would let a suspended customer past its state, as the tables hold them. */
@OnEachDatabase
class SuspensionHoldsIT {

  private static final Operation OPERATION = operation("acme", "suspend");
  private static final ServiceState REJECTED = new ServiceState.Rejected("Suspended", false);

  private final TestTables tables;
  private final FreeRadiusDirectory directory;

  SuspensionHoldsIT(TestDatabase database) {
    tables = new TestTables(database.url(), database.username(), database.password(), "radius");
    directory = (FreeRadiusDirectory) TestContext.open(tables, Map.of());
  }

  @BeforeEach
  void provision() {
    for (String table :
        List.of(
            "radcheck",
            "radreply",
            "radusergroup",
            "radgroupcheck",
            "radgroupreply",
            "isp_subscriber",
            "isp_subscriber_change")) {
      tables.execute("delete from radius." + table);
    }
    directory.provision(spec("jane"), operation("acme", "run1.radius")).orElseThrow();
    tables.execute(
        "insert into radius.radusergroup (username, groupname, priority) values ('jane', 'vip',"
            + " 1)");
  }

  @AfterEach
  void close() {
    // the class is made anew for each test
    tables.close();
  }

  @Test
  void a_switch_that_would_not_hold_names_the_row_writes_nothing_and_is_done_without_it() {
    row("radgroupcheck", "Auth-Type", "Accept");
    List<String> before = tables.contents();
    assertThat(refusal(apply(REJECTED, OPERATION)))
        .startsWith("overridden: radgroupcheck ")
        .endsWith(
            " (vip) Auth-Type: expected nothing that lets a rejected service log in, but was \":="
                + " Accept\"");
    assertThat(refusal(directory.changes().plan("jane", to(REJECTED), OPERATION)))
        .startsWith("overridden");
    assertThat(tables.contents()).isEqualTo(before);
    tables.execute("delete from radius.radgroupcheck");
    assertThat(apply(REJECTED, OPERATION).isDone()).isTrue();
  }

  @Test
  void each_row_in_the_way_is_named_and_a_password_is_not_shown() {
    row("radgroupreply", "Framed-Pool", "dynamic");
    row("radgroupreply", "Framed-IP-Address", "100.64.9.9");
    assertThat(refusal(apply(ServiceState.WalledGarden.pool("garden"), OPERATION)).lines())
        .hasSize(2)
        .anyMatch(line -> line.contains("(vip) Framed-Pool") && line.contains(":= dynamic"))
        .anyMatch(line -> line.contains("(vip) Framed-IP-Address"));
    tables.execute(
        "update radius.radcheck set op = '==' where username = 'jane'"); // a row that never matches
    row("radgroupcheck", "Cleartext-Password", "ofAllMembers");
    assertThat(refusal(apply(REJECTED, OPERATION)))
        .contains("(vip) Cleartext-Password")
        .doesNotContain("ofAllMembers");
  }

  @Test
  void a_state_that_is_written_again_has_to_hold_again_and_a_plan_changes_all_the_same() {
    assertThat(apply(REJECTED, OPERATION).isDone()).isTrue();
    row("radgroupcheck", "Auth-Type", "Accept");
    assertThat(refusal(apply(REJECTED, operation("acme", "again")))).startsWith("overridden");
    ServicePlan faster = new ServicePlan("fiber", BitRate.ofMbps(200), BitRate.ofMbps(20));
    assertThat(
            directory
                .changes()
                .apply("jane", new ServiceChange.ToPlan(faster), operation("acme", "plan"))
                .isDone())
        .isTrue();
    assertThat(apply(new ServiceState.Active(), operation("acme", "back")).isDone()).isTrue();
  }

  @Test
  void a_row_that_comes_after_the_switch_is_found_for_a_person_and_not_mended() {
    assertThat(apply(REJECTED, OPERATION).isDone()).isTrue();
    assertThat(fields()).containsExactly(new FieldDrift("vip", null, "1", Winner.THEIRS));
    row("radgroupcheck", "Auth-Type", "Accept");
    tables.execute("delete from radius.radreply where attribute = 'Idle-Timeout'");
    assertThat(fields())
        .filteredOn(field -> field.winner() == Winner.PERSON)
        .singleElement()
        .satisfies(
            field -> {
              assertThat(field.name()).matches("radgroupcheck [0-9]+ \\(vip\\) Auth-Type");
              assertThat(field.wanted()).isNull();
              assertThat(field.found()).isEqualTo(":= Accept");
            });
    Drift drift = directory.compare(service()).orElseThrow().get(0);
    assertThat(directory.mend(drift, operation("acme", "night")).isDone()).isTrue();
    assertThat(fields())
        .extracting(FieldDrift::winner)
        .containsExactlyInAnyOrder(Winner.THEIRS, Winner.PERSON);
  }

  private List<FieldDrift> fields() {
    return directory.compare(service()).orElseThrow().stream()
        .flatMap(drift -> drift.fields().stream())
        .toList();
  }

  private static ExpectedService service() {
    SubscriberSpec spec = spec("jane");
    return new ExpectedService(
        "svc-1",
        spec.customer(),
        true,
        spec.username(),
        spec.staticAddress(),
        null,
        spec.profile(),
        spec.download(),
        spec.upload(),
        "SN1");
  }

  private Outcome<AppliedChange> apply(ServiceState state, Operation operation) {
    return directory.changes().apply("jane", to(state), operation);
  }

  private static ServiceChange to(ServiceState state) {
    return new ServiceChange.ToState(state);
  }

  private static String refusal(Outcome<?> outcome) {
    return ((Outcome.Refused<?>) outcome).refusal().toString();
  }

  private void row(String table, String attribute, String value) {
    String column = tables.product().equals("h2") ? "\"VALUE\"" : "value";
    tables.execute(
        "insert into radius."
            + table
            + " (groupname, attribute, op, "
            + column
            + ") values ('vip', '"
            + attribute
            + "', ':=', '"
            + value
            + "')");
  }
}
