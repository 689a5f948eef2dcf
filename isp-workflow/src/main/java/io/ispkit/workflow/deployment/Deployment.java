package io.ispkit.workflow.deployment;

import org.jspecify.annotations.Nullable;

/**
 * The state of a run of {@link TicketToDeployment}: the order, and what each step found or made.
 * What a step has not yet made is null. Holds the passphrase of the wireless network as a secret;
 * the PPPoE password is never in it.
 */
public record Deployment(
    DeploymentOrder order,
    @Nullable PlanRates rates,
    @Nullable SurveyResult survey,
    @Nullable NetworkResult network,
    @Nullable RadiusResult radius,
    @Nullable InstallationResult installation,
    @Nullable CpeResult cpe,
    @Nullable ActivationResult activation,
    @Nullable NotificationResult notification) {

  /** An order that nothing was done about. */
  public static Deployment of(DeploymentOrder order) {
    return new Deployment(order, null, null, null, null, null, null, null, null);
  }

  Deployment with(SurveyResult result) {
    return new Deployment(
        order, rates, result, network, radius, installation, cpe, activation, notification);
  }

  Deployment with(PlanRates pinned, NetworkResult result) {
    return new Deployment(
        order, pinned, survey, result, radius, installation, cpe, activation, notification);
  }

  Deployment with(NetworkResult result) {
    return new Deployment(
        order, rates, survey, result, radius, installation, cpe, activation, notification);
  }

  Deployment with(RadiusResult result) {
    return new Deployment(
        order, rates, survey, network, result, installation, cpe, activation, notification);
  }

  Deployment with(InstallationResult result) {
    return new Deployment(
        order, rates, survey, network, radius, result, cpe, activation, notification);
  }

  Deployment with(CpeResult result) {
    return new Deployment(
        order, rates, survey, network, radius, installation, result, activation, notification);
  }

  Deployment with(ActivationResult result) {
    return new Deployment(
        order, rates, survey, network, radius, installation, cpe, result, notification);
  }

  Deployment with(NotificationResult result) {
    return new Deployment(
        order, rates, survey, network, radius, installation, cpe, activation, result);
  }

  // what a step may rely on, because the steps before it are done

  PlanRates requireRates() {
    return require(rates, "plan rates");
  }

  NetworkResult requireNetwork() {
    return require(network, "network");
  }

  InstallationResult requireInstallation() {
    return require(installation, "installation");
  }

  private static <T> T require(@Nullable T part, String name) {
    if (part == null) {
      throw new IllegalStateException("the deployment has no " + name + " yet");
    }
    return part;
  }
}
