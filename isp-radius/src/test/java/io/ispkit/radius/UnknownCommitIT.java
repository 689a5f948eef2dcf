package io.ispkit.radius;

import static io.ispkit.testkit.subscriber.Subscribers.operation;
import static io.ispkit.testkit.subscriber.Subscribers.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.subscriber.Subscriber;
import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.testkit.database.TestDatabases;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnknownCommitIT {

  @Test
  void a_commit_without_an_answer_is_unknown_and_a_look_up_resolves_it() throws Exception {
    TestDatabase database = TestDatabases.postgresql();
    URI direct = URI.create(database.url().substring("jdbc:".length()));
    try (CuttingProxy proxy = new CuttingProxy(direct.getPort());
        FreeRadiusDirectory directory =
            (FreeRadiusDirectory)
                TestContext.open(
                    new NoTransactions(),
                    TestContext.remote(
                        database,
                        "jdbc:postgresql://127.0.0.1:" + proxy.port() + direct.getPath()))) {
      directory.find(operation("acme", "op0")).orElseThrow();
      proxy.cutNextCommit();
      Operation operation = operation("acme", "op1");
      Outcome<Subscriber> outcome = directory.provision(spec("jane"), operation);
      assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
      Subscriber found = directory.find(operation).orElseThrow().orElseThrow();
      assertThat(directory.provision(spec("jane"), operation).orElseThrow()).isEqualTo(found);
    }
  }

  @Test
  void in_the_backends_own_database_it_is_unknown_too() throws Exception {
    TestDatabase database = TestDatabases.postgresql();
    URI direct = URI.create(database.url().substring("jdbc:".length()));
    try (CuttingProxy proxy = new CuttingProxy(direct.getPort());
        TestTables tables =
            new TestTables(
                "jdbc:postgresql://127.0.0.1:" + proxy.port() + direct.getPath(),
                database.username(),
                database.password(),
                "");
        FreeRadiusDirectory directory =
            (FreeRadiusDirectory) TestContext.open(tables, Map.of("create_schema", "if_missing"))) {
      directory.provision(spec("first"), operation("acme", "op0")).orElseThrow();
      proxy.cutNextCommit();
      Operation operation = operation("acme", "op1");
      Outcome<Subscriber> outcome = directory.provision(spec("jane"), operation);
      assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
      Subscriber found = directory.find(operation).orElseThrow().orElseThrow();
      assertThat(directory.provision(spec("jane"), operation).orElseThrow()).isEqualTo(found);
    }
  }

  @Test
  void what_is_refused_leaves_nothing_in_the_backends_own_database() {
    TestDatabase database = TestDatabases.fresh("h2");
    try (TestTables tables =
        new TestTables(database.url(), database.username(), database.password(), "")) {
      tables.execute("create table t (id integer)");
      Outcome<Integer> outcome =
          new JoinedDatabase(tables, "")
              .write(
                  operation("acme", "op1"),
                  opened -> {
                    opened.sql().execute("insert into t values (1)");
                    return Outcome.refused("no", "not this one");
                  });
      assertThat(outcome).isEqualTo(Outcome.refused("no", "not this one"));
      assertThat(tables.query("select id from t", "t")).isEmpty();
    }
  }
}
