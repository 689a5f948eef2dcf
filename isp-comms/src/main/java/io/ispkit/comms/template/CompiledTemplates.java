package io.ispkit.comms.template;

import io.ispkit.core.tenant.TenantId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The compiled templates used last, of all tenants; at most 1,000. Thread-safe. */
final class CompiledTemplates {

  private static final int KEPT = 1000;

  private record Key(
      TenantId tenant, String name, String channel, Locale language, int version, int content) {}

  private final Map<Key, CompiledTemplate> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, CompiledTemplate> eldest) {
          return size() > KEPT;
        }
      };

  CompiledTemplate of(TenantId tenant, Template template) {
    Key key =
        new Key(
            tenant,
            template.name(),
            template.channel().name(),
            template.language(),
            template.version(),
            template.content().hashCode());
    synchronized (kept) {
      CompiledTemplate known = kept.get(key);
      if (known != null) {
        return known;
      }
    }
    CompiledTemplate compiled = CompiledTemplate.of(template.content());
    synchronized (kept) {
      kept.put(key, compiled);
    }
    return compiled;
  }
}
