package io.ispkit.workflow.deployment;

import io.ispkit.core.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * The state of a run of {@link TicketToDeployment}: the order, and what each step found or made.
 * What a step has not yet made is null. Holds as secrets the passphrase of the wireless network and
 * the PPPoE password, which the directory may keep as a hash only: from here the router and the
 * customer get it.
 *
 * @param password of the subscriber, made before the directory is called; null before that, and in
 *     runs that began when it was not kept here
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
    @Nullable NotificationResult notification,
    @Nullable Secret password) {

  /** An order that nothing was done about. */
  public static Deployment of(DeploymentOrder order) {
    return new Deployment(order, null, null, null, null, null, null, null, null, null);
  }

  Deployment with(SurveyResult result) {
    return new Deployment(
        order,
        rates,
        result,
        network,
        radius,
        installation,
        cpe,
        activation,
        notification,
        password);
  }

  Deployment with(PlanRates pinned, NetworkResult result) {
    return new Deployment(
        order,
        pinned,
        survey,
        result,
        radius,
        installation,
        cpe,
        activation,
        notification,
        password);
  }

  Deployment with(NetworkResult result) {
    return new Deployment(
        order,
        rates,
        survey,
        result,
        radius,
        installation,
        cpe,
        activation,
        notification,
        password);
  }

  Deployment with(RadiusResult result) {
    return new Deployment(
        order,
        rates,
        survey,
        network,
        result,
        installation,
        cpe,
        activation,
        notification,
        password);
  }

  Deployment with(InstallationResult result) {
    return new Deployment(
        order, rates, survey, network, radius, result, cpe, activation, notification, password);
  }

  Deployment with(CpeResult result) {
    return new Deployment(
        order,
        rates,
        survey,
        network,
        radius,
        installation,
        result,
        activation,
        notification,
        password);
  }

  Deployment with(ActivationResult result) {
    return new Deployment(
        order, rates, survey, network, radius, installation, cpe, result, notification, password);
  }

  Deployment with(NotificationResult result) {
    return new Deployment(
        order, rates, survey, network, radius, installation, cpe, activation, result, password);
  }

  Deployment with(Secret made) {
    return new Deployment(
        order, rates, survey, network, radius, installation, cpe, activation, notification, made);
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
