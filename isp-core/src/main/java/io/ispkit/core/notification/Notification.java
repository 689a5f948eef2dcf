package io.ispkit.core.notification;

import io.ispkit.core.customer.CustomerId;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message that the business wants a customer to get.
 *
 * @param type what it is about, such as {@code service_activated}; also names the template
 * @param channel channel name such as {@code email}, or null for the tenant's default for this type
 * @param context variables for the template; values are text, numbers, booleans, lists and maps
 */
public record Notification(
    CustomerId customer, String type, @Nullable String channel, Map<String, Object> context) {

  public Notification {
    Objects.requireNonNull(customer, "customer");
    Objects.requireNonNull(type, "type");
    context = Map.copyOf(context);
  }
}
