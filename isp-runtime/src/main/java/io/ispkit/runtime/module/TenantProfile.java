package io.ispkit.runtime.module;

import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is particular to a tenant and needed everywhere.
 *
 * @param zone in which its office hours, visits and ticket dates are meant
 * @param language of messages to customers who named none
 * @param realm appended to user names as {@code name@realm}, or null; lower case
 * @param domain under which customers' addresses are named, such as {@code dyn.example.net}, or
 *     null; lower case, without a dot at either end
 * @param currency of prices that name none
 */
public record TenantProfile(
    ZoneId zone,
    Locale language,
    @Nullable String realm,
    @Nullable String domain,
    Currency currency) {

  public TenantProfile {
    Objects.requireNonNull(zone, "zone");
    Objects.requireNonNull(language, "language");
    Objects.requireNonNull(currency, "currency");
  }

  /** The realm, when the tenant has one. */
  public Optional<String> optionalRealm() {
    return Optional.ofNullable(realm);
  }

  /** The customers' domain, when the tenant has one. */
  public Optional<String> optionalDomain() {
    return Optional.ofNullable(domain);
  }
}
