package io.ispkit.netbox;

import io.ispkit.core.address.Prefix;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the gateway of a prefix is found: NetBox itself has no notion of one.
 *
 * @param field custom field of the prefix, for {@link Kind#CUSTOM_FIELD}
 */
record GatewayRule(Kind kind, @Nullable String field) {

  enum Kind {
    NONE,
    FIRST,
    LAST,
    CUSTOM_FIELD
  }

  private static final String FIELD = "custom_field:";

  static Optional<GatewayRule> parse(String text) {
    if (text.startsWith(FIELD)) {
      String name = text.substring(FIELD.length());
      return name.matches("[a-z0-9_]{1,50}")
          ? Optional.of(new GatewayRule(Kind.CUSTOM_FIELD, name))
          : Optional.empty();
    }
    return switch (text) {
      case "none" -> Optional.of(new GatewayRule(Kind.NONE, null));
      case "first" -> Optional.of(new GatewayRule(Kind.FIRST, null));
      case "last" -> Optional.of(new GatewayRule(Kind.LAST, null));
      default -> Optional.empty();
    };
  }

  /** The gateway where the prefix alone tells it. */
  Optional<InetAddress> byConvention(Prefix prefix) {
    return switch (kind) {
      case FIRST -> prefix.first();
      case LAST -> prefix.last();
      case NONE, CUSTOM_FIELD -> Optional.empty();
    };
  }
}
