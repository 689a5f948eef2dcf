package io.ispkit.runtime.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ispkit.core.address.AddressAssignment;
import io.ispkit.core.address.AddressRequest;
import io.ispkit.core.address.FallbackLedger;
import io.ispkit.core.address.Prefix;
import io.ispkit.core.config.Config;
import io.ispkit.core.config.ConfigurationException;
import io.ispkit.core.config.Options;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.runtime.tenant.TenantScope;
import io.ispkit.runtime.tenant.TestTenants;
import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class AddressPoolIT {

  private final TestTenants tenants;
  private final TenantScope scope;

  AddressPoolIT(TestDatabase place) {
    tenants = new TestTenants(place);
    scope = tenants.tenant();
  }

  @AfterEach
  void close() {
    tenants.close();
  }

  @Test
  void networkBroadcastAndGatewayAreNeverGiven() {
    AddressPool pool = pool(Map.of("prefixes", List.of("10.0.0.0/29")));
    List<String> given = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      AddressAssignment got = take(pool, "op" + i);
      given.add(got.address().getHostAddress());
      assertThat(got.gateway()).isEqualTo(Prefix.address("10.0.0.1"));
      assertThat(got.subnet()).isEqualTo("10.0.0.0/29");
    }
    assertThat(given).containsExactly("10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.5", "10.0.0.6");
    assertThat(code(pool.allocate(request(null), op("more")))).isEqualTo("pool_exhausted");
  }

  @Test
  void theSameOperationGetsTheSameAddress() {
    AddressPool pool = pool(Map.of("prefixes", List.of("10.0.0.0/24")));
    AddressAssignment first = take(pool, "op");
    assertThat(pool.allocate(request("10.0.0.77"), op("op")).orElseThrow()).isEqualTo(first);
    assertThat(pool.find(op("op")).orElseThrow()).contains(first);
    assertThat(pool.plan(request(null), op("op")).orElseThrow())
        .singleElement()
        .satisfies(c -> assertThat(c.action().name()).isEqualTo("NONE"));
  }

  @Test
  void manyAtOnceGetDifferentAddresses() throws Exception {
    AddressPool pool = pool(Map.of("prefixes", List.of("10.0.0.0/27", "10.1.0.0/27")));
    List<Callable<AddressAssignment>> tasks = new ArrayList<>();
    for (int i = 0; i < 58; i++) {
      String id = "op" + i;
      tasks.add(() -> take(pool, id));
    }
    assertThat(TestTenants.atOnce(tasks))
        .extracting(AddressAssignment::address)
        .doesNotHaveDuplicates();
    assertThat(code(pool.allocate(request(null), op("more")))).isEqualTo("pool_exhausted");
  }

  @Test
  void aReleasedAddressRestsAndThenComesFirst() {
    AddressPool pool = pool(Map.of("prefixes", List.of("10.0.0.0/29"), "quarantine", "1h"));
    take(pool, "op1");
    take(pool, "op2");
    assertThat(pool.release(op("op1")).orElseThrow()).hasSize(1);
    assertThat(pool.release(op("op1")).orElseThrow()).isEmpty();
    assertThat(pool.find(op("op1")).orElseThrow()).isEmpty();
    assertThat(take(pool, "op3").address()).isEqualTo(Prefix.address("10.0.0.4"));
    assertThat(code(pool.allocate(request("10.0.0.2"), op("op4")))).isEqualTo("address_taken");
    tenants.clock.advance(Duration.ofHours(1));
    assertThat(take(pool, "op5").address()).isEqualTo(Prefix.address("10.0.0.2"));
  }

  @Test
  void anAddressMayBeAskedForByName() {
    AddressPool pool =
        pool(Map.of("prefixes", List.of("10.0.0.0/29"), "reserved", List.of("10.0.0.2-10.0.0.3")));
    assertThat(pool.allocate(request("10.0.0.2"), op("static")).orElseThrow().address())
        .isEqualTo(Prefix.address("10.0.0.2"));
    assertThat(pool.allocate(request("10.0.0.4"), op("static2")).isDone()).isTrue();
    assertThat(take(pool, "any").address()).isEqualTo(Prefix.address("10.0.0.5"));
    assertThat(code(pool.allocate(request("10.0.0.2"), op("x")))).isEqualTo("address_taken");
    assertThat(code(pool.allocate(request("10.0.0.1"), op("x")))).isEqualTo("address_taken");
    assertThat(code(pool.allocate(request("10.0.0.7"), op("x")))).isEqualTo("address_taken");
    assertThat(code(pool.allocate(request("10.0.1.1"), op("x")))).isEqualTo("address_not_ours");
  }

  @Test
  void aFreedReservationIsGivenLater() {
    take(pool(Map.of("prefixes", List.of("10.0.0.0/29"), "reserved", List.of("10.0.0.2"))), "op1");
    AddressPool without = pool(Map.of("prefixes", List.of("10.0.0.0/29")));
    assertThat(take(without, "op2").address()).isEqualTo(Prefix.address("10.0.0.2"));
    assertThat(take(without, "op3").address()).isEqualTo(Prefix.address("10.0.0.4"));
  }

  @Test
  void aHugePrefixIsNotLookedThrough() {
    AddressPool pool =
        pool(
            Map.of(
                "prefixes", List.of("2001:db8::/64", "10.0.0.0/8"),
                "gateway", "none",
                "reserved", List.of("2001:db8::1-2001:db8::ffff:ffff:ffff")));
    assertThat(take(pool, "op").address()).isEqualTo(Prefix.address("2001:db8:0:0:1::"));
    assertThat(take(pool, "op2").gateway()).isNull();
  }

  @Test
  void anAddressIsTakenOnlyWhenTheTransactionCommits() {
    AddressPool pool = pool(Map.of("prefixes", List.of("10.0.0.0/30")));
    assertThatThrownBy(
            () ->
                scope
                    .database()
                    .transact(
                        tx -> {
                          pool.allocate(request(null), op("lost").within(tx)).orElseThrow();
                          throw new IllegalStateException("no");
                        }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(pool.find(op("lost")).orElseThrow()).isEmpty();
    assertThat(take(pool, "op").address()).isEqualTo(Prefix.address("10.0.0.2"));
  }

  @Test
  void tenantsWithTheSamePrefixStayApart() {
    AddressPool mine = pool(Map.of("prefixes", List.of("10.0.0.0/30")));
    TenantScope other = tenants.tenant();
    AddressPool theirs =
        new AddressPool(other, PoolRules.of(options(Map.of("prefixes", List.of("10.0.0.0/30")))));
    take(mine, "op");
    Operation same = TestTenants.operation(other, "op");
    assertThat(theirs.find(same).orElseThrow()).isEmpty();
    assertThat(theirs.allocate(request(null), same).isDone()).isTrue();
    theirs.release(same).orElseThrow();
    assertThat(mine.find(op("op")).orElseThrow()).isPresent();
    assertThatThrownBy(() -> theirs.find(op("op"))).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void allFaultsOfTheOptionsAreNamedAtOnce() {
    Map<String, Object> options =
        Map.of(
            "prefixes", List.of("10.0.0.0/24", "10.0.0.128/25", "10.0.0.1/24", "x"),
            "gateway", "172.16.0.1",
            "reserved", List.of("10.0.0.9-10.0.0.2", "10.9.9.9"));
    assertThatThrownBy(() -> options(options))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(
            "10.0.0.128/25", "10.0.0.1/24", "\"x\"", "172.16.0.1", "10.0.0.9-10.0.0.2", "10.9.9.9");
  }

  @Test
  void fallbacksAreRememberedUntilTheyAreClosed() {
    FallbackLedger ledger = new StoredFallbacks(scope);
    AddressAssignment assignment = take(pool(Map.of("prefixes", List.of("10.0.0.0/24"))), "op");
    ledger.record(op("op"), request("10.0.0.9"), assignment, "503");
    ledger.record(op("op"), request(null), assignment, "again");
    assertThat(ledger.open(scope.id(), 10))
        .containsExactly(
            new FallbackLedger.Entry("op", assignment, request("10.0.0.9"), "503", scope.now()));
    ledger.close(op("op"));
    assertThat(ledger.open(scope.id(), 10)).isEmpty();
  }

  private AddressPool pool(Map<String, Object> options) {
    return new AddressPool(scope, PoolRules.of(options(options)));
  }

  private static Options options(Map<String, Object> options) {
    return Config.of(options).read(root -> root.options(new PoolProvider().options()));
  }

  private AddressAssignment take(AddressPool pool, String operation) {
    return pool.allocate(request(null), op(operation)).orElseThrow();
  }

  private static AddressRequest request(@Nullable String address) {
    return new AddressRequest(
        new CustomerId("jane"), "svc", address == null ? null : Prefix.address(address), null);
  }

  private Operation op(String id) {
    return TestTenants.operation(scope, id);
  }

  private static String code(Outcome<?> outcome) {
    return ((Outcome.Refused<?>) outcome).refusal().code();
  }
}
