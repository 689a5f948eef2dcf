package io.ispkit.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.core.change.Change;
import io.ispkit.core.config.Options;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.drift.Drift;
import io.ispkit.core.job.PeriodicJob;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.runtime.Isp;
import io.ispkit.runtime.drift.DriftJob;
import io.ispkit.runtime.drift.DriftReport;
import io.ispkit.runtime.drift.DriftReports;
import io.ispkit.runtime.drift.Pace;
import io.ispkit.runtime.drift.Sweep;
import io.ispkit.runtime.module.TenantServices;
import io.ispkit.testkit.document.Document;
import io.ispkit.testkit.netbox.AddressObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * RADIUS, NetBox and GenieACS in one report: services made by the program itself, then changed by
 * hand behind its back. Each test leaves everything clean.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DriftOverAllIT {

  private static final String SSID = "InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.SSID";
  private static final Document PAGE = Document.read(Path.of("..", "..", "docs", "drift.md"));

  private ThreeSystems systems;
  private Isp isp;
  private DriftReports reports;

  @BeforeAll
  void provision(@TempDir Path temporary) {
    systems = new ThreeSystems(temporary, 5);
    ObjectNode all = OrderFiles.generated("acme", 5);
    // c0001 has two services
    ((ObjectNode) all.at("/orders/4/context")).put("customer_id", "c0001");
    systems.fulfil(all);
    isp = systems.open();
    reports = tenant().get(DriftReports.class);
  }

  @AfterAll
  void close() {
    isp.close();
    systems.close();
  }

  private TenantServices tenant() {
    return isp.tenant("acme");
  }

  private static List<String> told(List<Drift> drifts) {
    List<String> lines = new ArrayList<>();
    for (Drift drift : drifts) {
      drift
          .fields()
          .forEach(
              field ->
                  lines.add(
                      String.join(
                          " ",
                          drift.system(),
                          drift.kind().toString(),
                          field.name().replaceFirst(".*\\.", ""),
                          "" + field.found(),
                          "for",
                          "" + field.wanted(),
                          field.winner().toString())));
    }
    return lines;
  }

  private List<Drift> swept() throws InterruptedException {
    List<Drift> found = new ArrayList<>();
    Sweep sweep = reports.sweep(Pace.FULL, found::add);
    assertThat(sweep.unread()).isEmpty();
    assertThat(sweep.drifts()).isEqualTo(found.size());
    return found;
  }

  @Test
  void the_example_in_the_document_prints_what_is_written_below_it(@TempDir Path folder)
      throws Exception {
    Provisioned service = systems.service("SN-c0000");
    slow(service, "1M/1M");
    AddressObject address = systems.address(service);
    systems.rename(address, "beta", "gone.example.net");
    systems.router("SN-c0000").changed(SSID, "Free Wi-Fi");

    String printed = PAGE.program("java").run(folder, "mend", tenant());

    systems.netbox().replace(address);
    // which of the first addresses it was given is left to chance
    String found = address.address() + " (id " + address.id() + ")";
    assertThat(printed.replace(found, "100.64.0.2/22 (id 103)")).isEqualTo(PAGE.block("text"));
    assertThat(swept()).isEmpty();
  }

  private void slow(Provisioned service, String speed) {
    systems.radius(
        1,
        "update radreply set value = '"
            + speed
            + "' where attribute = 'Mikrotik-Rate-Limit' and username = '"
            + service.username()
            + "'");
  }

  @Test
  void the_job_mends_what_is_ours_if_it_is_told_to() throws Exception {
    slow(systems.service("SN-c0002"), "3M/3M");
    PeriodicJob<TenantServices> job = DriftJob.job();
    Options only = Options.of(job.options(), Map.of("per_second", "1000"));
    Options mending = Options.of(job.options(), Map.of("per_second", "1000", "mend", "true"));

    assertThat(job.round().run(tenant(), only).orElseThrow()).matches("[45] services, 1 drifts");
    assertThat(job.round().run(tenant(), mending).orElseThrow())
        .matches("[45] services, 1 drifts, 1 of 1 mended");

    assertThat(swept()).isEmpty();
  }

  @Test
  void what_drifted_in_all_three_is_told_judged_mended_and_clean_again() throws Exception {
    Provisioned jane = systems.service("SN-c0001");
    Provisioned second = systems.service("SN-c0004");
    Provisioned cancelled = systems.service("SN-c0003");
    assertThat(swept()).isEmpty();
    // one service in all three systems
    slow(jane, "1M/1M");
    systems.radius(
        1,
        "insert into radreply (username, attribute, op, value) values ('"
            + jane.username()
            + "', 'Reply-Message', ':=', 'hello')");
    AddressObject address = systems.address(jane);
    systems.rename(address, "beta", "gone.example.net");
    systems.router(jane.serial()).changed(SSID, "Free Wi-Fi");
    // another one of the same customer without its address, a third one cancelled
    systems.delete(systems.address(second));
    systems.backend(
        "update isp.service set status = 'CANCELLED' where id = '" + cancelled.id() + "'");
    AddressObject stray =
        systems
            .netbox()
            .address("100.64.3.9/22", "acme", Map.of("isp_operation", "acme/ghost.network"));
    // what is nobody's of ours is not told
    AddressObject others = systems.netbox().address("100.64.3.10/22", "acme", Map.of());
    systems.radius(
        1,
        "insert into radcheck (username, attribute, op, value) values"
            + " ('somebody', 'Cleartext-Password', ':=', 'secret-of-somebody')");

    List<String> ofJane =
        List.of(
            "netbox DIFFERENT tenant beta for acme PERSON",
            "netbox DIFFERENT dns_name gone.example.net for " + jane.dnsName() + " OURS",
            "radius DIFFERENT Mikrotik-Rate-Limit 1M/1M for 150M/300M OURS",
            "radius DIFFERENT Reply-Message hello for null THEIRS",
            "genieacs DIFFERENT SSID Free Wi-Fi for Net c0001 OURS");
    List<String> ofSecond =
        List.of(
            "netbox MISSING address null for " + second.address() + "/22 OURS",
            "netbox MISSING tenant null for acme OURS",
            "netbox MISSING status null for active OURS",
            "netbox MISSING dns_name null for " + second.dnsName() + " OURS");
    DriftReport service = reports.ofService(jane.id()).orElseThrow();
    assertThat(told(service.drifts())).containsExactlyElementsOf(ofJane);
    assertThat(reports.ofService(cancelled.id())).isEmpty();
    DriftReport customer = reports.ofCustomer(new CustomerId("c0001"));
    assertThat(told(customer.drifts())).containsAll(ofJane).containsAll(ofSecond);
    assertThat(customer.plan())
        .extracting(change -> change.system() + " " + change.action())
        .containsExactlyInAnyOrder(
            "netbox UPDATE", "radius UPDATE", "genieacs UPDATE", "netbox CREATE");

    List<Drift> all = sweptInSteps();
    assertThat(told(all))
        .containsAll(ofJane)
        .containsAll(ofSecond)
        .contains(
            "netbox STRAY isp_operation acme/ghost.network for null PERSON",
            "radius STRAY username " + cancelled.username() + " for null OURS",
            "genieacs STRAY _tags isp-service-acme-" + cancelled.id() + " for null OURS")
        .noneMatch(line -> line.contains("secret") || line.contains("somebody"));
    assertThat(all).filteredOn(drift -> drift.kind() == Drift.Kind.STRAY).hasSize(4);

    refusedAfterAnotherChange(jane, service);
    mendAll(swept());
    assertThat(told(swept()))
        .contains(
            "netbox DIFFERENT tenant beta for acme PERSON",
            "radius DIFFERENT Reply-Message hello for null THEIRS",
            "netbox STRAY isp_operation acme/ghost.network for null PERSON")
        .noneMatch(line -> line.endsWith("OURS"));

    // a person decides the rest
    systems.rename(systems.address(jane), "acme", jane.dnsName());
    systems.delete(stray);
    systems.delete(systems.address(cancelled));
    systems.radius(1, "delete from radreply where attribute = 'Reply-Message'");
    assertThat(swept()).isEmpty();
    assertThat(systems.router(jane.serial()).value(SSID)).isEqualTo("Net c0001");
    assertThat(systems.address(second).dnsName()).isEqualTo(second.dnsName());
    assertThat(systems.netbox().addresses()).contains(others);
    systems.radius(1, "delete from radcheck where username = 'somebody'");
  }

  /** Each drift is told as it is found, and the next service is asked for only after the pause. */
  private List<Drift> sweptInSteps() throws InterruptedException {
    List<Drift> found = new ArrayList<>();
    Set<Integer> asked = new HashSet<>();
    Duration pause = Duration.ofMillis(50);
    long start = System.nanoTime();
    Sweep sweep =
        reports.sweep(
            new Pace(pause),
            drift -> {
              found.add(drift);
              asked.add(systems.netbox().requests().size());
            });
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertThat(sweep.services()).isEqualTo(4);
    assertThat(sweep.things()).isPositive();
    assertThat(sweep.unread()).isEmpty();
    assertThat(asked).as("NetBox was asked between the drifts").hasSizeGreaterThan(1);
    assertThat(took).isGreaterThanOrEqualTo(pause.multipliedBy(sweep.services()));
    return found;
  }

  private void refusedAfterAnotherChange(Provisioned jane, DriftReport before) {
    slow(jane, "2M/2M");
    systems.rename(systems.address(jane), "beta", "other.example.net");
    systems.router(jane.serial()).changed(SSID, "Other");

    for (Drift drift : before.drifts()) {
      Outcome<List<Change>> mended = reports.mend(drift);
      assertThat(mended)
          .as(drift.system())
          .isInstanceOfSatisfying(
              Outcome.Refused.class,
              refused -> assertThat(refused.refusal().code()).isEqualTo("changed_since"));
    }
    assertThat(told(reports.ofService(jane.id()).orElseThrow().drifts()))
        .contains(
            "radius DIFFERENT Mikrotik-Rate-Limit 2M/2M for 150M/300M OURS",
            "netbox DIFFERENT dns_name other.example.net for " + jane.dnsName() + " OURS",
            "genieacs DIFFERENT SSID Other for Net c0001 OURS");
  }

  private void mendAll(List<Drift> drifts) {
    for (Drift drift : drifts) {
      List<Change> written = reports.mend(drift).orElseThrow();
      assertThat(written.isEmpty())
          .as(drift.system() + " " + drift.target())
          .isEqualTo(!drift.canBeMended());
    }
  }
}
