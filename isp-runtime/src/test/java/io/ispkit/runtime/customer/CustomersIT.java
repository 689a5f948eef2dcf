package io.ispkit.runtime.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ispkit.core.change.Change;
import io.ispkit.core.customer.Customer;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.error.PermanentException;
import io.ispkit.runtime.tenant.TenantScope;
import io.ispkit.runtime.tenant.TestTenants;
import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class CustomersIT {

  private static final CustomerId ID = new CustomerId("cust-1");

  private final TestTenants tenants;
  private final TenantScope scope;
  private final Customers customers;

  CustomersIT(TestDatabase place) {
    tenants = new TestTenants(place);
    scope = tenants.tenant();
    customers = new Customers(scope);
  }

  @AfterEach
  void close() {
    tenants.close();
  }

  @Test
  void aRepeatWithEqualContentChangesNothingAndOtherContentUpdates() {
    assertThat(customers.save(jane("1 Main St")).action()).isEqualTo(Change.Action.CREATE);
    assertThat(customers.save(jane("1 Main St")).action()).isEqualTo(Change.Action.NONE);
    Change moved = customers.save(jane("2 Main St"));
    assertThat(moved.action()).isEqualTo(Change.Action.UPDATE);
    assertThat(moved.fields())
        .singleElement()
        .satisfies(f -> assertThat(f.before()).isEqualTo("1 Main St"));
    assertThat(customers.find(ID).orElseThrow().customer()).isEqualTo(jane("2 Main St"));
    assertThat(tenants.types(scope)).containsExactly("customer.created", "customer.updated");
  }

  @Test
  void theSameIdOfAnotherTenantIsSomebodyElse() {
    TenantScope other = tenants.tenant();
    customers.save(jane("here"));
    new Customers(other).save(jane("there"));
    assertThat(customers.find(ID).orElseThrow().customer().address()).isEqualTo("here");
    assertThat(customers.page(null, 10)).hasSize(1);
  }

  @Test
  void manyAtOnceCreateOneCustomer() throws Exception {
    Callable<Change> task = () -> customers.save(jane("1 Main St"));
    List<Change> changes = TestTenants.atOnce(Collections.nCopies(8, task));
    assertThat(changes)
        .extracting(Change::action)
        .containsOnlyOnce(Change.Action.CREATE)
        .doesNotContain(Change.Action.UPDATE);
    assertThat(tenants.types(scope)).containsExactly("customer.created");
  }

  @Test
  void pagesFollowEachOther() {
    for (int i = 0; i < 5; i++) {
      customers.save(
          new Customer(new CustomerId("c" + i), "N", "n@example.com", null, Locale.ENGLISH, "A"));
    }
    List<CustomerAccount> first = customers.page(null, 3);
    List<CustomerAccount> second = customers.page(first.get(2).customer().id(), 3);
    assertThat(first).hasSize(3);
    assertThat(second).extracting(a -> a.customer().id().value()).containsExactly("c3", "c4");
  }

  @Test
  void allFaultsAreNamedAtOnceAndNothingIsWritten() {
    Customer bad =
        new Customer(ID, "Jane\r\nBcc: x", "no mailbox", "123", Locale.ENGLISH, "\u0000");
    assertThatThrownBy(() -> customers.save(bad))
        .isInstanceOf(PermanentException.class)
        .hasMessageContainingAll(".name", ".email", ".phone", ".address");
    assertThat(customers.find(ID)).isEmpty();
  }

  @Test
  void aStatusIsSetOnce() {
    customers.save(jane("1 Main St"));
    assertThat(suspend()).isTrue();
    assertThat(suspend()).isFalse();
    assertThat(customers.find(ID).orElseThrow().status())
        .isEqualTo(CustomerAccount.Status.SUSPENDED);
  }

  private boolean suspend() {
    return scope
        .database()
        .transact(tx -> customers.setStatus(tx, ID, CustomerAccount.Status.SUSPENDED));
  }

  private static Customer jane(String address) {
    return new Customer(
        ID, "Jane Röe", "jane@example.com", "+4915112345678", Locale.GERMAN, address);
  }
}
