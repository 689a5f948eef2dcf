package io.ispkit.workflow.deployment;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.ispkit.core.change.Change;
import io.ispkit.core.device.DeviceReport;
import io.ispkit.workflow.RunState;
import io.ispkit.workflow.RunView;
import io.ispkit.workflow.RunView.StepView;
import io.ispkit.workflow.deployment.DeploymentResult.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the result of an order from its run. */
final class DeploymentReport {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private DeploymentReport() {}

  /**
   * The result.
   *
   * @param router where the router stands by now, when that is known better than the run knows it
   */
  static DeploymentResult of(RunView<Deployment> run, Optional<DeviceReport> router) {
    Deployment deployment = run.state();
    CpeResult cpe = router.map(CpeResult::of).orElse(deployment.cpe());
    Set<String> undone =
        run.steps().stream()
            .filter(step -> step.state().equals("undone"))
            .map(StepView::stage)
            .collect(Collectors.toSet());
    Map<String, Map<String, Object>> steps = new LinkedHashMap<>();
    put(steps, SiteSurveyStep.NAME, deployment.survey(), undone);
    put(steps, NetworkStep.NAME, deployment.network(), undone);
    put(steps, RadiusStep.NAME, deployment.radius(), undone);
    put(steps, InstallationStep.NAME, deployment.installation(), undone);
    put(steps, CpeStep.NAME, cpe, undone);
    put(steps, ActivationStep.NAME, deployment.activation(), undone);
    put(steps, NotificationStep.NAME, deployment.notification(), undone);
    List<Change> changes = run.steps().stream().flatMap(step -> step.undone().stream()).toList();
    return new DeploymentResult(
        run.id(),
        deployment.order().customer().value(),
        state(run.runState(), cpe),
        reason(run, cpe),
        steps,
        changes);
  }

  private static State state(RunState state, @Nullable CpeResult cpe) {
    return switch (state) {
      case COMPLETED -> cpe != null && cpe.pending() ? State.PENDING : State.DEPLOYED;
      case REFUSED -> State.REFUSED;
      case FAILED -> State.FAILED;
      case RUNNING, WAITING, RETRYING, PAUSED, UNDOING -> State.WAITING;
    };
  }

  private static @Nullable String reason(RunView<Deployment> run, @Nullable CpeResult cpe) {
    return switch (run.runState()) {
      case COMPLETED -> cpe == null ? null : cpe.detail();
      case REFUSED, FAILED -> run.reason();
      case WAITING -> waiting(run.state().installation());
      case RUNNING -> "under way: " + run.stage();
      case UNDOING -> "being undone: " + run.stage();
      case RETRYING -> run.stage() + " is repeated: " + run.reason();
      case PAUSED -> run.stage() + " stopped, a person must decide: " + run.reason();
    };
  }

  private static String waiting(@Nullable InstallationResult visit) {
    return visit == null
        ? "waiting"
        : "installation " + visit.ticketNumber() + " is due " + visit.scheduledDate();
  }

  private static void put(
      Map<String, Map<String, Object>> steps,
      String name,
      @Nullable Record result,
      Set<String> undone) {
    if (result == null) {
      return;
    }
    Map<String, Object> values =
        JSON.convertValue(result, new TypeReference<LinkedHashMap<String, Object>>() {});
    values.remove("detail"); // stands in the reason
    if (undone.contains(name)) {
      values.put("status", "undone");
    }
    steps.put(name, values);
  }
}
