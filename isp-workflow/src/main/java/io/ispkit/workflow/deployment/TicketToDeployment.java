package io.ispkit.workflow.deployment;

import io.ispkit.workflow.Definition;
import io.ispkit.workflow.RetryPolicy;
import io.ispkit.workflow.StateCodec;
import io.ispkit.workflow.WorkflowDefinitions;
import java.util.List;

/**
 * The workflow {@code isp_ticket_to_deployment}: survey, address and user name, RADIUS subscriber,
 * installation, wait for the technician, router, activation, message. Its steps use the ports of
 * isp-core, as the tenant's adapters implement them; start it through {@link Deployments}.
 */
public final class TicketToDeployment implements WorkflowDefinitions {

  public static final String NAME = "isp_ticket_to_deployment";

  /** Version 1: the stages in their order. */
  public static final Definition<Deployment> DEFINITION =
      Definition.named(NAME, 1, StateCodec.revealing(Deployment.class))
          .about(state -> state.order().customer().value())
          .retry(RetryPolicy.DEFAULT)
          .step(new SiteSurveyStep())
          .step(new NetworkStep())
          .step(new RadiusStep())
          .step(new InstallationStep())
          .waitFor(
              InstallationStep.COMPLETED,
              InstallationStep::isCompleted,
              (state, data, context) -> state.with(state.requireInstallation().completed()))
          .step(new CpeStep())
          .step(new ActivationStep())
          .step(new NotificationStep())
          .build();

  @Override
  public List<Definition<?>> definitions() {
    return List.of(DEFINITION);
  }
}
