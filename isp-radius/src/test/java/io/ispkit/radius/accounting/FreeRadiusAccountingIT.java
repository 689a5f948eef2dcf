package io.ispkit.radius.accounting;

import static io.ispkit.radius.accounting.RadacctRows.OPERATION;
import static io.ispkit.testkit.subscriber.Subscribers.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ispkit.core.address.Prefix;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.radius.NoTransactions;
import io.ispkit.radius.RadiusDatabase;
import io.ispkit.radius.RadiusDatabases;
import io.ispkit.radius.TestContext;
import io.ispkit.testkit.interop.InteropServer;
import io.ispkit.testkit.time.SettableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real FreeRADIUS writes what a NAS reports, in the tables of its own package. */
@Tag("interop")
class FreeRadiusAccountingIT {

  private static final Instant T0 = Instant.parse("2026-03-15T08:00:00Z");
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  private static InteropServer server;
  private static InteropServer radius;
  private static RadiusDatabase database;

  private final SettableClock clock = new SettableClock(T0.plusSeconds(700));
  private final Accounting accounting =
      new Accounting(database, AccountingSettings.of(OPERATION.tenant(), clock));

  @BeforeAll
  static void start() {
    server = InteropServer.start("postgresql");
    radius = InteropServer.start("freeradius", "postgresql", "" + server.port());
    database =
        RadiusDatabases.open(
            new TestContext(
                new NoTransactions(),
                TestContext.read(
                    Map.of(
                        "url",
                        "jdbc:postgresql://127.0.0.1:" + server.port() + "/radius",
                        "username",
                        "postgres"))));
  }

  @AfterAll
  static void stop() {
    if (database != null) {
      database.close();
    }
    if (radius != null) {
      radius.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void what_a_nas_reports_is_what_accounting_tells() throws Exception {
    String delegated = "Delegated-IPv6-Prefix = 2001:db8:1200::/56";
    assertThat(report("jane", "Start", 0, "Framed-IP-Address = 100.64.0.9", delegated)).isTrue();
    assertThat(holders("2001:db8:1200:7::1", 10)).containsExactly("jane");
    // it tells no prefix, and more than fits into 32 bits
    assertThat(
            report(
                "jane",
                "Interim-Update",
                600,
                "Framed-IP-Address = 100.64.0.9",
                "Acct-Session-Time = 600",
                "Acct-Input-Octets = 5000",
                "Acct-Output-Octets = 5000",
                "Acct-Output-Gigawords = 2"))
        .isTrue();
    Session jane = live("jane");
    assertThat(jane.traffic()).isEqualTo(new Traffic(5000, 8_589_939_592L));
    assertThat(jane.lifetime().startedAt()).isEqualTo(T0);
    assertThat(jane.lifetime().updatedAt()).isEqualTo(T0.plusSeconds(600));
    assertThat(jane.access().nas()).isEqualTo(address("192.0.2.10"));
    assertThat(holders("100.64.0.9", 300)).containsExactly("jane");
    assertThat(holders("2001:db8:1200:7::1", 10)).isEmpty();

    assertThat(report("joe", "Start", 1700, "Framed-IPv6-Prefix = 2001:db8:7::/64")).isTrue();
    assertThat(
            accounting
                .addressHolders()
                .of(Prefix.parse("2001:db8:7::/64"), T0.plusSeconds(1700), Duration.ZERO)
                .orElseThrow())
        .hasSize(1);
    clock.set(T0.plusSeconds(1800));
    StaleSessions stale = accounting.staleSessions(StaleRule.of(FIVE_MINUTES));
    assertThat(stale.close(10, OPERATION).orElseThrow().stale())
        .extracting(session -> session.user().username())
        .containsExactly("jane");
    // the price of a wrong closing: no answer, and nothing is written
    assertThat(report("jane", "Interim-Update", 1750, "Acct-Output-Octets = 9")).isFalse();
    assertThat(stale.reopenSeen(T0, OPERATION).orElseThrow()).isEmpty();
    assertThat(stale.reopen(jane.key().acctUniqueId(), OPERATION).isDone()).isTrue();
    String[] counters = {"Acct-Output-Octets = 6000", "Acct-Output-Gigawords = 2"};
    assertThat(report("jane", "Interim-Update", 1760, counters)).isTrue();
    assertThat(live("jane").traffic().download()).isEqualTo(8_589_940_592L);
    assertThat(report("jane", "Stop", 1800, counters)).isTrue();
    UsagePeriod period = new UsagePeriod(T0, T0.plusSeconds(1801));
    clock.set(T0.plusSeconds(1900));
    assertThat(accounting.usage().of("jane", List.of(period)).orElseThrow())
        .containsExactly(
            new PeriodUsage(period, new Traffic(0, 8_589_940_592L), Traffic.NONE, 1, true));

    assertThat(report("", "Accounting-On", 1850)).isTrue();
    assertThat(accounting.sessions().countLive(SessionFilter.any()).orElseThrow()).isZero();
    assertThat(accounting.reloads().list(T0, clock.instant()).orElseThrow())
        .containsExactly(new NasReload(address("192.0.2.10"), T0.plusSeconds(1850), 1, 0));
    assertThat(
            accounting
                .outages()
                .find(OutageQuery.ofNas(period(1840, 1860), FIVE_MINUTES).withThresholds(1, 1))
                .orElseThrow())
        .extracting(Outage::nas, Outage::vanished)
        .containsExactly(tuple(address("192.0.2.10"), 1L));
    assertThat(accounting.samples().isKept().orElseThrow()).isFalse();
    for (OfferedIndex index : accounting.indexes().missing().orElseThrow()) {
      accounting.indexes().create(index, OPERATION).orElseThrow();
    }
    assertThat(accounting.indexes().missing().orElseThrow()).isEmpty();
  }

  private static UsagePeriod period(int from, int to) {
    return new UsagePeriod(T0.plusSeconds(from), T0.plusSeconds(to));
  }

  private Session live(String username) {
    Outcome<SessionPage> page =
        accounting.sessions().live(SessionFilter.ofUser(username), PageRequest.first(2));
    assertThat(page.orElseThrow().sessions()).hasSize(1);
    return page.orElseThrow().sessions().get(0);
  }

  private List<String> holders(String address, int seconds) {
    return accounting
        .addressHolders()
        .of(address(address), T0.plusSeconds(seconds), Duration.ZERO)
        .orElseThrow()
        .stream()
        .map(holder -> holder.session().user().username())
        .toList();
  }

  /** Sends one Accounting-Request; returns whether the server answered. */
  private static boolean report(String username, String status, int seconds, String... more)
      throws Exception {
    StringBuilder packet = new StringBuilder("Acct-Status-Type = " + status + "\n");
    packet.append("NAS-IP-Address = 192.0.2.10\n");
    packet.append("Event-Timestamp = ").append(T0.plusSeconds(seconds).getEpochSecond());
    packet.append('\n');
    if (!username.isEmpty()) {
      packet.append("User-Name = \"").append(username).append("\"\n");
      packet.append("Acct-Session-Id = \"81-").append(username).append("\"\n");
    }
    for (String line : more) {
      packet.append(line).append('\n');
    }
    Process process =
        new ProcessBuilder(
                "radclient",
                "-x",
                "-r",
                "1",
                "-t",
                "5",
                "-d",
                radius.directory().toString(),
                "127.0.0.1:" + (radius.port() + 1),
                "acct",
                "testing123")
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().write(packet.toString().getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(said).contains("Sent Accounting-Request");
    return said.contains("Received Accounting-Response");
  }
}
