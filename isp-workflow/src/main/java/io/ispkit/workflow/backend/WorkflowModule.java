package io.ispkit.workflow.backend;

import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.config.Options;
import io.ispkit.core.job.PeriodicJob;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.plugin.PluginInfo;
import io.ispkit.runtime.lane.LaneSpec;
import io.ispkit.runtime.module.IspModule;
import io.ispkit.runtime.module.ModuleContext;
import io.ispkit.runtime.module.TenantServices;
import io.ispkit.workflow.WorkflowDefinitions;
import io.ispkit.workflow.Workflows;
import io.ispkit.workflow.deployment.Deployments;
import io.ispkit.workflow.internal.Engine;
import io.ispkit.workflow.internal.RunsOfTenant;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Adds {@link Workflows} and {@link Deployments} to the backend, and works on the runs of all
 * tenants. Knows the definitions that jars bring as {@link WorkflowDefinitions}; others become
 * known when a run of them is started.
 */
public final class WorkflowModule implements IspModule {

  /**
   * Runs never die: what a step says is the engine's matter, and what is left is a database that is
   * away, which the lane repeats until it is back.
   */
  private static final LaneSpec LANE =
      LaneSpec.of("workflow")
          .withInFlight(256)
          .withRetries(1_000_000, Duration.ofSeconds(1), Duration.ofMinutes(1))
          .withDeadParksKey(false);

  private static final @Nullable String VERSION =
      WorkflowModule.class.getPackage().getImplementationVersion();

  @Override
  public PluginInfo info() {
    return new PluginInfo(
        "workflow",
        "Workflows",
        VERSION == null ? "unpackaged" : VERSION,
        "ISP Kit",
        "Durable workflows, and the one that turns an order into a service.");
  }

  /** {@code confirm_pending}: asks after routers that are not confirmed yet. */
  @Override
  public List<PeriodicJob<TenantServices>> jobs() {
    OptionSpec options =
        OptionSpec.builder()
            .integer("limit", 1, 10_000, "100", "Routers asked after in one round; 1 to 10000.")
            .build();
    return List.of(
        new PeriodicJob<>(
            "confirm_pending",
            "Asks after routers that are not confirmed yet.",
            options,
            WorkflowModule::confirmPending));
  }

  private static Outcome<String> confirmPending(TenantServices tenant, Options options) {
    int limit = Math.toIntExact(options.integer("limit"));
    int confirmed = tenant.get(Deployments.class).confirmPending(limit);
    return Outcome.done(confirmed == 0 ? "" : confirmed + " confirmed");
  }

  @Override
  public void open(ModuleContext context) {
    Engine engine =
        new Engine(
            context.database(),
            context.events(),
            context.clock(),
            context.ids(),
            context.random(),
            context::tenant);
    for (WorkflowDefinitions brought :
        ServiceLoader.load(WorkflowDefinitions.class, context.classLoader())) {
      brought.definitions().forEach(engine::register);
    }
    engine.use(context.lanes().lane(LANE, engine));
    if (context.readOnly()) {
      engine.forgets();
    }
    context.provide(Workflows.class, tenant -> new RunsOfTenant(engine, tenant.id()));
    context.provide(Deployments.class, tenant -> new Deployments(context.database(), tenant));
    context.report("workflows", engine::describe);
  }
}
