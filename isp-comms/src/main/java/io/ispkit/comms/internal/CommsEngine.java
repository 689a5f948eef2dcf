package io.ispkit.comms.internal;

import io.ispkit.comms.template.TemplateEngine;
import io.ispkit.comms.template.Templates;
import io.ispkit.core.event.EventSink;
import io.ispkit.core.id.IdGenerator;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.lane.Lane;
import io.ispkit.runtime.lane.LaneHandler;
import io.ispkit.runtime.lane.LaneSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The parts of communications that all tenants share, put together.
 *
 * @param templates of a tenant
 */
public record CommsEngine(
    MessageStore messages,
    AttemptStore attempts,
    Enqueuing enqueuing,
    Function<TenantId, Templates> templates) {

  /** The lane of messages. */
  public static final String LANE = "comms";

  /**
   * Puts the parts together and lets the lane be worked.
   *
   * @param lanes registers the handler of a lane
   * @param tenants what the dispatcher needs of a tenant
   * @param loader of the templates that jars ship
   */
  public static CommsEngine over(
      Database database,
      BiFunction<LaneSpec, LaneHandler, Lane> lanes,
      Function<TenantId, TenantComms> tenants,
      EventSink events,
      CommsSettings settings,
      InstantSource clock,
      IdGenerator ids,
      RandomGenerator random,
      ClassLoader loader) {
    MessageStore messages = new MessageStore(database, clock);
    AttemptStore attempts = new AttemptStore(database, clock);
    Dispatcher dispatcher =
        new Dispatcher(
            tenants,
            messages,
            attempts,
            new AccountHealth(database, clock),
            events,
            settings,
            clock,
            ids,
            random);
    // The lane counts only what it cannot understand itself: crashes and faults of ours. Tries of
    // providers are counted in the message's row and slept between.
    LaneSpec spec =
        LaneSpec.of(LANE)
            .withInFlight(settings.inFlight())
            .withRetries(1000, Duration.ofSeconds(1), Duration.ofMinutes(10))
            .withDeadParksKey(false);
    Lane lane = lanes.apply(spec, dispatcher);
    TemplateEngine templates = new TemplateEngine(database, clock, ids, loader);
    return new CommsEngine(
        messages, attempts, new Enqueuing(messages, lane, clock, ids), templates::templates);
  }
}
