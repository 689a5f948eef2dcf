package io.ispkit.runtime.lane;

import io.ispkit.core.tenant.TenantId;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An item to be put into a lane.
 *
 * @param key items of one key (of one tenant, in one lane) run in the order of their insertion, one
 *     at a time, 1 to 255 characters; null: unordered
 * @param priority 0 (first) to 9 (last)
 * @param delay before it is due, by the database's clock; zero: at once
 * @param bodyVersion version of the body's form, 1 or more: a newer program must still read older
 *     bodies
 * @param body JSON text, at most 1 MiB
 */
public record NewItem(
    TenantId tenant,
    @Nullable String key,
    int priority,
    Duration delay,
    int bodyVersion,
    String body) {

  /** The priority of ordinary work. */
  public static final int NORMAL = 5;

  private static final int MAX_BODY = 1 << 20;

  public NewItem {
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(delay, "delay");
    Objects.requireNonNull(body, "body");
    if (priority < 0 || priority > 9) {
      throw new IllegalArgumentException("priority " + priority + " is not in 0..9");
    }
    if (key != null && (key.isEmpty() || key.length() > 255)) {
      throw new IllegalArgumentException("key: expected 1 to 255 characters, got " + key.length());
    }
    if (body.length() > MAX_BODY) {
      throw new IllegalArgumentException("body: expected at most 1 MiB, got " + body.length());
    }
    if (bodyVersion < 1) {
      throw new IllegalArgumentException("body version " + bodyVersion + " is less than 1");
    }
  }

  /** An item that is due at once, with ordinary priority and body version 1. */
  public static NewItem of(TenantId tenant, @Nullable String key, String body) {
    return new NewItem(tenant, key, NORMAL, Duration.ZERO, 1, body);
  }
}
