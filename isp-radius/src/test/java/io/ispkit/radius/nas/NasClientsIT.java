package io.ispkit.radius.nas;

import static io.ispkit.testkit.subscriber.Subscribers.operation;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.change.Change;
import io.ispkit.core.change.FieldChange;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.secret.Secret;
import io.ispkit.radius.NoTransactions;
import io.ispkit.radius.RadiusDatabase;
import io.ispkit.radius.RadiusDatabases;
import io.ispkit.radius.TestContext;
import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class NasClientsIT {

  private static final Operation OPERATION = operation("acme", "nas.1");
  private static final NasClient BNG =
      new NasClient(
          "192.0.2.1",
          "bng-1",
          Secret.of("s3cret one"),
          new NasDetails("cisco", 4096, null, Secret.of("public"), "Hall 7"));

  /** Keeps an H2 file open, which takes long to open. */
  private final Connection connection;

  private final RadiusDatabase database;
  private final NasClients clients;

  NasClientsIT(TestDatabase server) throws SQLException {
    String url = server.url() + (server.isH2() ? ";DATABASE_TO_LOWER=TRUE" : "");
    connection = DriverManager.getConnection(url, server.username(), server.password());
    database =
        RadiusDatabases.open(
            new TestContext(
                new NoTransactions(), TestContext.read(TestContext.remote(server, url))));
    clients = new NasClients(database, ClientReading.AT_START);
    for (StoredNas left : list()) {
      clients.remove(left.id(), OPERATION).orElseThrow();
    }
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
    connection.close();
  }

  @Test
  void a_client_is_added_once_and_freeradius_must_be_restarted() {
    NasChange added = clients.add(BNG, OPERATION).orElseThrow();
    assertThat(added.effect()).isEqualTo(Effect.AFTER_RESTART);
    assertThat(added.effect().words()).contains("must be restarted");
    assertThat(added.before()).isNull();
    assertThat(added.changes().get(0).action()).isEqualTo(Change.Action.CREATE);
    assertThat(added.changes().get(0).fields())
        .contains(
            new FieldChange("nasname", null, "192.0.2.1"),
            new FieldChange("secret", null, FieldChange.HIDDEN),
            new FieldChange("community", null, FieldChange.HIDDEN));
    assertThat(added.toString()).doesNotContain("s3cret").doesNotContain("public");
    assertThat(list()).containsExactly(Objects.requireNonNull(added.after()));
    assertThat(list().get(0).client()).isEqualTo(BNG);
    NasChange again = clients.add(BNG, OPERATION).orElseThrow();
    assertThat(again.effect()).isEqualTo(Effect.NOTHING_TO_DO);
    assertThat(again.changes()).containsExactly(Change.none("radius", "nas 192.0.2.1"));
    assertThat(list()).hasSize(1);
  }

  @Test
  void what_was_there_comes_back_by_its_before_image() {
    StoredNas stored = Objects.requireNonNull(clients.add(BNG, OPERATION).orElseThrow().after());
    NasChange changed =
        clients.change(stored.id(), BNG.withSecret(Secret.of("another")), OPERATION).orElseThrow();
    assertThat(changed.effect()).isEqualTo(Effect.AFTER_RESTART);
    assertThat(changed.changes())
        .containsExactly(
            Change.update(
                "radius",
                "nas 192.0.2.1",
                new FieldChange("secret", FieldChange.HIDDEN, FieldChange.HIDDEN)));
    assertThat(list().get(0).client().secret().reveal()).isEqualTo("another");
    assertThat(changed.before()).isEqualTo(stored);
    clients.change(stored.id(), stored.client(), OPERATION).orElseThrow();
    assertThat(list()).containsExactly(stored);
    NasChange removed = clients.remove(stored.id(), OPERATION).orElseThrow();
    assertThat(removed.before()).isEqualTo(stored);
    assertThat(removed.after()).isNull();
    assertThat(removed.effect()).isEqualTo(Effect.AFTER_RESTART);
    assertThat(list()).isEmpty();
    assertThat(clients.remove(stored.id(), OPERATION).orElseThrow().effect())
        .isEqualTo(Effect.NOTHING_TO_DO);
    assertThat(code(clients.change(stored.id(), BNG, OPERATION))).isEqualTo("nas_missing");
  }

  @Test
  void what_only_people_read_needs_no_restart() {
    StoredNas stored = Objects.requireNonNull(clients.add(BNG, OPERATION).orElseThrow().after());
    NasClient described =
        new NasClient(
            BNG.name(),
            BNG.shortName(),
            BNG.secret(),
            new NasDetails("cisco", 4096, null, Secret.of("public"), "Hall 8"));
    assertThat(clients.change(stored.id(), described, OPERATION).orElseThrow().effect())
        .isEqualTo(Effect.NOTHING_TO_DO);
    assertThat(list().get(0).client()).isEqualTo(described);
  }

  @Test
  void dynamic_clients_are_known_with_the_next_packet_and_forgotten_after_their_lifetime() {
    NasClients dynamic = new NasClients(database, ClientReading.ON_FIRST_PACKET);
    NasChange added = dynamic.add(BNG, OPERATION).orElseThrow();
    assertThat(added.effect()).isEqualTo(Effect.WITH_NEXT_PACKET);
    long id = Objects.requireNonNull(added.after()).id();
    assertThat(dynamic.remove(id, OPERATION).orElseThrow().effect())
        .isEqualTo(Effect.AFTER_LIFETIME);
  }

  @Test
  void one_nas_has_one_row_however_it_is_written() {
    add("2001:db8::1");
    add("192.0.2.0/24");
    add("bng.acme.example");
    for (String same :
        List.of("2001:DB8:0:0:0:0:0:1", "2001:db8::1/128", "192.0.2.0/24", "BNG.acme.example")) {
      NasClient other = NasClient.of(same, "other", Secret.of("testing456"));
      assertThat(code(clients.add(other, OPERATION))).as(same).isEqualTo("nas_taken");
    }
    // the most specific one counts
    add("192.0.2.1");
    assertThat(list())
        .extracting(row -> row.client().name())
        .containsExactly("2001:db8::1", "192.0.2.0/24", "bng.acme.example", "192.0.2.1");
    long id = list().get(3).id();
    assertThat(code(clients.change(id, client("2001:db8:0::1"), OPERATION))).isEqualTo("nas_taken");
  }

  @Test
  void all_that_is_wrong_is_said_at_once_and_no_secret_is_shown() {
    Outcome<NasChange> outcome =
        clients.add(
            new NasClient(
                "192.0.2.1/24",
                "bng 1",
                Secret.of("hidden\n"),
                new NasDetails("other!", -1, "", Secret.of("x".repeat(51)), "a\tb")),
            OPERATION);
    assertThat(code(outcome)).isEqualTo("value_not_allowed");
    String message = ((Outcome.Refused<?>) outcome).refusal().message();
    assertThat(message.lines().map(line -> line.replaceFirst(":.*", "")))
        .containsExactly(
            "nasname",
            "shortname",
            "secret",
            "type",
            "ports",
            "server",
            "description",
            "community");
    assertThat(message).doesNotContain("hidden").doesNotContain("xxx");
    for (String wrong : List.of("", "300.1.1.1", "10.0.0", "bng_1", "::g", "192.0.2.0/33")) {
      assertThat(code(clients.add(client(wrong), OPERATION))).as(wrong).isNotEmpty();
    }
    assertThat(list()).isEmpty();
  }

  private void add(String name) {
    clients.add(client(name), OPERATION).orElseThrow();
  }

  private List<StoredNas> list() {
    return clients.list(OPERATION.tenant()).orElseThrow();
  }

  private static NasClient client(String name) {
    return NasClient.of(name, "nas", Secret.of("testing123"));
  }

  private static String code(Outcome<?> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused<?>) outcome).refusal().code();
  }
}
