package io.ispkit.comms.template;

import io.ispkit.core.id.IdGenerator;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.runtime.database.Database;
import java.time.InstantSource;

/** Makes the {@link Templates} of each tenant over one cache. Thread-safe. */
public final class TemplateEngine {

  private final Database database;
  private final InstantSource clock;
  private final IdGenerator ids;
  private final ShippedTemplates shipped;
  private final CompiledTemplates compiled = new CompiledTemplates();

  /**
   * @param loader of the templates that jars ship
   */
  public TemplateEngine(
      Database database, InstantSource clock, IdGenerator ids, ClassLoader loader) {
    this.database = database;
    this.clock = clock;
    this.ids = ids;
    this.shipped = new ShippedTemplates(loader);
  }

  public Templates templates(TenantId tenant) {
    return new Templates(new TemplateStore(database, tenant, clock, ids), shipped, compiled);
  }
}
