package io.ispkit.radius.explain;

import static io.ispkit.testkit.subscriber.Subscribers.operation;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.secret.Secret;
import io.ispkit.radius.ExplainTables;
import io.ispkit.radius.NoTransactions;
import io.ispkit.radius.RadiusDatabase;
import io.ispkit.radius.RadiusDatabases;
import io.ispkit.radius.TestContext;
import io.ispkit.radius.dictionary.AttributeFact;
import io.ispkit.radius.dictionary.AttributeFact.Trait;
import io.ispkit.radius.dictionary.AttributeType;
import io.ispkit.radius.dictionary.Dictionary;
import io.ispkit.radius.dictionary.RowTable;
import io.ispkit.testkit.interop.InteropServer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Random rows, and a real FreeRADIUS that must say what is explained. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class ExplainedLogins {

  private static final long SEED = Long.getLong("ispkit.explain.seed", 20_260_101L);
  private static final int LONGEST_ANSWER = 60;

  private InteropServer database;
  private InteropServer radius;
  private ServerSettings settings;

  /** Which script, and by which name FreeRADIUS knows it. */
  abstract String database();

  abstract String dialect();

  abstract String url(int port);

  abstract String owner();

  abstract int cases();

  @BeforeAll
  void startAll() throws Exception {
    database = InteropServer.start(database());
    radius = InteropServer.start("freeradius", dialect(), "" + database.port());
    Process date = new ProcessBuilder("date", "+%:z").start();
    String offset = new String(date.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    settings = ServerSettings.shipped(ZoneOffset.of(offset.strip())).countingSessions();
  }

  @AfterAll
  void closeAll() {
    if (radius != null) {
      radius.close();
    }
    if (database != null) {
      database.close();
    }
  }

  @Test
  void the_server_gives_the_verdict_and_the_attributes_that_are_explained() throws Exception {
    RandomLogins random = new RandomLogins(new Random(SEED));
    List<RandomLogins.Case> cases = new ArrayList<>();
    for (int i = 0; i < cases(); i++) {
      cases.add(random.next(i));
    }
    write(cases);
    List<LoginBatch.Login> logins = new ArrayList<>();
    cases.forEach(one -> logins.add(login(one.request())));
    long start = System.nanoTime();
    List<LoginBatch.Answer> answers = new LoginBatch(radius.port(), new Random(SEED)).ask(logins);
    long millis = (System.nanoTime() - start) / 1_000_000;
    List<String> differences = new ArrayList<>();
    List<Explanation> explanations = new ArrayList<>();
    List<LoginRequest> requests = new ArrayList<>();
    int untold = 0;
    int accepted = 0;
    for (int i = 0; i < cases.size(); i++) {
      LoginRequest asked = cases.get(i).request();
      LoginBatch.Answer answer = answers.get(i);
      LoginRequest request =
          new LoginRequest(
              asked.username(),
              asked.method(),
              asked.password(),
              asked.sent(),
              answer.at(),
              asked.openSessions());
      Explanation explanation = new Explain(settings).explain(cases.get(i).rows(), request);
      explanations.add(explanation);
      requests.add(request);
      if (explanation.verdict() == Verdict.CANNOT_TELL) {
        untold++;
      } else if (!isSame(explanation, answer)) {
        differences.add(difference(cases.get(i), explanation, answer));
      }
      accepted += answer.accept() ? 1 : 0;
    }
    System.Logger log = System.getLogger(getClass().getName());
    log.log(
        System.Logger.Level.INFO,
        "{0} cases in {1} ms: {2} accepted, {3} cannot be told, {4} differ",
        cases.size(),
        millis,
        accepted,
        untold,
        differences.size());
    assertThat(differences).as("seed " + SEED).isEmpty();
    assertThat(untold).isLessThan(cases() / 10);
    assertThat(accepted).isBetween(cases() / 4, cases() * 3 / 4);
    readFromTheTables(requests, explanations);
  }

  /** What was explained of rows in memory is explained of those in the tables, sessions counted. */
  private void readFromTheTables(List<LoginRequest> requests, List<Explanation> explanations) {
    Map<String, String> options =
        Map.of("url", url(database.port()), "username", owner(), "create_schema", "if_missing");
    try (RadiusDatabase tables =
        RadiusDatabases.open(new TestContext(new NoTransactions(), TestContext.read(options)))) {
      ExplainTables explain = new ExplainTables(tables, settings);
      for (int i = 0; i < requests.size(); i++) {
        LoginRequest asked = requests.get(i);
        LoginRequest uncounted =
            new LoginRequest(
                asked.username(), asked.method(), asked.password(), asked.sent(), asked.at(), null);
        Explanation read = explain.explain(uncounted, operation("acme", "explain")).orElseThrow();
        assertThat(read.text()).isEqualTo(explanations.get(i).text());
      }
    }
  }

  private static LoginBatch.Login login(LoginRequest request) {
    Secret password = request.password();
    return new LoginBatch.Login(
        request.username(),
        request.method(),
        password == null ? "" : password.reveal(),
        request.sent().stream()
            .map(sent -> new LoginBatch.Sent(0, fact(sent.attribute()).number(), wire(sent)))
            .toList());
  }

  private static AttributeFact fact(String name) {
    return new ServerNames(Dictionary.packed()).known(name);
  }

  private static byte[] wire(LoginRequest.Sent sent) {
    return value(fact(sent.attribute()), sent.value()).bytes();
  }

  private static Value value(AttributeFact fact, String text) {
    ServerNames names = new ServerNames(Dictionary.packed());
    return new ValueReader(names, ZoneOffset.UTC).sent(fact, text).orElseThrow();
  }

  /** Attribute by attribute in the same order; seconds that are left may have gone on. */
  private static boolean isSame(Explanation explanation, LoginBatch.Answer answer) {
    List<LoginBatch.Attribute> attributes = answer.attributes();
    boolean accepts = explanation.verdict() == Verdict.ACCEPT;
    if (accepts != answer.accept() || explanation.reply().size() != attributes.size()) {
      return false;
    }
    for (int i = 0; i < attributes.size(); i++) {
      if (!isSame(explanation.reply().get(i), attributes.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSame(ReplyItem item, LoginBatch.Attribute attribute) {
    String name = item.attribute().replaceFirst(":.*", "");
    AttributeFact fact = fact(name);
    String number =
        fact.vendor().isStandard()
            ? "" + fact.number()
            : fact.vendor().number() + "." + fact.number();
    if (!number.equals(attribute.number())) {
      return false;
    }
    if (item.value() == null) {
      return true;
    }
    String expected = HexFormat.of().formatHex(value(fact, item.value()).bytes());
    if (fact.is(Trait.TAGGED) && item.attribute().contains(":")) {
      int tag = Integer.parseInt(item.attribute().substring(name.length() + 1));
      expected = HexFormat.of().toHexDigits((byte) tag) + expected;
    }
    boolean expires = item.from() != null && "Expiration".equals(item.from().attribute());
    if (expires && fact.type() == AttributeType.INTEGER) {
      // the server counted when the request came, which was before the answer
      long late = Long.parseLong(attribute.value(), 16) - Long.parseLong(expected, 16);
      return late >= 0 && late <= LONGEST_ANSWER;
    }
    return expected.equals(attribute.value());
  }

  private static String difference(
      RandomLogins.Case one, Explanation explanation, LoginBatch.Answer answer) {
    StringBuilder text = new StringBuilder("\n");
    one.rows()
        .rows()
        .forEach(
            row ->
                text.append(row)
                    .append(" ")
                    .append(row.owner())
                    .append(" [")
                    .append(row.value())
                    .append("]\n"));
    one.rows().memberships().forEach(membership -> text.append(membership).append('\n'));
    text.append(one.request()).append('\n');
    text.append("explained: ").append(explanation.text());
    return text.append("server: ").append(answer).append('\n').toString();
  }

  private void write(List<RandomLogins.Case> cases) throws Exception {
    try (Connection connection = DriverManager.getConnection(url(database.port()), owner(), "")) {
      connection.setAutoCommit(false);
      for (RowTable table : RowTable.values()) {
        String owner = table.tableName().contains("group") ? "groupname" : "username";
        try (PreparedStatement insert =
            connection.prepareStatement(
                "insert into "
                    + table.tableName()
                    + " (id, "
                    + owner
                    + ", attribute, op, value) values (?, ?, ?, ?, ?)")) {
          for (RandomLogins.Case one : cases) {
            for (AttributeRow row : one.rows().rows()) {
              if (row.table() == table) {
                insert.setLong(1, row.id());
                insert.setString(2, row.owner());
                insert.setString(3, row.attribute());
                insert.setString(4, row.op());
                insert.setString(5, row.value());
                insert.addBatch();
              }
            }
          }
          insert.executeBatch();
        }
      }
      try (PreparedStatement insert =
              connection.prepareStatement(
                  "insert into radusergroup (username, groupname, priority) values (?, ?, ?)");
          PreparedStatement session =
              connection.prepareStatement(
                  "insert into radacct (acctsessionid, acctuniqueid, username, nasipaddress,"
                      + " acctstarttime) values (?, ?, ?, '192.0.2.99', now())")) {
        for (RandomLogins.Case one : cases) {
          for (Membership membership : one.rows().memberships()) {
            insert.setString(1, membership.owner());
            insert.setString(2, membership.group());
            insert.setInt(3, membership.priority());
            insert.addBatch();
          }
          Integer open = one.request().openSessions();
          for (int i = 0; open != null && i < open; i++) {
            String unique = one.request().username() + "." + i;
            session.setString(1, unique);
            session.setString(2, unique);
            session.setString(3, one.request().username());
            session.addBatch();
          }
        }
        insert.executeBatch();
        session.executeBatch();
      }
      connection.commit();
    }
  }
}
