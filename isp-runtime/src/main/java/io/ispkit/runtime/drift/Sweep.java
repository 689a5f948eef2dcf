package io.ispkit.runtime.drift;

import io.ispkit.core.outcome.Refusal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a sweep over a whole tenant came to. The drifts themselves were handed out on the way.
 *
 * @param services how many services were compared
 * @param things how many things of other systems were looked at in search of strays
 * @param drifts how many drifts were handed out
 * @param unread the systems that could not be read, or not to their end, and why
 */
public record Sweep(long services, long things, long drifts, Map<String, Refusal> unread) {

  public Sweep {
    unread = Collections.unmodifiableMap(new LinkedHashMap<>(unread));
  }
}
