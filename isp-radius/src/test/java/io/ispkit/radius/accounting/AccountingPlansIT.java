package io.ispkit.radius.accounting;

import static io.ispkit.radius.accounting.RadacctRows.OPERATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.outcome.Outcome;
import io.ispkit.testkit.database.TestDatabases;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * No query reads all of a large {@code radacct} on PostgreSQL. With {@code -Dispkit.radacct.rows=…}
 * it is as large as that, and the plans and times are logged.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AccountingPlansIT {

  private static final System.Logger LOG = System.getLogger(AccountingPlansIT.class.getName());
  private static final String SIZE = "ispkit.radacct.rows";
  private static final int ROWS = Integer.getInteger(SIZE, 100_000);

  private static RadacctRows rows;
  private static ExplainingDatabase database;
  private static Accounting accounting;

  /** Two years of sessions of 50 a user, on 200 NAS; one in a hundred is open. */
  @BeforeAll
  static void fill() {
    rows = new RadacctRows(TestDatabases.fresh("postgresql"));
    database = new ExplainingDatabase(rows.database());
    accounting = new Accounting(database, rows.settings());
    String now = rows.time(rows.clock().instant());
    long started = System.nanoTime();
    rows.execute(
        "insert into radacct (acctsessionid, acctuniqueid, username, realm, nasipaddress,"
            + " acctstarttime, acctupdatetime, acctstoptime, acctsessiontime, acctinputoctets,"
            + " acctoutputoctets, calledstationid, acctterminatecause, framedipaddress,"
            + " framedipv6address, framedipv6prefix, delegatedipv6prefix)"
            + " select 's' || i, md5(i::text), 'user' || i * 7919 % users, 'realm' || i % 10,"
            + " '10.0.0.0'::inet + i % 200, start,"
            + " case when open then "
            + now
            + " - i % 300 * interval '1 second' else stop end, case when open then null else stop"
            + " end, 3600, i, 10 * i, 'ap-' || i % 5000, case when open then '' when i % 20 = 0"
            + " then 'Lost-Carrier' else 'User-Request' end, '100.64.0.0'::inet + i % 400000,"
            + " ('2001:db8::' || to_hex(i / 65536) || ':' || to_hex(i % 65536))::inet, ('2001:db8:'"
            + " || to_hex(i / 65536) || ':' || to_hex(i % 65536) || '::/64')::inet, ('2001:' ||"
            + " to_hex(i / 65536 + 4096) || ':' || to_hex(i % 65536) || '::/48')::inet from (select"
            + " i, users, start, start + (600 + i % 7200) * interval '1 second' as stop, i % 100 ="
            + " 0 and i > size / 2 or i > size - 10 as open from (select i::bigint as i, "
            + ROWS
            + "::bigint as size, greatest(1, "
            + ROWS
            + " / 50)::bigint as users, "
            + now
            + " - ("
            + ROWS
            + " - i) * (interval '720 days' / "
            + ROWS
            + ") as start from generate_series(1, "
            + ROWS
            + ") i) numbered) made",
        "analyze radacct");
    log("filled " + ROWS + " rows", started);
  }

  @AfterAll
  static void close() {
    if (rows != null) {
      rows.close();
    }
  }

  @Test
  @Order(1)
  void as_freeradius_ships_it_the_history_of_a_user_reads_the_whole_table() {
    accounting.sessions().history("user7", null, null, PageRequest.first(10)).orElseThrow();
    assertThat(database.takePlans())
        .anySatisfy(plan -> assertThat(plan.steps()).containsPattern("(Seq Scan|pkey).* radacct"));
  }

  @Test
  @Order(2)
  void with_the_offered_indexes_no_query_reads_the_whole_table() {
    for (OfferedIndex index : accounting.indexes().missing().orElseThrow()) {
      long started = System.nanoTime();
      accounting.indexes().create(index, OPERATION).orElseThrow();
      log(index.statements().toString(), started);
    }
    assertThat(accounting.indexes().missing().orElseThrow()).isEmpty();
    accounting.samples().createTable(OPERATION).orElseThrow();
    rows.execute("vacuum analyze radacct");
    database.takePlans();
    for (Map.Entry<String, Supplier<Outcome<?>>> question :
        new AccountingQuestions(rows, database, accounting).all().entrySet()) {
      long started = System.nanoTime();
      Outcome<?> answer = question.getValue().get();
      assertThat(answer.isDone()).as("%s: %s", question.getKey(), answer).isTrue();
      log(question.getKey(), started);
      List<ExplainingDatabase.Plan> plans = database.takePlans();
      assertThat(plans).as(question.getKey()).isNotEmpty();
      for (ExplainingDatabase.Plan plan : plans) {
        log(plan.steps(), 0);
        assertThat(plan.steps())
            .as("%s: %s", question.getKey(), plan.sql())
            .doesNotContain("Seq Scan on radacct")
            // in the order of rows until enough are found: a scan in disguise
            .doesNotContainPattern("radacct_pkey on radacct[^\\n]*\\n +Filter");
      }
    }
  }

  @Test
  @Order(3)
  void what_freeradius_summed_up_is_read_by_the_key_that_its_script_gives_the_table() {
    rows.execute(
        "create table data_usage_by_period (username text, period_start timestamptz, period_end"
            + " timestamptz, acctinputoctets bigint, acctoutputoctets bigint, primary key (username,"
            + " period_start))",
        "insert into data_usage_by_period select 'user' || u, start, start + interval '1 day', u, u"
            + " from generate_series(1, 400) u, generate_series(timestamptz '2026-01-01 00:00:00+00',"
            + " timestamptz '2026-03-01 00:00:00+00', interval '1 day') start",
        "vacuum analyze data_usage_by_period");
    database.takePlans();
    Instant month = Instant.parse("2026-02-01T00:00:00Z");
    ServerUsagePage page =
        accounting
            .serverUsage()
            .ofAllUsers(month, month.plus(Duration.ofDays(28)), "user2", 20)
            .orElseThrow();
    assertThat(page.users()).hasSize(20);
    assertThat(page.users().get(0)).isEqualTo(new ServerUserUsage("user20", 28 * 20, 28 * 20));
    assertThat(database.takePlans())
        .singleElement()
        .satisfies(
            plan ->
                assertThat(plan.steps()).contains("Index Scan using data_usage_by_period_pkey"));
  }

  @Test
  @Order(4)
  void on_h2_too_the_usage_of_all_users_is_found_by_an_index() {
    try (RadacctRows h2 = new RadacctRows(TestDatabases.fresh("h2"))) {
      ExplainingDatabase explaining = new ExplainingDatabase(h2.database());
      Accounting there = new Accounting(explaining, h2.settings());
      there
          .indexes()
          .missing()
          .orElseThrow()
          .forEach(index -> there.indexes().create(index, OPERATION).orElseThrow());
      h2.execute(
          "insert into radacct (acctsessionid, acctuniqueid, username, nasipaddress, acctstarttime,"
              + " acctupdatetime, acctstoptime, acctinputoctets, acctoutputoctets) select 's' || x,"
              + " 'u' || x, 'user' || mod(x, 200), '10.0.0.1', dateadd(minute, -x, "
              + h2.time(h2.clock().instant())
              + "), null, dateadd(minute, 30 - x, "
              + h2.time(h2.clock().instant())
              + "), x, x from system_range(60, 5000) numbers (x)",
          "analyze");
      explaining.takePlans();
      Instant now = h2.clock().instant();
      UsagePeriod day = new UsagePeriod(now.minus(Duration.ofDays(1)), now);
      UsagePage page = there.usage().ofAllUsers(day, "user1", 20).orElseThrow();
      assertThat(page.users()).hasSize(20);
      assertThat(explaining.takePlans())
          .isNotEmpty()
          .allSatisfy(
              plan ->
                  assertThat(plan.steps().toLowerCase(Locale.ROOT))
                      .contains("isp_radacct_username")
                      .doesNotContain("radacct.tablescan"));
    }
  }

  /** Only when it was asked for. */
  private static void log(String what, long started) {
    if (System.getProperty(SIZE) != null) {
      String took = started == 0 ? "" : " " + (System.nanoTime() - started) / 1000 + " µs";
      LOG.log(Level.WARNING, "{0}", what + took);
    }
  }
}
