package io.ispkit.quickstart.input;

import io.ispkit.core.customer.Customer;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.plan.BandwidthPlan;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.runtime.survey.SurveyEntry;
import io.ispkit.runtime.ticket.Technician;
import io.ispkit.workflow.deployment.DeploymentOrder;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A checked orders file: everything in it has the right form, and all ids in it are unique. */
public record OrderBook(
    TenantId tenant,
    List<BandwidthPlan> plans,
    List<Customer> customers,
    List<SurveyEntry> surveys,
    List<Technician> technicians,
    List<DeploymentOrder> orders) {

  public OrderBook {
    plans = List.copyOf(plans);
    customers = List.copyOf(customers);
    surveys = List.copyOf(surveys);
    technicians = List.copyOf(technicians);
    orders = List.copyOf(orders);
  }

  /** Whether it holds every customer and plan that its orders name. */
  public boolean isSelfContained() {
    Set<CustomerId> known =
        customers.stream().map(Customer::id).collect(Collectors.toUnmodifiableSet());
    Set<String> codes =
        plans.stream().map(BandwidthPlan::code).collect(Collectors.toUnmodifiableSet());
    return orders.stream()
        .allMatch(order -> known.contains(order.customer()) && codes.contains(order.plan()));
  }
}
