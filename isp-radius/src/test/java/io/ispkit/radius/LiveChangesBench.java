package io.ispkit.radius;

import static io.ispkit.radius.dynauth.FakeNas.answer;
import static io.ispkit.testkit.subscriber.Subscribers.operation;
import static io.ispkit.testkit.subscriber.Subscribers.spec;

import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.rate.BitRate;
import io.ispkit.radius.dynauth.DynamicAuthorization;
import io.ispkit.radius.dynauth.DynamicAuthorizationOptions;
import io.ispkit.radius.dynauth.FakeNas;
import io.ispkit.radius.dynauth.NasLimits;
import io.ispkit.radius.dynauth.Retransmission;
import io.ispkit.radius.live.LiveChanges;
import io.ispkit.radius.live.LiveProbe;
import io.ispkit.radius.live.LiveReport;
import io.ispkit.radius.live.NasPolicies;
import io.ispkit.radius.live.NasPolicy;
import io.ispkit.radius.live.ServicePlan;
import io.ispkit.radius.live.SessionEffect;
import io.ispkit.radius.live.Verification;
import io.ispkit.radius.profile.ProfileRenderers;
import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.testkit.database.TestDatabases;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A NAS on loopback that does what each test says, and the tables in an H2 of their own. */
abstract class LiveChangesBench {

  static final Operation OPERATION = operation("acme", "run2.plan");
  static final ServicePlan FASTER =
      new ServicePlan("fiber_200", BitRate.ofMbps(200), BitRate.ofMbps(50));
  static final ServicePlan BURSTING =
      new ServicePlan("bursting", BitRate.ofMbps(200), BitRate.ofMbps(50));
  static final int COA = 43;
  static final int DISCONNECT = 40;

  static TestTables tables;
  static FreeRadiusDirectory directory;

  /** For NAS that answer what is sent to them: nothing is sent twice before they do. */
  static DynamicAuthorization patient;

  /** For NAS that answer late, to so many that some of it is lost on the way. */
  static DynamicAuthorization stubborn;

  /** For NAS that never say anything that counts. */
  static DynamicAuthorization brief;

  DynamicAuthorization client = patient;

  @BeforeAll
  static void open() {
    TestDatabase database = TestDatabases.fresh("h2");
    String url = database.url() + ";DATABASE_TO_LOWER=TRUE;AUTO_SERVER=FALSE";
    tables = new TestTables(url, database.username(), database.password(), "");
    Map<String, Object> options = new HashMap<>(TestContext.remote(database, url));
    // one connection: whoever held it while a NAS is asked would lock itself out
    options.put("max_concurrent", "1");
    options.put("plan_profiles", Map.of("bursting", "burst 250M/60M priority 3"));
    directory = (FreeRadiusDirectory) TestContext.open(new NoTransactions(), options);
    patient = client(Duration.ofSeconds(20), Duration.ofSeconds(20), 100);
    stubborn = client(Duration.ofMillis(300), Duration.ofSeconds(1), 100);
    brief = client(Duration.ofMillis(50), Duration.ofMillis(50), 3);
    directory.provision(spec("first"), operation("acme", "first")).orElseThrow();
  }

  static DynamicAuthorization client(Duration first, Duration longest, int transmissions) {
    return DynamicAuthorization.open(
        DynamicAuthorizationOptions.ofDefaults()
            .with(NasLimits.ofDefaults().withMaxConcurrent(1_000))
            .with(new Retransmission(first, longest, transmissions, Duration.ofSeconds(100))),
        InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000)));
  }

  @AfterAll
  static void close() {
    patient.close();
    stubborn.close();
    brief.close();
    directory.close();
    tables.close();
  }

  @BeforeEach
  void provision() {
    directory.provision(spec("jane"), operation("acme", "run1.radius")).orElseThrow();
  }

  @AfterEach
  void remove() {
    for (String table :
        List.of("radcheck", "radreply", "radacct", "isp_subscriber", "isp_subscriber_change")) {
      tables.execute("delete from " + table);
    }
  }

  static void acksAndCloses(FakeNas.Received request, FakeNas nas) throws IOException {
    if (request.packet()[0] == DISCONNECT) {
      tables.execute("update radacct set acctstoptime = current_timestamp");
    }
    nas.send(answer(request.ackCode(), request, FakeNas.SECRET), request.from());
  }

  LiveReport change(FakeNas nas, UnaryOperator<NasPolicy> with, LiveProbe probe) {
    return changes(nas, with, probe).changePlan("jane", FASTER, OPERATION);
  }

  LiveChanges changes(FakeNas nas, UnaryOperator<NasPolicy> with, LiveProbe probe) {
    NasPolicy policy =
        with.apply(
            NasPolicy.of(
                nas.target(),
                ProfileRenderers.load(LiveChangesBench.class.getClassLoader()).find("mikrotik")));
    NasPolicies policies = address -> Optional.of(policy);
    return new LiveChanges(
        directory.changes(), directory.sessions(), client, policies, quick(probe));
  }

  static Verification quick(LiveProbe probe) {
    return new Verification(probe, 3, Duration.ofMillis(20));
  }

  static ServicePlan plan(int mbps) {
    return new ServicePlan("fiber_" + mbps, BitRate.ofMbps(mbps), BitRate.ofMbps(50));
  }

  static void session(String username, String id) {
    tables.execute(
        "insert into radacct (acctsessionid, acctuniqueid, username, nasipaddress, acctstarttime)"
            + " values ('"
            + id
            + "', 'unique-"
            + id
            + "', '"
            + username
            + "', '127.0.0.1', current_timestamp)");
  }

  static List<Integer> codes(FakeNas nas) {
    return nas.received().stream().map(each -> (int) each.packet()[0]).toList();
  }

  static List<Outcome<SessionEffect>> effects(LiveReport report) {
    List<Outcome<SessionEffect>> effects = new ArrayList<>();
    report.sessions().forEach(each -> effects.add(each.outcome()));
    return effects;
  }
}
