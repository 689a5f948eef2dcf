package io.ispkit.radius;

import static io.ispkit.testkit.subscriber.Subscribers.address;
import static io.ispkit.testkit.subscriber.Subscribers.operation;
import static io.ispkit.testkit.subscriber.Subscribers.spec;
import static io.ispkit.testkit.subscriber.Subscribers.specWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.change.Change;
import io.ispkit.core.change.FieldChange;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.rate.BitRate;
import io.ispkit.core.secret.Secret;
import io.ispkit.core.subscriber.SubscriberDirectory;
import io.ispkit.radius.access.StoredPassword;
import io.ispkit.radius.live.AppliedChange;
import io.ispkit.radius.live.LiveNeed;
import io.ispkit.radius.live.ServiceChange;
import io.ispkit.radius.live.ServiceChanges;
import io.ispkit.radius.live.ServicePlan;
import io.ispkit.radius.live.ServiceState;
import io.ispkit.radius.profile.ReplyAttribute;
import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class ServiceChangesIT {

  private static final Operation FIRST = operation("acme", "run1.radius");
  private static final Operation OPERATION = operation("acme", "run2.change");
  private static final String PASSWORD = "RADCHECK Cleartext-Password := s3cret";

  private final TestTables tables;
  private final SubscriberDirectory directory;
  private final ServiceChanges changes;

  ServiceChangesIT(TestDatabase database) {
    tables = new TestTables(database.url(), database.username(), database.password(), "radius");
    directory = TestContext.open(tables, Map.of());
    changes = ((FreeRadius) directory).changes();
  }

  @BeforeEach
  void provision() {
    for (String table :
        List.of(
            "radcheck", "radreply", "radusergroup", "isp_subscriber", "isp_subscriber_change")) {
      tables.execute("delete from radius." + table);
    }
    directory.provision(specWith("jane", Secret.of("s3cret")), FIRST).orElseThrow();
  }

  @AfterEach
  void close() {
    // the class is made anew for each test
    tables.close();
  }

  @Test
  void a_rejected_service_has_auth_type_reject_in_radcheck_and_a_message() {
    AppliedChange applied =
        apply(new ServiceState.Rejected("Account suspended. Please call.", false));
    assertThat(rows())
        .containsExactlyInAnyOrder(
            PASSWORD,
            "RADCHECK Auth-Type := Reject",
            "RADREPLY Mikrotik-Rate-Limit := 20M/100M",
            "RADREPLY Session-Timeout := 86400",
            "RADREPLY Idle-Timeout := 900",
            "RADREPLY Reply-Message := Account suspended. Please call.");
    assertThat(applied.need()).isEqualTo(LiveNeed.RECONNECT);
    assertThat(applied.changes())
        .containsExactly(
            Change.update("radius", "radcheck jane", new FieldChange("Auth-Type", null, "Reject")),
            Change.update(
                "radius",
                "radreply jane",
                new FieldChange("Framed-IP-Address", "100.64.0.10", null),
                new FieldChange("Framed-IP-Netmask", "255.255.255.255", null),
                new FieldChange("Reply-Message", null, "Account suspended. Please call.")));
  }

  @Test
  void a_service_comes_back_from_every_state_with_the_rows_that_it_had() {
    List<String> active = rows();
    int count = 0;
    for (ServiceState state : states()) {
      Operation into = operation("acme", "into" + count);
      Operation back = operation("acme", "back" + count++);
      changes.apply("jane", new ServiceChange.ToState(state), into).orElseThrow();
      assertThat(rows()).as(state.toString()).isNotEqualTo(active);
      changes
          .apply("jane", new ServiceChange.ToState(new ServiceState.Active()), back)
          .orElseThrow();
      assertThat(rows()).as(state.toString()).containsExactlyInAnyOrderElementsOf(active);
    }
  }

  @Test
  void a_second_look_keeps_sessions_that_cannot_have_come_back() {
    assertThat(changes.concernLate(OPERATION, List.of("a")).toString()).contains("no_such_change");
    apply(ServiceState.WalledGarden.pool("garden"));
    assertThat(changes.concern(OPERATION, List.of()).orElseThrow()).isEmpty();
    assertThat(changes.concern(OPERATION, List.of("a")).orElseThrow()).isEmpty();
    assertThat(changes.concernLate(OPERATION, List.of("b", "c")).orElseThrow())
        .containsExactly("b", "c");
    assertThat(changes.concernLate(OPERATION, List.of("d")).orElseThrow()).isEmpty();
    assertThat(changes.concern(OPERATION, List.of("d")).orElseThrow()).containsExactly("b", "c");
    assertThat(changes.concernLate(OPERATION, List.of("c", "d", "e")).orElseThrow())
        .containsExactly("d", "e");
    assertThat(changes.concern(OPERATION, List.of("f")).orElseThrow())
        .containsExactly("b", "c", "d", "e");
    Operation later = operation("acme", "later");
    changes
        .apply("jane", new ServiceChange.ToState(new ServiceState.Active()), later)
        .orElseThrow();
    tables.execute("update radius.isp_subscriber_change set sessions = ''");
    assertThat(changes.concernLate(OPERATION, List.of("e")).orElseThrow()).isEmpty();
    assertThat(changes.concernLate(later, List.of("e")).orElseThrow()).containsExactly("e");
  }

  @Test
  void undo_puts_rows_and_desired_state_back_with_their_ids() {
    for (ServiceState state : states()) {
      List<String> before = tables.contents();
      apply(state);
      AppliedChange undone = changes.undo(OPERATION).orElseThrow().orElseThrow();
      assertThat(tables.contents()).as(state.toString()).isEqualTo(before);
      assertThat(undone.changes()).isNotEmpty();
      boolean tells = undone.need() != LiveNeed.NONE;
      assertThat(changes.undo(OPERATION).orElseThrow())
          .isEqualTo(tells ? Optional.of(undone) : Optional.empty());
      assertThat(changes.findChange(OPERATION).orElseThrow()).isEmpty();
      assertThat(changes.forgetUndone(OPERATION).orElseThrow()).isEqualTo(tells);
      assertThat(changes.undo(OPERATION).orElseThrow()).isEmpty();
    }
  }

  static List<ServiceState> states() {
    return List.of(
        new ServiceState.Rejected("Suspended", true),
        new ServiceState.Expiring(Instant.parse("2025-12-31T23:00:00Z")),
        ServiceState.WalledGarden.pool("garden"),
        new ServiceState.WalledGarden(
            List.of(new ReplyAttribute("Mikrotik-Address-List", ":=", "unpaid")), true),
        new ServiceState.SlowLane(
            new ServicePlan("slow", BitRate.ofMbps(1), BitRate.ofMbps(1)), false));
  }

  @Test
  void an_expiry_is_written_in_epoch_seconds_and_ends_sessions_that_may_outlast_it() {
    AppliedChange later = apply(new ServiceState.Expiring(Instant.parse("2037-12-31T00:00:00Z")));
    assertThat(rows()).contains("RADCHECK Expiration := 2145830400");
    assertThat(later.need()).isEqualTo(LiveNeed.NONE);
    // a session that lives was told that it may go on for 24 hours
    assertThat(needOfExpiry("2026-01-01T01:00:00Z")).isEqualTo(LiveNeed.RECONNECT);
    // now it was told an hour
    assertThat(needOfExpiry("2026-01-01T02:00:00Z")).isEqualTo(LiveNeed.NONE);
    assertThat(needOfExpiry("2026-01-01T00:00:00Z")).isEqualTo(LiveNeed.RECONNECT);
    assertThat(needOfExpiry("2025-12-31T00:00:00Z")).isEqualTo(LiveNeed.RECONNECT);
  }

  private LiveNeed needOfExpiry(String end) {
    return changes
        .apply(
            "jane",
            new ServiceChange.ToState(new ServiceState.Expiring(Instant.parse(end))),
            operation("acme", "end" + end.replace(':', '.')))
        .orElseThrow()
        .need();
  }

  @Test
  void a_static_ipv6_address_goes_where_the_garden_has_a_pool_of_ipv6() {
    directory
        .provision(spec("six", address("2001:db8::17")), operation("acme", "six"))
        .orElseThrow();
    String fixed = "radreply Framed-IPv6-Address := 2001:db8:0:0:0:0:0:17";
    for (String pool :
        List.of(
            "Framed-IPv6-Pool",
            "Stateful-IPv6-Address-Pool",
            "Delegated-IPv6-Prefix-Pool",
            "Mikrotik-Delegated-IPv6-Pool",
            "ERX-IPv6-Delegated-Pool-Name")) {
      List<ReplyAttribute> garden = List.of(new ReplyAttribute(pool, ":=", "garden"));
      Operation into = operation("acme", "into." + pool);
      ServiceChange kept = new ServiceChange.ToState(new ServiceState.WalledGarden(garden, true));
      assertThat(changes.plan("six", kept, into).toString())
          .contains("value_not_allowed", "radreply Framed-IPv6-Address", "2001:db8:0:0:0:0:0:17");
      assertThat(changes.apply("six", kept, into)).isInstanceOf(Outcome.Refused.class);
      assertThat(tables.rowsOf("six").toString()).contains(fixed).doesNotContain("garden");
      ServiceChange gone = new ServiceChange.ToState(new ServiceState.WalledGarden(garden, false));
      changes.apply("six", gone, into).orElseThrow();
      assertThat(tables.rowsOf("six").toString())
          .contains(pool + " := garden")
          .doesNotContain(fixed);
      changes.undo(into).orElseThrow();
      assertThat(tables.rowsOf("six").toString()).contains(fixed);
    }
  }

  @Test
  void a_prefix_that_others_gave_is_no_way_out_of_the_garden() {
    tables.execute(
        "insert into radius.radreply (username, attribute, op, "
            + (tables.product().equals("h2") ? "\"VALUE\"" : "value")
            + ") values ('jane', 'Delegated-IPv6-Prefix', '+=', '2001:db8:17::/56')");
    String pool = "Framed-IPv6-Pool";
    ServiceChange into =
        new ServiceChange.ToState(
            new ServiceState.WalledGarden(List.of(new ReplyAttribute(pool, ":=", "garden")), true));
    assertThat(changes.apply("jane", into, OPERATION).toString())
        .contains("radreply Delegated-IPv6-Prefix", "2001:db8:17::/56");
    // of IPv4 the garden says nothing, so neither the prefix nor the address is in its way
    apply(ServiceState.WalledGarden.pool("garden"));
    assertThat(rows()).contains("RADREPLY Delegated-IPv6-Prefix += 2001:db8:17::/56");
    changes.undo(OPERATION).orElseThrow();
    ServiceState renumbered =
        new ServiceState.WalledGarden(
            List.of(
                new ReplyAttribute(pool, ":=", "garden"),
                new ReplyAttribute("Delegated-IPv6-Prefix", "+=", "2001:db8:ffff::/56")),
            true);
    apply(renumbered);
    assertThat(rows())
        .contains(
            "RADREPLY Delegated-IPv6-Prefix += 2001:db8:ffff::/56",
            "RADREPLY Framed-IP-Address := 100.64.0.10")
        .doesNotContain("RADREPLY Delegated-IPv6-Prefix += 2001:db8:17::/56");
  }

  @Test
  void a_walled_garden_takes_the_static_address_and_adds_its_pool() {
    apply(ServiceState.WalledGarden.pool("garden"));
    assertThat(rows())
        .contains("RADREPLY Framed-Pool := garden")
        .noneMatch(row -> row.contains("Framed-IP-Address"));
  }

  @Test
  void a_plan_changes_the_speed_only_and_says_so() {
    AppliedChange applied = applyPlan(OPERATION, 200);
    assertThat(rows()).contains("RADREPLY Mikrotik-Rate-Limit := 50M/200M").hasSize(6);
    assertThat(applied.need()).isEqualTo(LiveNeed.SPEED);
    assertThat(applied.changes())
        .containsExactly(
            Change.update(
                "radius",
                "radreply jane",
                new FieldChange("Mikrotik-Rate-Limit", "20M/100M", "50M/200M")));
  }

  @Test
  void a_plan_that_changes_while_the_service_is_slow_counts_when_it_is_active_again() {
    apply(
        new ServiceState.SlowLane(
            new ServicePlan("slow", BitRate.ofMbps(1), BitRate.ofMbps(1)), true));
    AppliedChange hidden = applyPlan(operation("acme", "plan"), 200);
    assertThat(hidden.need()).isEqualTo(LiveNeed.NONE);
    assertThat(rows()).contains("RADREPLY Mikrotik-Rate-Limit := 1M/1M");
    AppliedChange active =
        changes
            .apply(
                "jane",
                new ServiceChange.ToState(new ServiceState.Active()),
                operation("acme", "active"))
            .orElseThrow();
    assertThat(active.speed().download()).isEqualTo(BitRate.ofMbps(200));
    assertThat(rows()).contains("RADREPLY Mikrotik-Rate-Limit := 50M/200M");
  }

  @Test
  void a_plan_says_the_same_as_the_write_and_writes_nothing() {
    ServiceChange change = new ServiceChange.ToState(ServiceState.WalledGarden.pool("garden"));
    List<String> before = tables.contents();
    AppliedChange planned = changes.plan("jane", change, OPERATION).orElseThrow();
    assertThat(tables.contents()).isEqualTo(before);
    assertThat(changes.apply("jane", change, OPERATION).orElseThrow()).isEqualTo(planned);
  }

  @Test
  void a_repeat_writes_nothing_and_returns_what_the_first_did() {
    AppliedChange first = applyPlan(OPERATION, 200);
    List<String> after = tables.contents();
    assertThat(applyPlan(OPERATION, 200)).isEqualTo(first);
    assertThat(tables.contents()).isEqualTo(after);
    assertThat(changes.findChange(OPERATION).orElseThrow()).contains(first);
  }

  @Test
  void eight_threads_with_one_operation_write_once() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Callable<AppliedChange>> calls =
          Stream.generate(() -> (Callable<AppliedChange>) () -> applyPlan(OPERATION, 200))
              .limit(8)
              .toList();
      for (var each : pool.invokeAll(calls)) {
        assertThat(each.get().need()).isEqualTo(LiveNeed.SPEED);
      }
    } finally {
      pool.shutdown();
    }
    assertThat(rows()).contains("RADREPLY Mikrotik-Rate-Limit := 50M/200M").hasSize(6);
  }

  @Test
  void rows_of_others_stay_and_rows_of_ours_that_others_changed_are_written_anew() {
    tables.execute(
        "insert into radius.radcheck (username, attribute, op, "
            + (tables.product().equals("h2") ? "\"VALUE\"" : "value")
            + ") values ('jane', 'Calling-Station-Id', '==', '00:11:22:33:44:55')");
    tables.execute(
        "insert into radius.radusergroup (username, groupname, priority) values ('jane', 'g', 1)");
    tables.execute("update radius.radreply set op = '=' where attribute = 'Mikrotik-Rate-Limit'");
    List<String> before = tables.contents();
    apply(new ServiceState.Rejected("Suspended", true));
    assertThat(rows())
        .contains(
            "RADCHECK Calling-Station-Id == 00:11:22:33:44:55",
            "RADUSERGROUP g  1",
            "RADREPLY Mikrotik-Rate-Limit := 20M/100M");
    changes.undo(OPERATION).orElseThrow();
    assertThat(tables.contents()).isEqualTo(before);
  }

  @Test
  void undo_is_refused_when_somebody_has_changed_the_rows_since() {
    applyPlan(OPERATION, 200);
    applyPlan(operation("acme", "later"), 300);
    List<String> before = tables.contents();
    Outcome<Optional<AppliedChange>> undone = changes.undo(OPERATION);
    assertThat(code(undone)).isEqualTo("changed_since");
    assertThat(tables.contents()).isEqualTo(before);
    assertThat(changes.undo(operation("acme", "later")).isDone()).isTrue();
    assertThat(changes.undo(OPERATION).isDone()).isTrue();
  }

  @Test
  void a_password_is_rotated_by_one_row_and_shown_nowhere() {
    AppliedChange applied =
        changes
            .apply(
                "jane",
                new ServiceChange.ToPassword(StoredPassword.cleartext(Secret.of("n3xt"))),
                OPERATION)
            .orElseThrow();
    assertThat(rows()).contains("RADCHECK Cleartext-Password := n3xt").doesNotContain(PASSWORD);
    assertThat(applied.need()).isEqualTo(LiveNeed.NONE);
    assertThat(applied.toString()).doesNotContain("n3xt").doesNotContain("s3cret");
    assertThat(applied.changes().get(0).fields())
        .containsExactly(new FieldChange("Cleartext-Password", "***", "***"));
    changes.undo(OPERATION).orElseThrow();
    assertThat(rows()).contains(PASSWORD);
  }

  @Test
  void a_hash_is_refused_where_the_nas_may_ask_for_chap() {
    Outcome<AppliedChange> refused =
        changes.apply(
            "jane",
            new ServiceChange.ToPassword(
                new StoredPassword("NT-Password", Secret.of("44ebba8d5312b8d611474411f56989ae"))),
            OPERATION);
    assertThat(code(refused)).isEqualTo("value_not_allowed");
    assertThat(refused.toString()).contains("CHAP").doesNotContain("44ebba8d");
    assertThat(rows()).contains(PASSWORD);
  }

  @Test
  void what_the_server_would_not_take_is_refused_with_all_faults() {
    Outcome<AppliedChange> refused =
        changes.apply(
            "jane",
            new ServiceChange.ToState(
                new ServiceState.WalledGarden(
                    List.of(
                        new ReplyAttribute("Framed-Poool", ":=", "garden"),
                        new ReplyAttribute("Filter-Id", ":=", "`id`")),
                    false)),
            OPERATION);
    assertThat(code(refused)).isEqualTo("value_not_allowed");
    assertThat(refused.toString()).contains("Framed-Pool").contains("Filter-Id");
  }

  @Test
  void a_user_of_another_tenant_is_not_there() {
    Outcome<AppliedChange> refused =
        changes.apply(
            "jane",
            new ServiceChange.ToState(new ServiceState.Rejected("x", true)),
            operation("other", "run1"));
    assertThat(code(refused)).isEqualTo("no_such_subscriber");
  }

  @Test
  void a_change_joins_the_transaction_of_its_caller() {
    List<String> before = tables.contents();
    try {
      tables.transact(
          transaction -> {
            changes
                .apply(
                    "jane",
                    new ServiceChange.ToState(new ServiceState.Rejected("x", true)),
                    OPERATION.within(transaction))
                .orElseThrow();
            throw new IllegalArgumentException("the caller changes its mind");
          });
    } catch (IllegalArgumentException expected) {
      assertThat(expected).hasMessageContaining("changes its mind");
    }
    assertThat(tables.contents()).isEqualTo(before);
  }

  @Test
  void a_restored_subscriber_leaves_no_before_image_with_its_password_behind() {
    apply(new ServiceState.Rejected("x", true));
    changes
        .apply(
            "jane", new ServiceChange.ToState(new ServiceState.Active()), operation("acme", "back"))
        .orElseThrow();
    directory.restore(FIRST).orElseThrow();
    assertThat(tables.contents()).isEmpty();
    assertThat(changes.findChange(OPERATION).orElseThrow()).isEmpty();
    assertThat(directory.provision(spec("jane"), FIRST).isDone()).isTrue();
  }

  private AppliedChange apply(ServiceState state) {
    AppliedChange applied =
        changes.apply("jane", new ServiceChange.ToState(state), OPERATION).orElseThrow();
    assertThat(changes.state("jane", OPERATION).orElseThrow()).contains(state);
    return applied;
  }

  private AppliedChange applyPlan(Operation operation, int mbps) {
    ServicePlan plan = new ServicePlan("fiber_" + mbps, BitRate.ofMbps(mbps), BitRate.ofMbps(50));
    return changes.apply("jane", new ServiceChange.ToPlan(plan), operation).orElseThrow();
  }

  private List<String> rows() {
    return tables.rowsOf("jane").stream()
        .map(row -> row.replaceFirst("^rad[a-z]+", row.split(" ", 2)[0].toUpperCase(Locale.ROOT)))
        .toList();
  }

  private static String code(Outcome<?> outcome) {
    return ((Outcome.Refused<?>) outcome).refusal().code();
  }
}
