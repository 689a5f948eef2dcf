package io.ispkit.workflow.deployment;

import io.ispkit.core.plan.BandwidthPlan;
import io.ispkit.core.rate.BitRate;

/**
 * The speeds of the plan as they were when the order was taken up: a later change is not its
 * matter.
 */
public record PlanRates(BitRate download, BitRate upload) {
  static PlanRates of(BandwidthPlan plan) {
    return new PlanRates(plan.download(), plan.upload());
  }
}
