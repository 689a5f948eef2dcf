package io.ispkit.radius.accounting;

import static io.ispkit.radius.accounting.RadacctRows.OPERATION;
import static io.ispkit.testkit.subscriber.Subscribers.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ispkit.core.address.Prefix;
import io.ispkit.radius.accounting.AddressHolder.As;
import io.ispkit.radius.nas.NasProfile;
import io.ispkit.radius.nas.NasProfiles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What accounting says, and puts right, must be the same on every product. */
abstract class AccountingBehaviour extends SessionsBehaviour {

  AccountingBehaviour(RadacctRows rows) {
    super(rows);
  }

  @Test
  void stale_sessions_are_closed_at_their_last_packet_and_only_once() {
    rows.session("lively", "2026-03-15T00:00:00Z").seen("2026-03-15T11:58:00Z").insert();
    String stale =
        rows.session("stale", "2026-03-15T08:00:00Z")
            .seen("2026-03-15T11:30:00Z")
            .bytes(7, 8)
            .insert();
    // nothing but a Start, whose update is NULL with some servers
    String startOnly = rows.session("start", "2026-03-15T09:00:00Z").insert();
    StaleSessions sessions = accounting.staleSessions(StaleRule.of(FIVE_MINUTES));
    assertThat(sessions.find(10).orElseThrow().stale())
        .extracting(session -> session.key().acctUniqueId())
        .containsExactly(stale, startOnly);
    StaleResult closed = sessions.close(10, OPERATION).orElseThrow();
    assertThat(closed.stale()).hasSize(2);
    assertThat(closed.more()).isFalse();
    Session now = accounting.sessions().find(stale).orElseThrow().orElseThrow();
    assertThat(now.lifetime().stoppedAt()).isEqualTo(Instant.parse("2026-03-15T11:30:00Z"));
    assertThat(now.lifetime().cause()).isEqualTo("Lost-Carrier");
    assertThat(now.traffic()).isEqualTo(new Traffic(7, 8));
    assertThat(accounting.sessions().find(startOnly).orElseThrow().orElseThrow().lifetime())
        .extracting(Lifetime::stoppedAt, Lifetime::seconds)
        .containsExactly(Instant.parse("2026-03-15T09:00:00Z"), 0L);
    assertThat(sessions.close(10, OPERATION).orElseThrow().stale()).isEmpty();
    assertThat(live(accounting, SessionFilter.any())).containsExactly("lively");
  }

  @Test
  void each_nas_has_its_own_patience_and_one_that_is_silent_keeps_its_sessions() {
    rows.session("slow", "2026-03-15T08:00:00Z")
        .on("192.0.2.9")
        .seen("2026-03-15T11:30:00Z")
        .insert();
    rows.session("mute", "2026-03-15T08:00:00Z")
        .on("192.0.2.8")
        .seen("2026-03-15T11:30:00Z")
        .insert();
    NasProfiles profiles =
        NasProfiles.all(NasProfile.standard())
            .with(
                address("192.0.2.9"),
                NasProfile.standard().withInterimInterval(Duration.ofMinutes(15)));
    Accounting patient = new Accounting(rows.database(), rows.settings().withProfiles(profiles));
    StaleRule rule = StaleRule.of(FIVE_MINUTES).withCause("Lost-Service");
    StaleResult kept = patient.staleSessions(rule).close(10, OPERATION).orElseThrow();
    assertThat(kept.stale()).isEmpty();
    assertThat(kept.onSilentNas())
        .extracting(session -> session.user().username())
        .containsExactly("mute");
    assertThat(patient.staleSessions(StaleRule.byProfiles()).find(10).orElseThrow())
        .isEqualTo(new StaleResult(List.of(), List.of(), false));
    StaleResult closed =
        patient.staleSessions(rule.withSilentNas()).close(1, OPERATION).orElseThrow();
    assertThat(closed.stale())
        .extracting(session -> session.user().username())
        .containsExactly("mute");
    assertThat(rows.column("select acctterminatecause from radacct where username = 'mute'"))
        .containsExactly("Lost-Service");
  }

  @Test
  void a_session_that_we_closed_and_that_lives_is_opened_again() {
    String stale =
        rows.session("jane", "2026-03-15T08:00:00Z").seen("2026-03-15T11:00:00Z").insert();
    String ended =
        rows.session("joe", "2026-03-15T08:00:00Z")
            .ended("2026-03-15T11:59:00Z", "User-Request")
            .insert();
    StaleSessions sessions = accounting.staleSessions(StaleRule.of(FIVE_MINUTES));
    assertThat(sessions.close(10, OPERATION).orElseThrow().stale()).hasSize(1);
    assertThat(sessions.reopen(stale, OPERATION).orElseThrow().lifetime())
        .satisfies(lifetime -> assertThat(lifetime.isOpen()).isTrue())
        .satisfies(lifetime -> assertThat(lifetime.cause()).isNull());
    assertThat(sessions.reopen(stale, OPERATION).isDone()).isTrue();
    assertThat(code(sessions.reopen(ended, OPERATION))).isEqualTo("not_closed_by_us");
    assertThat(code(sessions.reopen("nobody's", OPERATION))).isEqualTo("session_missing");
  }

  @Test
  void an_interim_written_to_a_closed_row_opens_it_again() {
    rows.session("jane", "2026-03-15T08:00:00Z").seen("2026-03-15T11:00:00Z").insert();
    rows.session("noise", "2026-03-15T08:00:00Z").seen("2026-03-15T11:59:00Z").insert();
    StaleSessions sessions = accounting.staleSessions(StaleRule.of(FIVE_MINUTES));
    assertThat(sessions.close(10, OPERATION).orElseThrow().stale()).hasSize(1);
    Instant since = Instant.parse("2026-03-15T00:00:00Z");
    assertThat(sessions.reopenSeen(since, OPERATION).orElseThrow()).isEmpty();
    rows.execute(
        "update radacct set acctupdatetime = "
            + rows.time("2026-03-15T11:59:00Z")
            + " where username = 'jane'");
    assertThat(sessions.reopenSeen(since, OPERATION).orElseThrow())
        .extracting(session -> session.user().username())
        .containsExactly("jane");
    assertThat(live(accounting, SessionFilter.any())).contains("jane");
  }

  @Test
  void sessions_that_a_restart_ended_are_closed_with_its_time() {
    String ended =
        rows.session("jane", "2026-03-15T08:00:00Z").seen("2026-03-15T09:55:00Z").insert();
    // the NAS reported it after the restart, so it is up
    rows.session("joe", "2026-03-15T08:00:00Z").seen("2026-03-15T10:05:00Z").insert();
    rows.session("new", "2026-03-15T10:01:00Z").seen("2026-03-15T10:01:00Z").insert();
    rows.execute(
        "insert into nasreload (nasipaddress, reloadtime) values ('192.0.2.1', "
            + rows.time("2026-03-15T10:00:00Z")
            + ")");
    rows.session("old", "2026-03-14T08:00:00Z")
        .on("192.0.2.2")
        .ended("2026-03-15T07:00:00Z", "NAS-Reboot")
        .insert();
    Instant from = Instant.parse("2026-03-15T00:00:00Z");
    NasReload first =
        new NasReload(address("192.0.2.2"), Instant.parse("2026-03-15T07:00:00Z"), 1, 0);
    Instant at = Instant.parse("2026-03-15T10:00:00Z");
    assertThat(accounting.reloads().list(from, rows.clock().instant()).orElseThrow())
        .containsExactly(new NasReload(address("192.0.2.1"), at, 0, 1), first);
    assertThat(accounting.reloads().closeInterrupted(OPERATION).orElseThrow())
        .containsExactly(new NasReload(address("192.0.2.1"), at, 1, 0));
    assertThat(accounting.reloads().closeInterrupted(OPERATION).orElseThrow()).isEmpty();
    assertThat(accounting.sessions().find(ended).orElseThrow().orElseThrow().lifetime())
        .extracting(Lifetime::stoppedAt, Lifetime::seconds, Lifetime::cause)
        .containsExactly(at, 7200L, "NAS-Reboot");
    assertThat(live(accounting, SessionFilter.any())).containsExactly("joe", "new");
    assertThat(accounting.reloads().list(from, rows.clock().instant()).orElseThrow())
        .containsExactly(new NasReload(address("192.0.2.1"), at, 1, 0), first);
  }

  @Test
  void everybody_who_had_an_ipv4_address_is_told_and_how_well_it_is_known() {
    rows.session("before", "2026-03-15T06:00:00Z")
        .set("framedipaddress", "'100.64.0.9'")
        .ended("2026-03-15T09:59:58Z", "User-Request")
        .insert();
    rows.session("holder", "2026-03-15T10:00:00Z")
        .set("framedipaddress", "'100.64.0.9'")
        .ended("2026-03-15T11:00:00Z", "User-Request")
        .insert();
    rows.session("stale", "2026-03-14T00:00:00Z")
        .set("framedipaddress", "'100.64.0.9'")
        .seen("2026-03-14T01:00:00Z")
        .insert();
    rows.session("neighbour", "2026-03-15T10:00:00Z")
        .set("framedipaddress", "'100.64.0.90'")
        .insert();
    rows.session("later", "2026-03-15T11:30:00Z").set("framedipaddress", "'100.64.0.9'").insert();
    assertThat(holders("100.64.0.9", "2026-03-15T10:00:01Z", Duration.ofSeconds(5)))
        .containsExactly(
            "holder IPV4 CERTAIN", "before IPV4 WITHIN_MARGIN", "stale IPV4 NOT_SEEN_SINCE");
    assertThat(holders("100.64.0.9", "2026-03-15T10:00:01Z", Duration.ZERO))
        .containsExactly("holder IPV4 CERTAIN", "stale IPV4 NOT_SEEN_SINCE");
  }

  @Test
  void of_a_session_that_a_restart_of_its_nas_ended_only_the_last_packet_is_certain() {
    // MariaDB keeps the time of the last packet, PostgreSQL has that of the restart there too
    rows.session("kept", "2026-03-15T06:00:00Z")
        .set("framedipaddress", "'100.64.0.9'")
        .seen("2026-03-15T08:00:00Z")
        .ended("2026-03-15T10:00:00Z", "NAS-Reboot")
        .insert();
    rows.session("lost", "2026-03-15T06:00:00Z")
        .on("192.0.2.2")
        .set("framedipaddress", "'100.64.0.9'")
        .seen("2026-03-15T10:00:00Z")
        .ended("2026-03-15T10:00:00Z", "NAS-Reboot")
        .insert();
    assertThat(holders("100.64.0.9", "2026-03-15T07:00:00Z", Duration.ZERO))
        .containsExactlyInAnyOrder("kept IPV4 CERTAIN", "lost IPV4 NOT_SEEN_SINCE");
    assertThat(holders("100.64.0.9", "2026-03-15T09:00:00Z", Duration.ZERO))
        .containsExactlyInAnyOrder("kept IPV4 NOT_SEEN_SINCE", "lost IPV4 NOT_SEEN_SINCE");
  }

  @Test
  void an_ipv6_address_is_found_in_the_prefix_of_the_link_and_behind_the_router() {
    rows.session("address", "2026-03-15T08:00:00Z")
        .set("framedipv6address", "'2001:db8:1::5'")
        .seen("2026-03-15T11:00:00Z")
        .insert();
    rows.session("link", "2026-03-15T08:00:00Z")
        .set("framedipv6prefix", "'2001:db8:1::/64'")
        .seen("2026-03-15T11:00:00Z")
        .insert();
    rows.session("delegated", "2026-03-15T08:00:00Z")
        .set("delegatedipv6prefix", "'2001:db8::/32'")
        .seen("2026-03-15T11:00:00Z")
        .insert();
    rows.session("other", "2026-03-15T08:00:00Z")
        .set("delegatedipv6prefix", "'2001:db8:2::/48'")
        .seen("2026-03-15T11:00:00Z")
        .insert();
    assertThat(holders("2001:db8:1::5", "2026-03-15T10:00:00Z", Duration.ZERO))
        .containsExactly(
            "address IPV6 CERTAIN",
            "link LINK_PREFIX CERTAIN",
            "delegated DELEGATED_PREFIX CERTAIN");
    assertThat(
            accounting
                .addressHolders()
                .of(
                    Prefix.parse("2001:db8:2:3000::/52"),
                    Instant.parse("2026-03-15T10:00:00Z"),
                    Duration.ZERO)
                .orElseThrow())
        .extracting(holder -> holder.session().user().username(), AddressHolder::as)
        .containsExactlyInAnyOrder(
            tuple("delegated", As.DELEGATED_PREFIX), tuple("other", As.DELEGATED_PREFIX));
  }

  @Test
  void an_address_that_an_interim_erased_is_found_no_more() {
    rows.session("jane", "2026-03-15T08:00:00Z").seen("2026-03-15T11:00:00Z").insert();
    assertThat(holders("100.64.0.9", "2026-03-15T10:00:00Z", Duration.ZERO)).isEmpty();
  }

  @Test
  void sessions_of_one_nas_that_vanish_together_are_an_outage() {
    UsagePeriod window =
        new UsagePeriod(
            Instant.parse("2026-03-15T10:00:00Z"), Instant.parse("2026-03-15T10:15:00Z"));
    for (int i = 0; i < 6; i++) {
      // the NAS lost its power: three were reported closed by it later, three never
      RadacctRows.Row row =
          rows.session("a" + i, "2026-03-15T08:00:00Z").set("calledstationid", "'ap-1'");
      if (i < 3) {
        row.seen("2026-03-15T10:04:00Z").ended("2026-03-15T10:05:0" + i + "Z", "Lost-Carrier");
      } else {
        row.seen("2026-03-15T09:58:00Z");
      }
      row.insert();
    }
    rows.session("a6", "2026-03-15T08:00:00Z").seen("2026-03-15T11:58:00Z").insert();
    rows.session("a7", "2026-03-15T08:00:00Z")
        .ended("2026-03-15T10:05:00Z", "User-Request")
        .insert();
    // open since for ever, and no part of it
    rows.session("ghost", "2026-03-01T08:00:00Z").seen("2026-03-02T00:00:00Z").insert();
    for (int i = 0; i < 6; i++) {
      rows.session("b" + i, "2026-03-15T08:00:00Z")
          .on("192.0.2.2")
          .seen("2026-03-15T11:59:00Z")
          .insert();
    }
    rows.session("b6", "2026-03-15T08:00:00Z")
        .on("192.0.2.2")
        .ended("2026-03-15T10:05:00Z", "Lost-Carrier")
        .insert();
    Duration silence = Duration.ofMinutes(10);
    Instant first = Instant.parse("2026-03-15T09:58:00Z");
    Instant last = Instant.parse("2026-03-15T10:05:02Z");
    Outage outage = new Outage(address("192.0.2.1"), null, 8, 6, first, last);
    assertThat(
            accounting
                .outages()
                .find(OutageQuery.ofNas(window, silence).withThresholds(5, 0.5))
                .orElseThrow())
        .containsExactly(outage);
    assertThat(outage.share()).isEqualTo(0.75);
    assertThat(
            accounting
                .outages()
                .find(OutageQuery.ofNas(window, silence).withThresholds(1, 0))
                .orElseThrow())
        .hasSize(2);
    assertThat(
            accounting
                .outages()
                .find(OutageQuery.ofCalledStations(window, silence).withThresholds(5, 0.5))
                .orElseThrow())
        .containsExactly(new Outage(null, "ap-1", 6, 6, first, last));
  }

  @Test
  void two_nodes_that_take_samples_at_once_take_each_of_them_once() throws Exception {
    int sessions = 400;
    for (int i = 0; i < sessions; i++) {
      rows.session("user" + i, "2026-03-15T08:00:00Z").bytes(i, 2L * i).insert();
    }
    accounting.samples().createTable(OPERATION).orElseThrow();
    UsageSamples other = new Accounting(rows.database(), rows.settings()).samples();
    CyclicBarrier together = new CyclicBarrier(2);
    ExecutorService nodes = Executors.newFixedThreadPool(2);
    try {
      for (int minute = 1; minute <= 8; minute++) {
        Instant border = rows.clock().instant().minusSeconds(minute);
        List<Future<Integer>> taken = new ArrayList<>();
        for (UsageSamples samples : List.of(accounting.samples(), other)) {
          taken.add(
              nodes.submit(
                  () -> {
                    together.await();
                    return samples.take(border, FIVE_MINUTES, OPERATION).orElseThrow();
                  }));
        }
        assertThat(taken.get(0).get() + taken.get(1).get()).isEqualTo(sessions);
        assertThat(
                rows.column(
                    "select count(*) from isp_usage_sample where border_ms = "
                        + border.toEpochMilli()
                        + " and output_octets = 2 * input_octets"))
            .containsExactly("" + sessions);
      }
    } finally {
      nodes.shutdownNow();
    }
  }

  @Test
  void indexes_are_offered_until_they_are_there() {
    AccountingIndexes indexes = accounting.indexes();
    List<OfferedIndex> missing = indexes.missing().orElseThrow();
    assertThat(missing).isNotEmpty();
    for (OfferedIndex index : missing) {
      assertThat(indexes.create(index, OPERATION).orElseThrow()).isEqualTo(index);
    }
    assertThat(indexes.missing().orElseThrow()).isEmpty();
    assertThat(indexes.create(missing.get(0), OPERATION).isDone()).isTrue();
    assertThat(code(indexes.create(new OfferedIndex("x", "", List.of()), OPERATION)))
        .isEqualTo("not_offered");
  }

  @Test
  void usage_that_the_server_keeps_is_read_where_it_is_kept() {
    assertThat(code(accounting.serverUsage().of("jane", Instant.EPOCH, rows.clock().instant())))
        .isEqualTo("not_kept");
    String type = rows.isMariadb() ? "datetime" : "timestamp with time zone";
    rows.execute(
        "create table data_usage_by_period (username varchar(64), period_start "
            + type
            + " null, period_end "
            + type
            + " null, acctinputoctets bigint, acctoutputoctets bigint)");
    try {
      String from = "2026-03-01T00:00:01Z";
      String to = "2026-03-02T00:00:00Z";
      rows.execute(
          "insert into data_usage_by_period values ('jane', "
              + rows.time(from)
              + ", "
              + rows.time(to)
              + ", 5, 6), ('jane', "
              + rows.time("2026-03-02T00:00:01Z")
              + ", null, -5, -6)");
      assertThat(
              accounting
                  .serverUsage()
                  .of("jane", Instant.EPOCH, rows.clock().instant())
                  .orElseThrow())
          .containsExactly(new ServerPeriod(Instant.parse(from), Instant.parse(to), 5, 6));
      rows.execute(
          "insert into data_usage_by_period values ('jane', "
              + rows.time("2026-03-02T00:00:01Z")
              + ", "
              + rows.time("2026-03-03T00:00:00Z")
              + ", 10, 20), ('joe', "
              + rows.time(from)
              + ", "
              + rows.time(to)
              + ", 1, 2), ('old', "
              + rows.time("2026-02-01T00:00:01Z")
              + ", "
              + rows.time("2026-02-02T00:00:00Z")
              + ", 1, 2)");
      Instant begin = Instant.parse("2026-03-01T00:00:00Z");
      Instant end = Instant.parse("2026-04-01T00:00:00Z");
      ServerUsagePage first = accounting.serverUsage().ofAllUsers(begin, end, "", 1).orElseThrow();
      assertThat(first.users()).containsExactly(new ServerUserUsage("jane", 15, 26));
      ServerUsagePage second =
          accounting
              .serverUsage()
              .ofAllUsers(begin, end, first.next().orElseThrow(), 1)
              .orElseThrow();
      assertThat(second.users()).containsExactly(new ServerUserUsage("joe", 1, 2));
      assertThat(second.next()).isEmpty();
      AccountingSettings realm = rows.settings().withScope(AccountingScope.realm("acme"));
      assertThat(
              code(
                  new Accounting(rows.database(), realm)
                      .serverUsage()
                      .ofAllUsers(begin, end, "", 1)))
          .isEqualTo("no_realm");
      AccountingSettings named =
          rows.settings().withScope(AccountingScope.usernamesEndingWith("e"));
      assertThat(
              new Accounting(rows.database(), named)
                  .serverUsage()
                  .ofAllUsers(begin, end, "", 9)
                  .orElseThrow()
                  .users())
          .hasSize(2);
    } finally {
      rows.execute("drop table data_usage_by_period");
    }
  }

  private List<String> holders(String address, String at, Duration margin) {
    return accounting
        .addressHolders()
        .of(address(address), Instant.parse(at), margin)
        .orElseThrow()
        .stream()
        .map(
            holder ->
                holder.session().user().username() + " " + holder.as() + " " + holder.evidence())
        .toList();
  }
}
