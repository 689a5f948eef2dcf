package io.ispkit.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ispkit.core.change.Change;
import io.ispkit.core.change.FieldChange;
import io.ispkit.workflow.RunPlan;
import io.ispkit.workflow.deployment.DeploymentOrder;
import io.ispkit.workflow.deployment.DeploymentResult;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Prints results: a table for people, or JSON for programs. */
final class Printer {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final PrintStream out;

  Printer(PrintStream out) {
    this.out = out;
  }

  void table(List<DeploymentResult> results) {
    for (DeploymentResult result : results) {
      out.printf(
          Locale.ROOT,
          "%-12s %-11s %-15s %-28s %s%n",
          result.customerId(),
          result.state().text(),
          network(result, "ip_address"),
          network(result, "username"),
          note(result));
    }
    Map<String, Integer> counts = new TreeMap<>();
    results.forEach(result -> counts.merge(result.state().text(), 1, Integer::sum));
    List<String> parts = new ArrayList<>();
    counts.forEach((state, count) -> parts.add(count + " " + state));
    out.println(results.size() + " orders: " + String.join(", ", parts));
  }

  void json(List<DeploymentResult> orders) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("orders", orders);
    write(document);
  }

  void plan(DeploymentOrder order, RunPlan plan) {
    out.println(order.customer() + "  " + order.plan() + "  " + order.serial());
    for (RunPlan.PlannedStep step : plan.steps()) {
      for (Change change : step.changes()) {
        out.println(
            "  "
                + step.step()
                + ": "
                + change.system()
                + " "
                + change.action().name().toLowerCase(Locale.ROOT)
                + " "
                + change.target());
        for (FieldChange field : change.fields()) {
          out.println(
              "      "
                  + field.name()
                  + ": "
                  + value(field.before())
                  + " -> "
                  + value(field.after()));
        }
      }
    }
    if (plan.refusal() != null) {
      out.println("  refused: " + plan.refusal());
    }
  }

  void planJson(List<DeploymentOrder> orders, List<RunPlan> plans) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (int i = 0; i < orders.size(); i++) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("customer_id", orders.get(i).customer().value());
      entry.put(
          "refused",
          plans.get(i).refusal() == null ? null : String.valueOf(plans.get(i).refusal()));
      entry.put("steps", plans.get(i).steps());
      list.add(entry);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("plan", list);
    write(document);
  }

  private void write(Map<String, Object> document) {
    try {
      out.println(JSON.writeValueAsString(document));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String note(DeploymentResult result) {
    if (result.reason() != null) {
      return result.undone().isEmpty()
          ? result.reason()
          : result.reason() + " (undone: " + result.undone().size() + " changes)";
    }
    return "";
  }

  private static String network(DeploymentResult result, String key) {
    Object value = result.steps().getOrDefault("network", Map.of()).get(key);
    return value == null || result.state() == DeploymentResult.State.FAILED ? "" : value.toString();
  }

  private static String value(@org.jspecify.annotations.Nullable String text) {
    return text == null ? "(none)" : text;
  }
}
