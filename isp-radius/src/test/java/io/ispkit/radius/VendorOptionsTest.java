package io.ispkit.radius;

import static io.ispkit.testkit.subscriber.Subscribers.operation;
import static io.ispkit.testkit.subscriber.Subscribers.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ispkit.core.error.PermanentException;
import io.ispkit.core.fault.Faults;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.rate.BitRate;
import io.ispkit.core.subscriber.SubscriberDirectory;
import io.ispkit.core.subscriber.SubscriberSpec;
import io.ispkit.radius.live.AppliedChange;
import io.ispkit.radius.live.LiveNeed;
import io.ispkit.radius.live.ServiceChange;
import io.ispkit.radius.live.ServicePlan;
import io.ispkit.radius.live.ServiceState;
import io.ispkit.radius.profile.HostRenderer;
import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.testkit.database.TestDatabases;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The option that says whose NAS the tenant has. */
class VendorOptionsTest {

  private final TestDatabase database = TestDatabases.h2();
  private final TestTables tables =
      new TestTables(database.url(), database.username(), database.password(), "radius");

  @AfterEach
  void close() {
    tables.close();
  }

  private List<String> replies(Map<String, ?> options) {
    SubscriberDirectory directory = TestContext.open(tables, options);
    directory.provision(spec("jane"), operation("acme", "op")).orElseThrow();
    return tables.rowsOf("jane").stream()
        .filter(row -> row.startsWith("radreply"))
        .filter(row -> !row.matches("radreply (Framed|Session|Idle)-.*"))
        .toList();
  }

  @Test
  void without_it_the_nas_is_a_mikrotik() {
    assertThat(replies(Map.of())).containsExactly("radreply Mikrotik-Rate-Limit := 20M/100M");
  }

  @Test
  void another_vendor_gets_its_own_attributes_by_its_own_options() {
    assertThat(replies(Map.of("vendor", "zte", "vendor_options", Map.of("unit", "bps"))))
        .containsExactly(
            "radreply ZTE-Rate-Ctrl-SCR-Up := 20000000",
            "radreply ZTE-Rate-Ctrl-SCR-Down := 100000000");
  }

  @Test
  void policies_are_named_after_the_plan_and_added_to_each_other() {
    String plan = spec("jane").profile();
    assertThat(
            replies(
                Map.of(
                    "vendor", "cisco",
                    "policy_download", "{plan}-down",
                    "policy_upload", "{plan}-up")))
        .containsExactly(
            "radreply Cisco-AVPair += ip:sub-qos-policy-in=" + plan + "-up",
            "radreply Cisco-AVPair += ip:sub-qos-policy-out=" + plan + "-down");
  }

  @Test
  void undo_takes_several_rows_of_one_attribute_back() {
    Map<String, String> options = Map.of("vendor", "nokia");
    assertThat(replies(options)).hasSize(2);
    TestContext.open(tables, options).restore(operation("acme", "op")).orElseThrow();
    assertThat(tables.rowsOf("jane")).isEmpty();
  }

  @Test
  void a_speed_that_the_vendor_cannot_be_told_is_refused_and_nothing_is_written() {
    SubscriberSpec like = spec("jane");
    SubscriberSpec fast =
        new SubscriberSpec(
            like.customer(),
            like.username(),
            like.profile(),
            BitRate.ofGbps(10),
            BitRate.ofGbps(5),
            null,
            like.sessionTimeout(),
            like.idleTimeout());
    Outcome<?> outcome =
        TestContext.open(tables, Map.of("vendor", "pfsense"))
            .provision(fast, operation("acme", "op"));
    assertThat(outcome.toString())
        .contains("value_not_allowed")
        .contains("pfSense-Bandwidth-Max-Up")
        .contains("pfSense-Bandwidth-Max-Down");
    assertThat(tables.rowsOf("jane")).isEmpty();
  }

  @Test
  void a_plan_without_a_name_is_refused_where_names_are_told() {
    Outcome<?> outcome =
        TestContext.open(tables, Map.of("vendor", "juniper"))
            .plan(spec("jane"), operation("acme", "op"));
    assertThat(outcome.toString()).contains("policies");
  }

  @Test
  void rows_of_a_renderer_of_the_host_are_checked_by_the_facts_that_it_brings() {
    Faults faults = new Faults();
    assertThat(new SubscriberRows(new SpeedRows(new HostRenderer())).render(spec("jane"), faults))
        .extracting(RadiusRow::attribute, RadiusRow::value)
        .contains(tuple("Acme-Speed", "20000/100000"));
    assertThat(faults.list()).isEmpty();
  }

  @Test
  void all_faults_of_the_options_are_named_at_once() {
    assertThatThrownBy(
            () ->
                TestContext.open(
                    tables,
                    Map.of(
                        "vendor", "huawei",
                        "vendor_options", Map.of("unit", "mbps", "colour", "red"),
                        "policy_download", "{plan}{plan}{plan}{plan}",
                        "password_form", "nt")))
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining("vendor_options.unit")
        .hasMessageContaining("vendor_options.colour")
        .hasMessageContaining("policy_download (map): expected a name of at most")
        .hasMessageContaining("policy_upload (map): expected names for both")
        .hasMessageContaining("password_form");
  }

  @Test
  void a_plan_has_the_burst_and_the_priority_of_its_profile_wherever_it_is_rendered() {
    String plan = spec("jane").profile();
    Map<String, Object> options =
        Map.of(
            "plan_profiles",
            Map.of(
                plan,
                "burst 120M/30M threshold 80M/15M time 8s priority 5",
                "slow.lane-1",
                "burst 2M/2M"));
    assertThat(replies(options))
        .containsExactly("radreply Mikrotik-Rate-Limit := 20M/100M 30M/120M 15M/80M 8/8 5");
    FreeRadius radius = (FreeRadius) TestContext.open(tables, options);
    AppliedChange slow =
        radius
            .changes()
            .apply(
                "jane",
                new ServiceChange.ToState(
                    new ServiceState.SlowLane(
                        new ServicePlan("slow.lane-1", BitRate.ofMbps(1), BitRate.ofMbps(1)),
                        true)),
                operation("acme", "slow"))
            .orElseThrow();
    assertThat(tables.rowsOf("jane")).contains("radreply Mikrotik-Rate-Limit := 1M/1M 2M/2M");
    assertThat(slow.beyondRates()).hasToString("burst 2M/2M");
    assertThat(slow.need()).isEqualTo(LiveNeed.SPEED);
    // a repeat says it, too
    assertThat(radius.changes().findChange(operation("acme", "slow")).orElseThrow()).contains(slow);
    // another plan has nothing of its kind
    radius
        .changes()
        .apply(
            "jane",
            new ServiceChange.ToState(
                new ServiceState.SlowLane(
                    new ServicePlan("other", BitRate.ofMbps(3), BitRate.ofMbps(3)), true)),
            operation("acme", "other"))
        .orElseThrow();
    assertThat(tables.rowsOf("jane")).contains("radreply Mikrotik-Rate-Limit := 3M/3M");
  }

  @Test
  void a_plan_that_is_faster_than_its_burst_is_refused() {
    String plan = spec("jane").profile();
    Outcome<?> outcome =
        TestContext.open(tables, Map.of("plan_profiles", Map.of(plan, "burst 60M/30M")))
            .provision(spec("jane"), operation("acme", "op"));
    assertThat(outcome.toString())
        .contains("value_not_allowed")
        .contains("plan_profiles." + plan)
        .contains("a burst of at least the rates 100 Mbit/s and 20 Mbit/s");
    assertThat(tables.rowsOf("jane")).isEmpty();
  }

  @Test
  void what_a_vendor_cannot_be_told_of_a_plan_is_refused_at_the_start() {
    assertThatThrownBy(
            () ->
                TestContext.read(
                    Map.of(
                        "vendor",
                        "pfsense",
                        "plan_profiles",
                        Map.of("a", "burst 2M/2M", "b", "priority 3", "c", "prio 3"))))
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining("plan_profiles.a (map): expected burst of vendor pfsense: none")
        .hasMessageContaining("plan_profiles.b (map): expected priority of vendor pfsense: none")
        .hasMessageContaining("plan_profiles.c (map): expected one of the names burst");
    assertThatThrownBy(
            () ->
                TestContext.read(
                    Map.of(
                        "vendor",
                        "cisco",
                        "policy_download",
                        "{plan}",
                        "policy_upload",
                        "{plan}",
                        "plan_profiles",
                        Map.of("a", "priority 3"))))
        .hasMessageContaining("the attributes of vendor cisco tell neither burst nor priority");
    assertThat(
            replies(
                Map.of(
                    "vendor",
                    "huawei",
                    "plan_profiles",
                    Map.of(spec("jane").profile(), "burst 120M/30M"))))
        .contains(
            "radreply Huawei-Input-Peak-Rate := 30000000",
            "radreply Huawei-Output-Peak-Rate := 120000000");
  }

  @Test
  void an_unknown_vendor_is_refused_with_those_that_there_are() {
    assertThatThrownBy(() -> TestContext.read(Map.of("vendor", "microtik")))
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining("mikrotik")
        .hasMessageContaining("huawei");
  }
}
