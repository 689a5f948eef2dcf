package io.ispkit.quickstart;

import io.ispkit.core.change.Change;
import io.ispkit.core.fault.Faults;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.quickstart.input.BadInputException;
import io.ispkit.quickstart.input.OrderBook;
import io.ispkit.runtime.customer.Customers;
import io.ispkit.runtime.module.TenantServices;
import io.ispkit.runtime.plan.Plans;
import io.ispkit.runtime.survey.Surveys;
import io.ispkit.runtime.ticket.Technicians;
import io.ispkit.workflow.deployment.DeploymentOrder;
import io.ispkit.workflow.deployment.Deployments;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Brings an orders file into the backend: first what the orders refer to, then the orders
 * themselves.
 */
final class Fulfilment {

  private final TenantServices tenant;
  private final OrderBook book;

  Fulfilment(TenantServices tenant, OrderBook book) {
    this.tenant = tenant;
    this.book = book;
  }

  TenantServices tenant() {
    return tenant;
  }

  /** The orders in the order of the file. */
  List<DeploymentOrder> orders() {
    return book.orders();
  }

  /**
   * Checks what the file alone cannot tell: that every order names a customer and a plan that the
   * file or the backend has.
   *
   * @throws BadInputException with every fault
   */
  void checkReferences() {
    Faults faults = new Faults();
    Set<String> customers = new HashSet<>();
    book.customers().forEach(customer -> customers.add(customer.id().value()));
    Set<String> plans = new HashSet<>();
    book.plans().forEach(plan -> plans.add(plan.code()));
    for (int i = 0; i < book.orders().size(); i++) {
      DeploymentOrder order = book.orders().get(i);
      String place = "orders[" + i + "].context.";
      if (!customers.contains(order.customer().value()) && !isKnownCustomer(order)) {
        faults.add(
            place + "customer_id",
            order.customer().value(),
            "a customer of this file or one known before");
      }
      if (!plans.contains(order.plan()) && tenant.get(Plans.class).find(order.plan()).isEmpty()) {
        faults.add(
            place + "bandwidth_plan", order.plan(), "a plan of this file or one known before");
      }
    }
    if (!faults.isEmpty()) {
      throw new BadInputException("orders", faults.list());
    }
  }

  /** Writes everything that the orders refer to; returns how much of it was new or changed. */
  int load(Transaction transaction) {
    List<Change> changes = new ArrayList<>();
    book.plans().forEach(plan -> changes.add(tenant.get(Plans.class).save(transaction, plan)));
    book.customers()
        .forEach(customer -> changes.add(tenant.get(Customers.class).save(transaction, customer)));
    book.surveys()
        .forEach(survey -> changes.add(tenant.get(Surveys.class).record(transaction, survey)));
    book.technicians()
        .forEach(
            technician -> changes.add(tenant.get(Technicians.class).save(transaction, technician)));
    return (int) changes.stream().filter(c -> c.action() != Change.Action.NONE).count();
  }

  /** Starts every order that was not started before; returns how many that were. */
  int start(Transaction transaction) {
    Deployments deployments = tenant.get(Deployments.class);
    int started = 0;
    for (DeploymentOrder order : book.orders()) {
      if (deployments.status(order.key()).isEmpty()) {
        started++;
      }
      deployments.start(transaction, order);
    }
    return started;
  }

  private boolean isKnownCustomer(DeploymentOrder order) {
    return tenant.get(Customers.class).find(order.customer()).isPresent();
  }
}
