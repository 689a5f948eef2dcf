package io.ispkit.core.customer;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A customer, as the rest of the library needs to know one.
 *
 * @param name as the customer writes it; no control characters
 * @param email one mailbox, without display name
 * @param phone in E.164 form ({@code +4915112345678}), or null
 * @param language in which messages are written
 * @param address service address, one line
 */
public record Customer(
    CustomerId id,
    String name,
    String email,
    @Nullable String phone,
    Locale language,
    String address) {

  public Customer {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(email, "email");
    Objects.requireNonNull(language, "language");
    Objects.requireNonNull(address, "address");
  }
}
