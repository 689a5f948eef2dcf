package io.ispkit.quickstart.input;

import io.ispkit.core.customer.Customer;
import io.ispkit.core.plan.BandwidthPlan;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.runtime.survey.SurveyEntry;
import io.ispkit.runtime.ticket.Technician;
import io.ispkit.workflow.deployment.DeploymentOrder;
import java.util.List;

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
}
