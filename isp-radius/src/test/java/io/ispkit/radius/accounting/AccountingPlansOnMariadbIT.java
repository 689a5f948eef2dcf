package io.ispkit.radius.accounting;

import static io.ispkit.radius.accounting.RadacctRows.OPERATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.outcome.Outcome;
import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.testkit.interop.InteropServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * No query reads all of a large {@code radacct} on MariaDB, with the indexes that it comes with.
 */
@Tag("interop")
class AccountingPlansOnMariadbIT {

  /** The second is its alias where samples are taken. */
  private static final List<String> TABLES = List.of("radacct", "a");

  private static final int ROWS = Integer.getInteger("ispkit.radacct.rows", 100_000);

  private static InteropServer server;
  private static RadacctRows rows;

  /** Two years of sessions of 50 a user, on 200 NAS; one in a hundred is open. */
  @BeforeAll
  static void fill() throws Exception {
    server = InteropServer.start("mariadb");
    String url = "jdbc:mariadb://127.0.0.1:" + server.port() + "/";
    try (Connection connection = DriverManager.getConnection(url + "mysql", "root", "")) {
      connection.createStatement().execute("create database radius");
    }
    rows = new RadacctRows(new TestDatabase("mariadb", url + "radius", "root", ""));
    String now = "cast(" + rows.time(rows.clock().instant()) + " as datetime)";
    rows.execute(
        "insert into radacct (acctsessionid, acctuniqueid, username, realm, nasipaddress,"
            + " acctstarttime, acctupdatetime, acctstoptime, acctsessiontime, acctinputoctets,"
            + " acctoutputoctets, calledstationid, acctterminatecause, framedipaddress,"
            + " framedipv6address, framedipv6prefix, delegatedipv6prefix)"
            + " select concat('s', i), md5(i), concat('user', i * 7919 % users), concat('realm', i"
            + " % 10), concat('10.0.0.', i % 200), start, if(open, "
            + now
            + " - interval i % 300 second, stop), if(open, null, stop), 3600, i, 10 * i,"
            + " concat('ap-', i % 5000), if(open, '', if(i % 20 = 0, 'Lost-Carrier',"
            + " 'User-Request')), concat('100.64.', i % 40000 div 256, '.', i % 256),"
            + " concat('2001:db8::', hex(i div 65536), ':', hex(i % 65536)), concat('2001:db8:',"
            + " hex(i div 65536), ':', hex(i % 65536), '::/64'), concat('2001:', hex(i div 65536 +"
            + " 4096), ':', hex(i % 65536), '::/48') from (select seq as i, greatest(1, size div"
            + " 50) as users, start, start + interval 600 + seq % 7200 second as stop, seq % 100 ="
            + " 0 and seq > size / 2 or seq > size - 10 as open from (select seq, "
            + ROWS
            + " as size, "
            + now
            + " - interval ("
            + ROWS
            + " - seq) * (62208000 div "
            + ROWS
            + ") second as start from seq_1_to_"
            + ROWS
            + ") numbered) made",
        "analyze table radacct");
  }

  @AfterAll
  static void close() {
    if (rows != null) {
      rows.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void with_the_indexes_of_freeradius_no_query_reads_the_whole_table() {
    ExplainingDatabase database = new ExplainingDatabase(rows.database());
    Accounting accounting = new Accounting(database, rows.settings());
    assertThat(accounting.indexes().missing().orElseThrow()).isEmpty();
    accounting.samples().createTable(OPERATION).orElseThrow();
    SoftAssertions all = new SoftAssertions();
    Map<String, Supplier<Outcome<?>>> questions =
        new AccountingQuestions(rows, database, accounting).all();
    database.takePlans();
    for (Map.Entry<String, Supplier<Outcome<?>>> question : questions.entrySet()) {
      Outcome<?> answer = question.getValue().get();
      all.assertThat(answer.isDone()).as("%s: %s", question.getKey(), answer).isTrue();
      List<ExplainingDatabase.Plan> plans = database.takePlans();
      all.assertThat(plans)
          .as(question.getKey())
          .isNotEmpty()
          .allMatch(
              plan -> TABLES.stream().anyMatch(name -> plan.steps().contains("|" + name + "|")));
      for (ExplainingDatabase.Plan plan : plans) {
        all.assertThat(scans(plan))
            .as("%s: %s%n%s", question.getKey(), plan.sql(), plan.steps())
            .isEmpty();
      }
    }
    all.assertAll();
  }

  /** The steps that read all rows of the table, or all of one of its indexes. */
  private static List<String> scans(ExplainingDatabase.Plan plan) {
    List<String> scans = new ArrayList<>();
    // id, select_type, table, type, …
    for (String step : plan.steps().split("\n")) {
      String[] columns = step.split("\\|", 5);
      if (TABLES.contains(columns[2]) && List.of("ALL", "index").contains(columns[3])) {
        scans.add(step);
      }
    }
    return scans;
  }
}
