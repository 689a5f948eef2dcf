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
  void an_unknown_vendor_is_refused_with_those_that_there_are() {
    assertThatThrownBy(() -> TestContext.read(Map.of("vendor", "microtik")))
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining("mikrotik")
        .hasMessageContaining("huawei");
  }
}
