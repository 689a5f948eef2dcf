package io.ispkit.quickstart.input;

import io.ispkit.core.customer.Customer;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.device.WifiSettings;
import io.ispkit.core.plan.BandwidthPlan;
import io.ispkit.core.survey.SiteSurvey;
import io.ispkit.core.tenant.TenantId;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A checked orders file: everything in it has the right form, and all ids in it are unique. */
public record OrderBook(
    TenantId tenant,
    List<BandwidthPlan> plans,
    List<Customer> customers,
    List<SurveyEntry> surveys,
    List<TechnicianEntry> technicians,
    List<OrderEntry> orders) {

  /** A survey as the file has it: it gets its id when it is recorded. */
  public record SurveyEntry(
      CustomerId customer,
      SiteSurvey.Status status,
      SiteSurvey.@Nullable Serviceability serviceability,
      @Nullable Instant scheduledAt,
      @Nullable Instant completedAt,
      Map<String, String> data,
      @Nullable String notes) {}

  /** A technician as the file has one. */
  public record TechnicianEntry(String id, String name, String team) {}

  /** An order as the file has it. */
  public record OrderEntry(
      CustomerId customer,
      String location,
      String plan,
      String serial,
      String email,
      @Nullable InetAddress staticAddress,
      @Nullable WifiSettings wifi) {}
}
