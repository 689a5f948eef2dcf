package io.ispkit.radius;

import static io.ispkit.testkit.subscriber.Subscribers.address;
import static io.ispkit.testkit.subscriber.Subscribers.operation;
import static io.ispkit.testkit.subscriber.Subscribers.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.drift.Drift;
import io.ispkit.core.drift.ExpectedService;
import io.ispkit.core.drift.ExpectedServices;
import io.ispkit.core.drift.FieldDrift;
import io.ispkit.core.drift.Winner;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.rate.BitRate;
import io.ispkit.core.subscriber.Subscriber;
import io.ispkit.radius.live.AppliedChange;
import io.ispkit.radius.live.LiveNeed;
import io.ispkit.radius.live.ServiceChange;
import io.ispkit.radius.live.ServiceState;
import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class RadiusDriftIT {

  private static final Operation MENDING = operation("acme", "night.1");
  private static final List<String> TABLES =
      List.of("radcheck", "radreply", "radusergroup", "isp_subscriber", "isp_subscriber_change");

  private final TestTables tables;
  private final FreeRadiusDirectory directory;

  RadiusDriftIT(TestDatabase database) {
    tables = new TestTables(database.url(), database.username(), database.password(), "radius");
    directory = (FreeRadiusDirectory) TestContext.open(tables, Map.of());
  }

  @BeforeEach
  void provision() {
    TABLES.forEach(table -> tables.execute("delete from radius." + table));
    directory.provision(spec("jane"), operation("acme", "run1.radius")).orElseThrow();
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void a_service_whose_rows_are_as_they_should_be_does_not_drift_in_any_state() {
    assertThat(compare(service())).isEmpty();
    directory
        .changes()
        .apply(
            "jane",
            new ServiceChange.ToState(new ServiceState.Rejected("Suspended", false)),
            operation("acme", "suspend"))
        .orElseThrow();
    assertThat(compare(service())).isEmpty();
  }

  @Test
  void missing_different_surplus_and_foreign_rows_are_told_with_who_is_right() {
    tables.execute("delete from radius.radreply where attribute = 'Idle-Timeout'");
    tables.execute("update radius.radreply set op = '=' where attribute = 'Session-Timeout'");
    set("radreply", "Framed-IP-Address", "100.64.0.99");
    tables.execute(
        "insert into radius.radusergroup (username, groupname, priority) values ('jane', 'vip',"
            + " 1)");
    Drift drift = compare(service()).get(0);
    assertThat(drift.kind()).isEqualTo(Drift.Kind.DIFFERENT);
    assertThat(drift.serviceId()).isEqualTo("svc-1");
    assertThat(drift.fields())
        .containsExactlyInAnyOrder(
            new FieldDrift("Idle-Timeout", "900", null, Winner.OURS),
            new FieldDrift("Session-Timeout", "86400", "= 86400", Winner.OURS),
            new FieldDrift("Framed-IP-Address", "100.64.0.10", "100.64.0.99", Winner.OURS),
            new FieldDrift("vip", null, "1", Winner.THEIRS));
    assertThat(directory.mend(drift, MENDING).orElseThrow()).hasSize(1);
    assertThat(compare(service()))
        .singleElement()
        .satisfies(
            left ->
                assertThat(left.fields())
                    .containsExactly(new FieldDrift("vip", null, "1", Winner.THEIRS)));
    List<String> mended = tables.contents();
    assertThat(directory.mend(drift, MENDING).orElseThrow()).hasSize(1);
    assertThat(tables.contents()).isEqualTo(mended);
  }

  @Test
  void a_plan_that_the_configuration_gives_a_burst_drifts_until_it_is_mended() {
    FreeRadiusDirectory bursting =
        (FreeRadiusDirectory)
            TestContext.open(
                tables, Map.of("plan_profiles", Map.of(spec("jane").profile(), "burst 150M/30M")));
    Drift drift = bursting.compare(service()).orElseThrow().get(0);
    assertThat(drift.fields())
        .containsExactly(
            new FieldDrift("Mikrotik-Rate-Limit", "20M/100M 30M/150M", "20M/100M", Winner.OURS));
    bursting.mend(drift, MENDING).orElseThrow();
    assertThat(bursting.compare(service()).orElseThrow()).isEmpty();
    assertThat(tables.rowsOf("jane")).contains("radreply Mikrotik-Rate-Limit := 20M/100M 30M/150M");
  }

  @Test
  void a_plan_and_an_address_that_the_backend_knows_better_are_written() {
    ExpectedService other = service(true, 200, address("100.64.0.20"));
    Drift drift = compare(other).get(0);
    assertThat(drift.fields())
        .containsExactly(
            new FieldDrift(
                "plan",
                "fiber 200000000/20000000",
                "fiber_100mbps 100000000/20000000",
                Winner.OURS),
            new FieldDrift("static_address", "100.64.0.20", "100.64.0.10", Winner.OURS),
            new FieldDrift("Mikrotik-Rate-Limit", "20M/200M", "20M/100M", Winner.OURS),
            new FieldDrift("Framed-IP-Address", "100.64.0.20", "100.64.0.10", Winner.OURS));
    directory.mend(drift, MENDING).orElseThrow();
    assertThat(compare(other)).isEmpty();
    assertThat(directory.changes().undo(MENDING).orElseThrow()).isPresent();
    assertThat(compare(service())).isEmpty();
  }

  @Test
  void a_password_is_hidden_and_for_a_person_to_say() {
    set("radcheck", "Cleartext-Password", "changed by hand");
    Drift drift = compare(service()).get(0);
    assertThat(drift.fields())
        .containsExactly(new FieldDrift("Cleartext-Password", "***", "***", Winner.PERSON));
    assertThat(drift.toString()).doesNotContain("changed by hand");
    assertThat(directory.mend(drift, MENDING).orElseThrow()).isEmpty();
    tables.execute("delete from radius.radcheck");
    assertThat(compare(service()).get(0).fields())
        .containsExactly(new FieldDrift("password", "***", null, Winner.PERSON));
  }

  @Test
  void what_changed_since_it_was_found_is_not_mended() {
    tables.execute("delete from radius.radreply where attribute = 'Idle-Timeout'");
    Drift drift = compare(service()).get(0);
    set("radreply", "Session-Timeout", "60");
    List<String> before = tables.contents();
    assertThat(((Outcome.Refused<?>) directory.mend(drift, MENDING)).refusal().code())
        .isEqualTo("changed_since");
    assertThat(tables.contents()).isEqualTo(before);
  }

  @Test
  void a_subscriber_who_never_had_a_service_is_for_a_person_and_stays() {
    directory.provision(spec("imported"), operation("acme", "move.1")).orElseThrow();
    List<String> before = tables.rowsOf("imported");
    List<Drift> strays = new ArrayList<>();
    directory.strays(only("jane"), strays::add).orElseThrow();
    assertThat(strays).extracting(Drift::target).containsExactly("subscriber imported");
    assertThat(strays.get(0).canBeMended()).isFalse();
    assertThat(directory.mend(strays.get(0), MENDING).orElseThrow()).isEmpty();
    assertThat(tables.rowsOf("imported")).isEqualTo(before).isNotEmpty();
  }

  @Test
  void what_a_cancelled_service_left_is_a_stray_and_goes_but_not_what_others_wrote_for_it() {
    for (int i = 0; i < 3; i++) {
      directory.provision(spec("stray" + i), operation("acme", "run.stray" + i)).orElseThrow();
    }
    directory.provision(spec("theirs"), operation("other", "run.theirs")).orElseThrow();
    tables.strangersRow("nobodys");
    tables.strangersRow("stray0");
    List<Drift> strays = new ArrayList<>();
    assertThat(directory.strays(only("jane"), strays::add)).isEqualTo(Outcome.done(4L));
    assertThat(strays)
        .extracting(Drift::target)
        .containsExactly("subscriber stray0", "subscriber stray1", "subscriber stray2");
    assertThat(strays.toString()).contains("***");
    assertThat(strays.get(0).fields())
        .filteredOn(field -> field.winner() == Winner.THEIRS)
        .extracting(FieldDrift::name)
        .containsExactly("Expiration");
    assertThat(strays.get(0).mending().fields()).extracting("name").doesNotContain("Expiration");
    directory.mend(strays.get(0), MENDING).orElseThrow();
    assertThat(tables.rowsOf("stray0")).containsExactly("radcheck Expiration := ");
    assertThat(directory.mend(strays.get(0), MENDING).isDone()).isTrue();
    strays.clear();
    directory.strays(only("jane"), strays::add).orElseThrow();
    assertThat(strays).hasSize(2);
  }

  private Drift stray() {
    List<Drift> strays = new ArrayList<>();
    directory.strays(only("jane"), strays::add).orElseThrow();
    assertThat(strays).extracting(Drift::target).containsExactly("subscriber stray0");
    return strays.get(0);
  }

  @Test
  void the_undo_of_the_removal_of_a_stray_brings_the_subscriber_back() {
    Operation provisioned = operation("acme", "run.stray0");
    directory.provision(spec("stray0", address("100.64.0.30")), provisioned).orElseThrow();
    tables.strangersRow("stray0");
    Operation rejected = operation("acme", "suspend");
    ServiceState state = new ServiceState.Rejected("Suspended", true);
    directory.changes().apply("stray0", new ServiceChange.ToState(state), rejected).orElseThrow();
    List<String> rows = tables.rowsOf("stray0");
    Subscriber subscriber = directory.find(provisioned).orElseThrow().orElseThrow();
    directory.mend(stray(), MENDING).orElseThrow();
    assertThat(directory.find(provisioned).orElseThrow()).isEmpty();
    AppliedChange undone = directory.changes().undo(MENDING).orElseThrow().orElseThrow();
    assertThat(undone.username()).isEqualTo("stray0");
    assertThat(undone.need()).isEqualTo(LiveNeed.NONE);
    assertThat(undone.changes()).hasSize(2);
    assertThat(tables.rowsOf("stray0")).isEqualTo(rows).hasSizeGreaterThan(4);
    Subscriber back = directory.find(provisioned).orElseThrow().orElseThrow();
    assertThat(back.staticAddress()).isEqualTo(subscriber.staticAddress());
    assertThat(back.checkId()).isEqualTo(subscriber.checkId());
    assertThat(directory.changes().state("stray0", MENDING).orElseThrow()).contains(state);
    assertThat(directory.changes().undo(MENDING).orElseThrow()).isEmpty();
    // it is a stray again, and may go again
    directory.mend(stray(), operation("acme", "night.2")).orElseThrow();
    assertThat(tables.rowsOf("stray0")).hasSize(1);
    directory.changes().undo(operation("acme", "night.2")).orElseThrow();
    directory
        .changes()
        .apply("stray0", new ServiceChange.ToState(new ServiceState.Active()), MENDING)
        .orElseThrow();
    tables.execute("delete from radius.radcheck where attribute = 'Expiration'");
    directory.restore(provisioned).orElseThrow();
    assertThat(tables.rowsOf("stray0")).isEmpty();
  }

  @Test
  void a_removed_stray_does_not_come_back_over_who_has_the_name_now() {
    directory.provision(spec("stray0"), operation("acme", "run.stray0")).orElseThrow();
    directory.mend(stray(), MENDING).orElseThrow();
    directory.provision(spec("stray0"), operation("other", "run.theirs")).orElseThrow();
    List<String> before = tables.contents();
    assertThat(directory.changes().undo(MENDING).toString()).contains("changed_since");
    assertThat(tables.contents()).isEqualTo(before);
    // also when its rows are gone meanwhile
    tables.execute("delete from radius.radcheck where username = 'stray0'");
    tables.execute("delete from radius.radreply where username = 'stray0'");
    assertThat(directory.changes().undo(MENDING).toString())
        .contains("changed_since: user name stray0 or its operation run.stray0 was taken again");
    tables.execute("delete from radius.isp_subscriber where tenant_id = 'other'");
    directory.changes().undo(MENDING).orElseThrow();
    assertThat(tables.rowsOf("stray0")).isNotEmpty();
  }

  @Test
  void a_stray_that_an_earlier_version_removed_is_to_be_provisioned_anew() {
    directory.provision(spec("stray0"), operation("acme", "run.stray0")).orElseThrow();
    directory.mend(stray(), MENDING).orElseThrow();
    tables.execute(
        "update radius.isp_subscriber_change set before_desired ="
            + " replace(before_desired, '\"claim\"', '\"unknown\"')");
    assertThat(directory.changes().undo(MENDING).toString())
        .contains("changed_since: user stray0 is no longer in the ledger")
        .contains("provision the subscriber anew");
    assertThat(tables.rowsOf("stray0")).isEmpty();
  }

  @Test
  void a_service_that_is_being_provisioned_drifts_nowhere_and_one_without_rows_is_for_a_person() {
    assertThat(compare(service(false, 100, null))).isEmpty();
    directory.restore(operation("acme", "run1.radius")).orElseThrow();
    assertThat(compare(service(false, 100, null))).isEmpty();
    Drift missing = compare(service()).get(0);
    assertThat(missing.kind()).isEqualTo(Drift.Kind.MISSING);
    assertThat(missing.canBeMended()).isFalse();
  }

  private List<Drift> compare(ExpectedService service) {
    return directory.compare(service).orElseThrow();
  }

  private void set(String table, String attribute, String value) {
    String column = tables.product().equals("h2") ? "\"VALUE\"" : "value";
    tables.execute(
        "update radius."
            + table
            + " set "
            + column
            + " = '"
            + value
            + "' where attribute = '"
            + attribute
            + "'");
  }

  private static ExpectedService service() {
    return new ExpectedService(
        "svc-1",
        new CustomerId("cust-123"),
        true,
        "jane",
        address("100.64.0.10"),
        null,
        "fiber_100mbps",
        BitRate.ofMbps(100),
        BitRate.ofMbps(20),
        "SN1");
  }

  private static ExpectedService service(boolean active, int mbps, InetAddress address) {
    return new ExpectedService(
        "svc-1",
        new CustomerId("cust-123"),
        active,
        "jane",
        address,
        null,
        "fiber",
        BitRate.ofMbps(mbps),
        BitRate.ofMbps(20),
        "SN1");
  }

  /** One service that is in use; names that begin with stray had one. */
  static ExpectedServices only(String username) {
    return new ExpectedServices() {
      @Override
      public Optional<ExpectedService> byUsername(String name) {
        return name.equals(username) ? Optional.of(service()) : Optional.empty();
      }

      @Override
      public boolean cancelledByUsername(String name) {
        return name.startsWith("stray");
      }

      @Override
      public Optional<ExpectedService> byAddress(InetAddress address) {
        return Optional.empty();
      }

      @Override
      public Optional<ExpectedService> byDevice(String serial) {
        return Optional.empty();
      }
    };
  }
}
