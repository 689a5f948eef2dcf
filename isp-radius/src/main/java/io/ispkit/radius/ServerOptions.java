package io.ispkit.radius;

import io.ispkit.core.connection.TargetLimits;
import io.ispkit.core.secret.Secret;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A database of the RADIUS server's own.
 *
 * @param limits a call is a transaction; as many connections as calls at a time
 */
record ServerOptions(
    String url, @Nullable String username, @Nullable Secret password, TargetLimits limits) {

  ServerOptions {
    Objects.requireNonNull(url, "url");
  }

  /** {@code h2}, {@code postgresql} or {@code mariadb}; empty when it is none of them. */
  static String product(String url) {
    for (String product : new String[] {"h2", "postgresql", "mariadb"}) {
      if (url.startsWith("jdbc:" + product + ":")) {
        return product;
      }
    }
    return "";
  }

  String product() {
    return product(url);
  }
}
