package io.ispkit.runtime;

import io.ispkit.core.error.PermanentException;
import io.ispkit.runtime.module.TenantServices;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** What can be had from a tenant, and who makes it. Filled while the backend opens. */
final class Provisions {

  private final Map<Class<?>, Function<TenantServices, ?>> factories = new LinkedHashMap<>();
  private final Map<Class<?>, String> makers = new LinkedHashMap<>();
  private final Set<Class<?>> overridden = new java.util.LinkedHashSet<>();

  /** What the host brings itself; nothing else provides the type then. */
  synchronized <T> void override(Class<T> type, Function<TenantServices, ? extends T> factory) {
    put("the host", type, factory);
    overridden.add(type);
  }

  synchronized <T> void provide(
      String maker, Class<T> type, Function<TenantServices, ? extends T> factory) {
    if (!overridden.contains(type)) {
      put(maker, type, factory);
    }
  }

  private <T> void put(String maker, Class<T> type, Function<TenantServices, ? extends T> factory) {
    if (factories.containsKey(type)) {
      throw new IllegalStateException(
          maker + " provides " + type.getName() + ", as " + makers.get(type) + " does");
    }
    factories.put(type, factory);
    makers.put(type, maker);
  }

  synchronized boolean isOverridden(Class<?> type) {
    return overridden.contains(type);
  }

  synchronized Function<TenantServices, ?> factory(Class<?> type) {
    Function<TenantServices, ?> factory = factories.get(type);
    if (factory == null) {
      Set<String> names = new TreeSet<>();
      factories.keySet().forEach(known -> names.add(known.getSimpleName()));
      throw new PermanentException(
          "nothing provides " + type.getName() + "; there are " + String.join(", ", names));
    }
    return factory;
  }
}
