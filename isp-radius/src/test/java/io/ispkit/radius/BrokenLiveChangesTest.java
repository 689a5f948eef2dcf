package io.ispkit.radius;

import static io.ispkit.testkit.subscriber.Subscribers.address;
import static io.ispkit.testkit.subscriber.Subscribers.operation;
import static io.ispkit.testkit.subscriber.Subscribers.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ispkit.core.error.CommitUnknownException;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.rate.BitRate;
import io.ispkit.radius.dynauth.DynamicAuthorization;
import io.ispkit.radius.dynauth.DynamicAuthorizationOptions;
import io.ispkit.radius.dynauth.FakeNas;
import io.ispkit.radius.live.LiveChanges;
import io.ispkit.radius.live.LiveProbe;
import io.ispkit.radius.live.LiveReport;
import io.ispkit.radius.live.LiveSessions;
import io.ispkit.radius.live.NasPolicies;
import io.ispkit.radius.live.NasPolicy;
import io.ispkit.radius.live.NasPolicy.Action;
import io.ispkit.radius.live.NasPolicy.Trait;
import io.ispkit.radius.live.ServiceChange;
import io.ispkit.radius.live.ServiceChanges;
import io.ispkit.radius.live.ServicePlan;
import io.ispkit.radius.live.SessionEffect;
import io.ispkit.radius.live.Verification;
import io.ispkit.radius.profile.ProfileRenderers;
import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.testkit.database.TestDatabases;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Something throws in the midst of several changes, and each of them is told as it is. */
class BrokenLiveChangesTest {

  private static final ServicePlan FASTER =
      new ServicePlan("fiber_200", BitRate.ofMbps(200), BitRate.ofMbps(50));
  private static final List<String> NAMES = List.of("anna", "bert", "cleo");

  private static TestTables tables;
  private static FreeRadiusDirectory directory;
  private static DynamicAuthorization client;

  @BeforeAll
  static void open() {
    TestDatabase database = TestDatabases.fresh("h2");
    String url = database.url() + ";DATABASE_TO_LOWER=TRUE;AUTO_SERVER=FALSE";
    tables = new TestTables(url, database.username(), database.password(), "");
    directory =
        (FreeRadiusDirectory)
            TestContext.open(new NoTransactions(), TestContext.remote(database, url));
    client =
        DynamicAuthorization.open(
            DynamicAuthorizationOptions.ofDefaults(),
            InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000)));
    directory.provision(spec("first"), operation("acme", "first")).orElseThrow();
  }

  @AfterAll
  static void close() {
    client.close();
    directory.close();
    tables.close();
  }

  /** Each with a session on a NAS of its own: 127.0.0.1 to 127.0.0.3. */
  @BeforeEach
  void provision() {
    for (int i = 0; i < NAMES.size(); i++) {
      String name = NAMES.get(i);
      directory.provision(spec(name), operation("acme", "run." + name)).orElseThrow();
      tables.execute(
          "insert into radacct (acctsessionid, acctuniqueid, username, nasipaddress,"
              + " acctstarttime) values ('s"
              + i
              + "', 'u"
              + i
              + "', '"
              + name
              + "', '127.0.0."
              + (i + 1)
              + "', current_timestamp)");
    }
  }

  @AfterEach
  void remove() {
    for (String table :
        List.of("radcheck", "radreply", "radacct", "isp_subscriber", "isp_subscriber_change")) {
      tables.execute("delete from " + table);
    }
  }

  @Test
  void a_change_that_throws_leaves_those_before_and_after_it_done_and_told() throws Exception {
    try (FakeNas nas = FakeNas.answering(FakeNas.COA_ACK)) {
      List<LiveChanges.Job> jobs =
          List.of(
              job("anna", operation("acme", "plan.anna")),
              // misuse: the operation of another user name
              job("bert", operation("acme", "plan.anna")),
              job("cleo", operation("acme", "plan.cleo")));
      LiveChanges changes = changes(policies(nas), directory.sessions());
      List<LiveReport> reports = changes.runAll(jobs);
      assertThat(reports).extracting(LiveReport::username).isEqualTo(NAMES);
      assertThat(reports.get(0).outcome().isDone()).isTrue();
      assertThat(reports.get(1).rows().toString()).contains("failed", "is used for two user names");
      assertThat(reports.get(1).sessions()).isEmpty();
      assertThat(reports.get(2).outcome().isDone()).isTrue();
      assertThat(nas.received()).hasSize(2);
      assertThat(tables.rowsOf("anna").toString()).contains("50M/200M");
      assertThat(tables.rowsOf("bert").toString()).doesNotContain("50M/200M");
      // alone it has nobody else to tell of
      assertThatThrownBy(() -> changes.runAll(jobs.subList(1, 2)))
          .isInstanceOf(PermanentException.class);
    }
  }

  @Test
  void a_change_whose_commit_nobody_saw_end_is_unknown() throws Exception {
    ServiceChanges rows =
        (ServiceChanges)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ServiceChanges.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("apply") && arguments[0].equals("bert")) {
                    throw new CommitUnknownException("cut", null);
                  }
                  return method.invoke(directory.changes(), arguments);
                });
    try (FakeNas nas = FakeNas.answering(FakeNas.COA_ACK)) {
      LiveChanges changes =
          new LiveChanges(rows, directory.sessions(), client, policies(nas), verification());
      List<LiveReport> reports = changes.runAll(jobs());
      assertThat(reports.get(0).outcome().isDone()).isTrue();
      assertThat(reports.get(1).rows()).isInstanceOf(Outcome.Unknown.class);
      assertThat(reports.get(2).outcome().isDone()).isTrue();
    }
  }

  @Test
  void a_policy_that_throws_leaves_its_own_session_as_it_was() throws Exception {
    try (FakeNas nas = FakeNas.answering(FakeNas.COA_ACK)) {
      NasPolicies good = policies(nas);
      NasPolicies policies =
          address -> {
            if (address.equals(address("127.0.0.2"))) {
              throw new IllegalStateException("inventory is away");
            }
            return good.of(address);
          };
      List<LiveReport> reports = changes(policies, directory.sessions()).runAll(jobs());
      assertThat(reports.get(0).outcome().isDone()).isTrue();
      assertThat(reports.get(1).rows().isDone()).isTrue();
      assertThat(reports.get(1).outcome().toString())
          .contains("session_unchanged", "the policy of NAS 127.0.0.2 could not be found");
      assertThat(reports.get(2).outcome().isDone()).isTrue();
    }
  }

  @Test
  void accounting_that_throws_makes_unknown_what_it_should_have_told() throws Exception {
    try (FakeNas nas = FakeNas.answering(FakeNas.DISCONNECT_ACK)) {
      AtomicInteger looks = new AtomicInteger();
      LiveSessions breaking =
          username -> {
            // the second is not found; later nobody sees whether the sessions have ended
            if (looks.incrementAndGet() == 2 || looks.get() > NAMES.size()) {
              throw new IllegalStateException("no such column");
            }
            return directory.sessions().open(username);
          };
      NasPolicies policies =
          address -> policies(nas).of(address).map(p -> p.with(Action.DISCONNECT));
      List<LiveReport> reports = changes(policies, breaking).runAll(jobs());
      assertThat(reports)
          .allSatisfy(report -> assertThat(report.rows().isDone()).isTrue())
          .allSatisfy(report -> assertThat(report.outcome()).isInstanceOf(Outcome.Unknown.class));
      assertThat(reports.get(1).trouble()).contains("no such column");
      assertThat(reports.get(2).sessions()).hasSize(1);
      assertThat(nas.received()).hasSize(2);
    }
  }

  @Test
  void a_client_that_is_closed_leaves_every_session_as_it_was() throws Exception {
    try (FakeNas nas = FakeNas.answering(FakeNas.COA_ACK)) {
      DynamicAuthorization closed =
          DynamicAuthorization.open(
              DynamicAuthorizationOptions.ofDefaults(), InstantSource.system());
      closed.close();
      LiveChanges changes =
          new LiveChanges(
              directory.changes(), directory.sessions(), closed, policies(nas), verification());
      assertThat(changes.runAll(jobs()))
          .hasSize(3)
          .allSatisfy(report -> assertThat(report.rows().isDone()).isTrue())
          .allSatisfy(report -> assertThat(report.outcome().isDone()).isFalse())
          .flatExtracting(LiveReport::sessions)
          .hasSize(3)
          .noneMatch(each -> each.outcome().equals(Outcome.done(SessionEffect.CHANGED)));
      assertThat(nas.received()).isEmpty();
    }
  }

  private static List<LiveChanges.Job> jobs() {
    return NAMES.stream().map(name -> job(name, operation("acme", "plan." + name))).toList();
  }

  private static LiveChanges.Job job(String username, Operation operation) {
    return new LiveChanges.Job(username, new ServiceChange.ToPlan(FASTER), operation);
  }

  private static LiveChanges changes(NasPolicies policies, LiveSessions sessions) {
    return new LiveChanges(directory.changes(), sessions, client, policies, verification());
  }

  private static Verification verification() {
    return new Verification(LiveProbe.blind(), 2, Duration.ofMillis(20));
  }

  private static NasPolicies policies(FakeNas nas) {
    NasPolicy policy =
        NasPolicy.of(
                nas.target(),
                ProfileRenderers.load(BrokenLiveChangesTest.class.getClassLoader())
                    .find("mikrotik"))
            .with(Set.of(Trait.TRUSTED_ACK));
    return address -> Optional.of(policy);
  }
}
