package io.ispkit.workflow.trial;

import io.ispkit.core.id.UlidGenerator;
import io.ispkit.core.secret.Secret;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.database.DatabaseOptions;
import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.workflow.Definition;
import io.ispkit.workflow.RetryPolicy;
import io.ispkit.workflow.RunState;
import io.ispkit.workflow.RunView;
import io.ispkit.workflow.RunView.StepView;
import io.ispkit.workflow.Workflows;
import io.ispkit.workflow.internal.Engine;
import io.ispkit.workflow.internal.RunsOfTenant;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An engine over a fresh database, worked turn by turn; a new tenant for each test. */
public final class Trial {

  public static final RetryPolicy QUICK =
      new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(2), RetryPolicy.Exhausted.PAUSE);

  private static final Map<String, Database> DATABASES = new ConcurrentHashMap<>();
  private static final AtomicInteger TENANTS = new AtomicInteger();

  public final Database database;
  public final TenantId tenant = new TenantId("t" + TENANTS.incrementAndGet());
  public final Script script = new Script();
  public final List<String> events = new CopyOnWriteArrayList<>();
  public final Engine engine;
  public final StepLane lane;
  public final Workflows workflows;

  private Trial(Database database) {
    this.database = database;
    this.engine =
        new Engine(
            database,
            (tx, of, type, subject, data) ->
                tx.afterCommit(() -> events.add(type + " " + subject + " " + data.get("state"))),
            InstantSource.system(),
            new UlidGenerator(InstantSource.system()),
            new Random(7),
            id -> new ScriptOnly(id, script));
    this.lane = new StepLane(database, engine);
    engine.use(lane);
    this.workflows = new RunsOfTenant(engine, tenant);
  }

  public static Trial on(Database database) {
    return new Trial(database);
  }

  /** The database, opened once, with its tables and the table that the steps write to. */
  public static Database open(TestDatabase test) {
    return DATABASES.computeIfAbsent(test.url(), url -> prepare(test));
  }

  /** The database, opened anew; the caller closes it. */
  public static Database reopen(TestDatabase test) {
    return Database.open(
        DatabaseOptions.of(test.url(), test.username())
            .withPassword(test.password().isEmpty() ? null : Secret.of(test.password())));
  }

  /** Makes all tables. */
  public static Database prepare(TestDatabase test) {
    Database database = reopen(test);
    database.migrate(Trial.class.getClassLoader());
    try (Connection connection =
            DriverManager.getConnection(
                Database.durableUrl(test.url()), test.username(), test.password());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table dom (tenant_id varchar(63), operation varchar(120), note varchar(20),"
              + " primary key (tenant_id, operation))");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return database;
  }

  public static Definition.Builder<Trip> trip(String name) {
    return Definition.named(name, 1, Trip.class).about(Trip::traveller).retry(QUICK);
  }

  public String start(Definition<Trip> definition, String key) {
    return workflows.start(definition, key, Trip.of("jane"));
  }

  /** Starts a run and works until nothing is due. */
  public RunView<Trip> run(Definition<Trip> definition) {
    return settle(definition, start(definition, "key"));
  }

  /** Works until the run has ended, waits or is paused. */
  public RunView<Trip> settle(Definition<Trip> definition, String id) {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (System.nanoTime() < end) {
      boolean worked = lane.turn();
      RunView<Trip> view = view(definition, id);
      boolean stands =
          view.runState().isEnd()
              || view.runState() == RunState.PAUSED
              || view.runState() == RunState.WAITING;
      if (stands && !worked) {
        return view;
      }
    }
    throw new AssertionError("the run does not come to rest: " + view(definition, id));
  }

  public RunView<Trip> view(Definition<Trip> definition, String id) {
    return workflows.run(definition, id).orElseThrow();
  }

  /** The journal as text, such as {@code radius do done}. */
  public static List<String> journal(RunView<Trip> view) {
    return view.steps().stream().map(Trial::text).toList();
  }

  private static String text(StepView step) {
    return step.stage() + " " + step.kind() + " " + step.state();
  }

  /** The steps that have a row in our database now. */
  public List<String> rows() {
    return database.transact(
        tx -> {
          try (Statement statement = tx.connection().createStatement();
              ResultSet row =
                  statement.executeQuery(
                      "select operation from dom where tenant_id = '"
                          + tenant
                          + "' order by operation")) {
            List<String> steps = new ArrayList<>();
            while (row.next()) {
              steps.add(row.getString(1).split("\\.", 2)[1]);
            }
            return steps;
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
