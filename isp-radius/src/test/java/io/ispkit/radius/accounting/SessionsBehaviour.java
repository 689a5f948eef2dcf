package io.ispkit.radius.accounting;

import static io.ispkit.radius.accounting.RadacctRows.OPERATION;
import static io.ispkit.testkit.subscriber.Subscribers.address;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.address.Prefix;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.radius.nas.CounterView;
import io.ispkit.radius.nas.NasProfile;
import io.ispkit.radius.nas.NasProfiles;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What accounting says of sessions and usage must be the same on every product. */
abstract class SessionsBehaviour {

  static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
  private static final UsagePeriod FEBRUARY = month(2);
  private static final UsagePeriod MARCH = month(3);

  final RadacctRows rows;
  final Accounting accounting;

  SessionsBehaviour(RadacctRows rows) {
    this.rows = rows;
    this.accounting = rows.accounting();
    rows.clear();
  }

  @AfterEach
  void close() {
    rows.close();
  }

  @Test
  void a_session_is_read_as_it_was_written() {
    rows.session("jane", "2026-03-01T08:00:00Z")
        .seen("2026-03-01T09:00:00Z")
        .ended("2026-03-01T10:30:15Z", "User-Request")
        .bytes(10, 20)
        .set("realm", "'acme'")
        .set("acctsessiontime", "9015")
        .set("nasportid", "'ge-0/0/1'")
        .set("calledstationid", "'olt-7'")
        .set("callingstationid", "'00:53:00:00:00:01'")
        .set("framedipaddress", "'100.64.0.9'")
        .set("framedipv6address", "'2001:db8::9'")
        .set("framedipv6prefix", "'2001:db8:1:2::/64'")
        .set("delegatedipv6prefix", "'2001:db8:1200::/56'")
        .insert();
    Session session = only(accounting.sessions().history("jane", null, null, PageRequest.first(9)));
    assertThat(session.user()).isEqualTo(new SessionUser("jane", "acme", null));
    assertThat(session.access())
        .isEqualTo(
            new AccessPoint(address("192.0.2.1"), "ge-0/0/1", null, "olt-7", "00:53:00:00:00:01"));
    assertThat(session.lifetime())
        .isEqualTo(
            new Lifetime(
                Instant.parse("2026-03-01T08:00:00Z"),
                Instant.parse("2026-03-01T09:00:00Z"),
                Instant.parse("2026-03-01T10:30:15Z"),
                9015L,
                "User-Request"));
    assertThat(session.traffic()).isEqualTo(new Traffic(10, 20));
    assertThat(session.addresses())
        .isEqualTo(
            new FramedAddresses(
                address("100.64.0.9"),
                address("2001:db8::9"),
                Prefix.parse("2001:db8:1:2::/64"),
                Prefix.parse("2001:db8:1200::/56")));
    assertThat(accounting.sessions().find(session.key().acctUniqueId()).orElseThrow())
        .contains(session);
    assertThat(accounting.sessions().find("nobody's").orElseThrow()).isEmpty();
  }

  @Test
  void live_sessions_come_in_pages_that_lose_and_repeat_nothing() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      // three of them began in the same second
      expected.add(rows.session("u" + i, "2026-03-01T08:00:0" + i / 3 + "Z").insert());
    }
    rows.session("gone", "2026-03-01T08:00:00Z")
        .ended("2026-03-01T08:01:00Z", "User-Request")
        .insert();
    List<String> found = new ArrayList<>();
    Optional<PageRequest> page = Optional.of(PageRequest.first(2));
    while (page.isPresent()) {
      SessionPage next = accounting.sessions().live(SessionFilter.any(), page.get()).orElseThrow();
      next.sessions().forEach(session -> found.add(session.key().acctUniqueId()));
      page = next.next().map(page.get()::behind);
    }
    assertThat(found).isEqualTo(expected);
    assertThat(accounting.sessions().countLive(SessionFilter.any()).orElseThrow()).isEqualTo(7);
  }

  @Test
  void live_sessions_are_found_by_user_nas_called_station_and_realm() {
    rows.session("jane@acme", "2026-03-01T08:00:00Z").set("realm", "'acme'").insert();
    rows.session("joe@other", "2026-03-01T08:00:00Z")
        .on("192.0.2.2")
        .set("calledstationid", "'ap-1'")
        .set("realm", "'other'")
        .insert();
    assertThat(live(accounting, SessionFilter.ofUser("jane@acme"))).containsExactly("jane@acme");
    assertThat(live(accounting, SessionFilter.ofNas(address("192.0.2.2"))))
        .containsExactly("joe@other");
    assertThat(live(accounting, SessionFilter.any().withCalledStationId("ap-1")))
        .containsExactly("joe@other");
    for (AccountingScope scope :
        List.of(AccountingScope.realm("acme"), AccountingScope.usernamesEndingWith("@Acme"))) {
      Accounting acme = new Accounting(rows.database(), rows.settings().withScope(scope));
      assertThat(live(acme, SessionFilter.any())).containsExactly("jane@acme");
      assertThat(live(acme, SessionFilter.ofUser("joe@other"))).isEmpty();
    }
  }

  @Test
  void the_ending_of_a_user_name_counts_in_any_case_in_every_locale() {
    rows.session("JIM@AUSTRIA.EXAMPLE", "2026-03-01T08:00:00Z").insert();
    rows.session("jill@austria.example", "2026-03-01T08:00:00Z").insert();
    rows.session("joe@australia.example", "2026-03-01T08:00:00Z").insert();
    Locale usual = Locale.getDefault();
    try {
      // whose i and I are two letters
      Locale.setDefault(new Locale("tr", "TR"));
      for (String ending : List.of("@austria.example", "@AUSTRIA.Example")) {
        AccountingScope scope = AccountingScope.usernamesEndingWith(ending);
        Accounting scoped = new Accounting(rows.database(), rows.settings().withScope(scope));
        assertThat(live(scoped, SessionFilter.any()))
            .containsExactlyInAnyOrder("JIM@AUSTRIA.EXAMPLE", "jill@austria.example");
      }
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void history_holds_what_was_up_in_the_time_asked_for() {
    rows.session("jane", "2026-03-01T08:00:00Z").ended("2026-03-01T09:00:00Z", "").insert();
    String second =
        rows.session("jane", "2026-03-01T09:30:00Z").ended("2026-03-01T11:00:00Z", "").insert();
    String third = rows.session("jane", "2026-03-01T11:30:00Z").insert();
    rows.session("jane", "2026-03-01T13:00:00Z").insert();
    SessionPage page =
        accounting
            .sessions()
            .history(
                "jane",
                Instant.parse("2026-03-01T10:00:00Z"),
                Instant.parse("2026-03-01T12:00:00Z"),
                PageRequest.first(10))
            .orElseThrow();
    assertThat(page.sessions())
        .extracting(session -> session.key().acctUniqueId())
        .containsExactly(third, second);
    SessionPage first =
        accounting.sessions().history("jane", null, null, PageRequest.first(3)).orElseThrow();
    assertThat(first.more()).isTrue();
    assertThat(
            accounting
                .sessions()
                .history(
                    "jane", null, null, PageRequest.first(3).behind(first.next().orElseThrow()))
                .orElseThrow()
                .sessions())
        .hasSize(1);
  }

  @Test
  void usage_without_samples_is_spread_over_the_time_of_a_session_and_called_an_estimate() {
    rows.session("jane", "2026-02-10T00:00:00Z")
        .ended("2026-02-11T00:00:00Z", "")
        .bytes(1, 1000)
        .insert();
    // a quarter of it in February; an odd number of bytes
    rows.session("jane", "2026-02-28T18:00:00Z")
        .ended("2026-03-01T18:00:00Z", "")
        .bytes(401, 4000)
        .insert();
    List<PeriodUsage> usage = accounting.usage().of("jane", List.of(FEBRUARY, MARCH)).orElseThrow();
    assertThat(usage)
        .containsExactly(
            new PeriodUsage(FEBRUARY, new Traffic(101, 2000), new Traffic(100, 1000), 2, true),
            new PeriodUsage(MARCH, new Traffic(301, 3000), new Traffic(301, 3000), 1, false));
    assertThat(accounting.usage().of("nobody", List.of(MARCH)).orElseThrow())
        .containsExactly(new PeriodUsage(MARCH, Traffic.NONE, Traffic.NONE, 0, false));
  }

  @Test
  void a_sample_at_the_border_makes_usage_exact_and_final() {
    rows.session("jane", "2026-02-28T18:00:00Z")
        .seen("2026-02-28T23:59:00Z")
        .bytes(10, 3000)
        .insert();
    UsageSamples samples = accounting.samples();
    rows.clock().set(MARCH.from().plusSeconds(30));
    assertThat(code(samples.take(MARCH.from(), FIVE_MINUTES, OPERATION))).isEqualTo("not_kept");
    assertThat(samples.createTable(OPERATION).orElseThrow()).isTrue();
    assertThat(samples.createTable(OPERATION).orElseThrow()).isFalse();
    assertThat(samples.take(MARCH.from(), FIVE_MINUTES, OPERATION).orElseThrow()).isEqualTo(1);
    assertThat(samples.take(MARCH.from(), FIVE_MINUTES, OPERATION).orElseThrow()).isZero();
    assertThat(code(samples.take(MARCH.to(), FIVE_MINUTES, OPERATION))).isEqualTo("too_early");
    rows.clock().set(Instant.parse("2026-03-02T00:00:00Z"));
    assertThat(code(samples.take(MARCH.from(), FIVE_MINUTES, OPERATION))).isEqualTo("too_late");
    PeriodUsage february = new PeriodUsage(FEBRUARY, new Traffic(10, 3000), Traffic.NONE, 1, true);
    assertThat(accounting.usage().of("jane", List.of(FEBRUARY)).orElseThrow())
        .containsExactly(february);
    rows.execute(
        "update radacct set acctoutputoctets = 9000, acctupdatetime = "
            + rows.time("2026-03-02T00:00:00Z"));
    assertThat(accounting.usage().of("jane", List.of(FEBRUARY, MARCH)).orElseThrow())
        .containsExactly(
            february, new PeriodUsage(MARCH, new Traffic(0, 6000), Traffic.NONE, 1, false));
    assertThat(samples.forget(MARCH.to(), OPERATION).orElseThrow()).isEqualTo(1);
    assertThat(accounting.usage().of("jane", List.of(FEBRUARY)).orElseThrow().get(0).settled())
        .isFalse();
  }

  @Test
  void a_nas_that_counts_from_the_users_side_is_turned_round() {
    rows.session("jane", "2026-03-02T00:00:00Z")
        .ended("2026-03-02T01:00:00Z", "")
        .bytes(1, 20)
        .insert();
    rows.session("jane", "2026-03-03T00:00:00Z")
        .ended("2026-03-03T01:00:00Z", "")
        .bytes(300, 4)
        .on("192.0.2.77")
        .insert();
    NasProfiles profiles =
        NasProfiles.all(NasProfile.standard())
            .with(
                Prefix.parse("192.0.2.64/26"),
                NasProfile.standard().withCounters(CounterView.USER));
    Accounting turned = new Accounting(rows.database(), rows.settings().withProfiles(profiles));
    assertThat(turned.usage().of("jane", List.of(MARCH)).orElseThrow().get(0).traffic())
        .isEqualTo(new Traffic(5, 320));
  }

  @Test
  void the_usage_of_all_users_is_that_of_each_page_by_page() {
    for (String user : List.of("amy", "bob", "cat", "dan")) {
      rows.session(user, "2026-03-02T00:00:00Z")
          .ended("2026-03-03T00:00:00Z", "User-Request")
          .bytes(5, 50)
          .insert();
      rows.session(user, "2026-03-04T00:00:00Z")
          .on("192.0.2.2")
          .ended("2026-03-05T00:00:00Z", "User-Request")
          .bytes(7, 70)
          .insert();
      rows.session(user, "2026-02-20T00:00:00Z")
          .ended("2026-03-08T00:00:00Z", "User-Request")
          .bytes(1600, 16000)
          .insert();
    }
    rows.session("bob", "2026-03-10T00:00:00Z").seen("2026-03-15T11:00:00Z").bytes(1, 2).insert();
    rows.session("eve", "2026-02-10T00:00:00Z")
        .ended("2026-02-11T00:00:00Z", "User-Request")
        .insert();
    rows.session("", "2026-03-04T00:00:00Z").seen("2026-03-15T11:00:00Z").insert();
    accounting.samples().createTable(OPERATION).orElseThrow();
    rows.execute(
        "insert into isp_usage_sample select radacctid, "
            + MARCH.from().toEpochMilli()
            + ", 0, 100, 1000 from radacct where username = 'cat' and acctinputoctets = 1600");
    NasProfiles other =
        NasProfiles.all(NasProfile.standard())
            .with(address("192.0.2.2"), NasProfile.standard().withCounters(CounterView.USER));
    Usage usage = new Accounting(rows.database(), rows.settings().withProfiles(other)).usage();
    UsagePage first = usage.ofAllUsers(MARCH, "", 2).orElseThrow();
    UsagePage second = usage.ofAllUsers(MARCH, first.next().orElseThrow(), 2).orElseThrow();
    assertThat(first.next()).contains("bob");
    assertThat(second.next()).isEmpty();
    List<UserUsage> all = new ArrayList<>(first.users());
    all.addAll(second.users());
    assertThat(all).extracting(UserUsage::username).containsExactly("amy", "bob", "cat", "dan");
    for (UserUsage one : all) {
      assertThat(List.of(one.usage()))
          .isEqualTo(usage.of(one.username(), List.of(MARCH)).orElseThrow());
    }
    assertThat(all.get(0).usage().traffic()).isEqualTo(new Traffic(5 + 70 + 700, 50 + 7 + 7000));
    assertThat(all.get(2).usage().traffic()).isEqualTo(new Traffic(5 + 70 + 1500, 50 + 7 + 15000));
    Accounting scoped =
        new Accounting(
            rows.database(), rows.settings().withScope(AccountingScope.usernamesEndingWith("n")));
    assertThat(scoped.usage().ofAllUsers(MARCH, "", 9).orElseThrow().users())
        .extracting(UserUsage::username)
        .containsExactly("dan");
  }

  @Test
  void a_counter_that_broke_spoils_neither_the_other_sessions_nor_the_whole_answer() {
    // what FreeRADIUS on PostgreSQL writes for Acct-Input-Gigawords 4294967295 and 2147483647
    rows.session("jane", "2026-03-02T00:00:00Z")
        .ended("2026-03-02T01:00:00Z", "User-Request")
        .bytes(-1000, 5)
        .insert();
    rows.session("jane", "2026-03-03T00:00:00Z")
        .ended("2026-03-03T01:00:00Z", "User-Request")
        .bytes(600, 7)
        .insert();
    for (String day : List.of("04", "05")) {
      rows.session("joe", "2026-03-" + day + "T00:00:00Z")
          .ended("2026-03-" + day + "T01:00:00Z", "User-Request")
          .bytes(9_223_372_032_559_808_522L, 8)
          .insert();
    }
    rows.session("joe", "2026-03-06T00:00:00Z").bytes(9_223_372_032_559_808_522L, 9).insert();
    assertThat(used("jane", MARCH)).isEqualTo(new Traffic(600, 12));
    assertThat(used("joe", MARCH)).isEqualTo(new Traffic(Long.MAX_VALUE, 25));
    assertThat(used("joe", MARCH).total()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void a_session_that_ends_while_its_usage_is_read_is_counted_once() {
    rows.session("jane", "2026-03-02T00:00:00Z").seen("2026-03-02T02:00:00Z").bytes(3, 4).insert();
    MeanwhileDatabase database =
        new MeanwhileDatabase(
            rows.database(),
            () ->
                rows.execute(
                    "update radacct set acctstoptime = " + rows.time("2026-03-02T03:00:00Z")));
    Usage usage = new Accounting(database, rows.settings()).usage();
    assertThat(usage.of("jane", List.of(MARCH)).orElseThrow().get(0).traffic())
        .isEqualTo(new Traffic(3, 4));
    assertThat(database.hasHappened()).isTrue();
  }

  @Test
  void a_nas_whose_clock_said_1970_had_the_session_for_as_long_as_it_counted() {
    rows.session("jane", "1970-01-02T00:00:10Z")
        .seen("2026-03-01T06:00:00Z")
        .set("acctsessiontime", "43200")
        .bytes(10, 1000)
        .insert();
    assertThat(used("jane", FEBRUARY)).isEqualTo(new Traffic(5, 500));
    assertThat(used("jane", MARCH)).isEqualTo(new Traffic(5, 500));
    UsagePeriod year =
        new UsagePeriod(
            Instant.parse("2025-01-01T00:00:00Z"), Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(accounting.usage().of("jane", List.of(year)).orElseThrow())
        .containsExactly(new PeriodUsage(year, Traffic.NONE, Traffic.NONE, 0, true));
  }

  @Test
  void a_session_whose_nas_set_its_clock_back_is_found_in_one_period() {
    rows.session("jane", "2026-03-01T00:30:00Z")
        .ended("2026-02-28T23:50:00Z", "User-Request")
        .bytes(1, 2)
        .insert();
    rows.session("joe", "2026-03-01T00:30:00Z").seen("2026-02-28T23:50:00Z").bytes(3, 4).insert();
    assertThat(used("jane", FEBRUARY)).isEqualTo(new Traffic(1, 2));
    assertThat(used("jane", MARCH)).isEqualTo(Traffic.NONE);
    assertThat(used("joe", FEBRUARY)).isEqualTo(new Traffic(3, 4));
    assertThat(used("joe", MARCH)).isEqualTo(Traffic.NONE);
  }

  @Test
  void a_time_beyond_all_calendars_of_databases_is_before_or_after_everything() {
    rows.session("jane", "2026-03-01T08:00:00Z").ended("2026-03-01T09:00:00Z", "").insert();
    PageRequest page = PageRequest.first(9);
    Sessions sessions = accounting.sessions();
    assertThat(sessions.history("jane", Instant.MIN, Instant.MAX, page).orElseThrow().sessions())
        .hasSize(1);
    assertThat(sessions.history("jane", null, Instant.MIN, page).orElseThrow().sessions())
        .isEmpty();
    assertThat(sessions.history("jane", Instant.MAX, null, page).orElseThrow().sessions())
        .isEmpty();
  }

  @Test
  void a_stop_from_before_the_border_that_came_after_the_sample_loses_no_bytes() {
    rows.session("jane", "2026-01-20T00:00:00Z")
        .seen("2026-02-28T23:58:00Z")
        .bytes(10, 100)
        .insert();
    accounting.samples().createTable(OPERATION).orElseThrow();
    rows.execute(
        "insert into isp_usage_sample select radacctid, "
            + FEBRUARY.from().toEpochMilli()
            + ", 0, 1, 40 from radacct",
        "insert into isp_usage_sample select radacctid, "
            + MARCH.from().toEpochMilli()
            + ", 0, 10, 100 from radacct");
    assertThat(used("jane", FEBRUARY)).isEqualTo(new Traffic(9, 60));
    rows.execute(
        "update radacct set acctinputoctets = 12, acctoutputoctets = 120, acctstoptime = "
            + rows.time("2026-02-28T23:59:00Z"));
    assertThat(used("jane", FEBRUARY)).isEqualTo(new Traffic(11, 80));
    assertThat(used("jane", MARCH)).isEqualTo(Traffic.NONE);
  }

  /** Asked for one user, and found the same in the usage of all. */
  private Traffic used(String username, UsagePeriod period) {
    PeriodUsage usage = accounting.usage().of(username, List.of(period)).orElseThrow().get(0);
    List<PeriodUsage> ofAll =
        accounting.usage().ofAllUsers(period, "", 9).orElseThrow().users().stream()
            .filter(user -> user.username().equals(username))
            .map(UserUsage::usage)
            .toList();
    if (usage.sessions() > 0) {
      assertThat(ofAll).containsExactly(usage);
    }
    return usage.traffic();
  }

  static List<String> live(Accounting accounting, SessionFilter filter) {
    return accounting
        .sessions()
        .live(filter, PageRequest.first(100))
        .orElseThrow()
        .sessions()
        .stream()
        .map(session -> session.user().username())
        .toList();
  }

  private static Session only(Outcome<SessionPage> page) {
    List<Session> sessions = page.orElseThrow().sessions();
    assertThat(sessions).hasSize(1);
    return sessions.get(0);
  }

  static String code(Outcome<?> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused<?>) outcome).refusal().code();
  }

  private static UsagePeriod month(int month) {
    ZoneId zone = ZoneOffset.UTC;
    return UsagePeriod.month(YearMonth.of(2026, month), zone);
  }
}
