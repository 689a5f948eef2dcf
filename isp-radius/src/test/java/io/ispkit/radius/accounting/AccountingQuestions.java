package io.ispkit.radius.accounting;

import static io.ispkit.radius.accounting.RadacctRows.OPERATION;
import static io.ispkit.testkit.subscriber.Subscribers.address;

import io.ispkit.core.address.Prefix;
import io.ispkit.core.outcome.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** All that accounting asks of {@code radacct}, once each. */
record AccountingQuestions(RadacctRows rows, ExplainingDatabase database, Accounting accounting) {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** By what they ask. Nothing was asked of the database when it returns. */
  Map<String, Supplier<Outcome<?>>> all() {
    Instant now = rows.clock().instant();
    Instant day = now.minus(Duration.ofDays(1));
    PageRequest page = PageRequest.first(100);
    Sessions sessions = accounting.sessions();
    SessionPage first = sessions.live(SessionFilter.any(), page).orElseThrow();
    Accounting realm =
        new Accounting(database, rows.settings().withScope(AccountingScope.realm("realm0")));
    database.takePlans();
    UsagePeriod hour = new UsagePeriod(now.minus(Duration.ofHours(1)), now);
    Map<String, Supplier<Outcome<?>>> all = new LinkedHashMap<>();
    all.put("live", () -> sessions.live(SessionFilter.any(), page));
    all.put(
        "live, next page",
        () -> sessions.live(SessionFilter.any(), page.behind(first.next().orElseThrow())));
    all.put("live of a user", () -> sessions.live(SessionFilter.ofUser("user7"), page));
    all.put("live of a NAS", () -> sessions.live(SessionFilter.ofNas(address("10.0.0.100")), page));
    all.put("live of a realm", () -> realm.sessions().live(SessionFilter.any(), page));
    all.put("live, counted", () -> sessions.countLive(SessionFilter.any()));
    all.put("history", () -> sessions.history("user7", day, now, page));
    all.put("history, whole", () -> sessions.history("user7", null, null, page));
    all.put("find", () -> sessions.find(first.sessions().get(0).key().acctUniqueId()));
    all.put(
        "usage of a year",
        () ->
            accounting
                .usage()
                .of("user7", UsagePeriod.billing(YearMonth.of(2025, 4), 1, ZoneOffset.UTC, 12)));
    UsagePeriod month = UsagePeriod.month(YearMonth.of(2026, 2), ZoneOffset.UTC);
    all.put("usage of all users", () -> accounting.usage().ofAllUsers(month, "", 20));
    all.put(
        "usage of all users, next page",
        () -> accounting.usage().ofAllUsers(month, "user1000", 20));
    all.put("usage of all users, an hour", () -> accounting.usage().ofAllUsers(hour, "", 20));
    all.put(
        "samples",
        () -> accounting.samples().take(now.minusSeconds(60), Duration.ofMinutes(5), OPERATION));
    all.put(
        "IPv4 address",
        () -> accounting.addressHolders().of(address("100.64.0.77"), day, Duration.ZERO));
    all.put(
        "IPv6 address",
        () -> accounting.addressHolders().of(address("2001:db8:1:7::9"), day, Duration.ZERO));
    all.put(
        "IPv6 prefix",
        () ->
            accounting.addressHolders().of(Prefix.parse("2001:1001:7:8::/64"), day, Duration.ZERO));
    all.put(
        "outage of NAS",
        () -> accounting.outages().find(OutageQuery.ofNas(hour, PATIENCE).withThresholds(1, 0)));
    all.put(
        "outage of stations",
        () ->
            accounting
                .outages()
                .find(OutageQuery.ofCalledStations(hour, PATIENCE).withThresholds(1, 0)));
    rows.execute(
        "update radacct set acctupdatetime = acctstarttime where acctstoptime is null and"
            + " username like 'user1%'",
        "insert into nasreload (nasipaddress, reloadtime) values ('10.0.0.100', "
            + rows.time(day)
            + ")");
    StaleSessions stale =
        accounting.staleSessions(StaleRule.of(PATIENCE).withMissed(3).withSilentNas());
    all.put("stale", () -> stale.find(100));
    all.put("stale, closed", () -> stale.close(100, OPERATION));
    all.put("reopen", () -> stale.reopen(first.sessions().get(0).key().acctUniqueId(), OPERATION));
    all.put("reopen seen", () -> stale.reopenSeen(day, OPERATION));
    all.put("reloads", () -> accounting.reloads().list(day, now));
    all.put("reloads, closed", () -> accounting.reloads().closeInterrupted(OPERATION));
    return all;
  }
}
