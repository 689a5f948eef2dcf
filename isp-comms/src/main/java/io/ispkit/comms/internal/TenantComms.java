package io.ispkit.comms.internal;

import io.ispkit.comms.account.TenantChannels;
import io.ispkit.comms.template.Templates;
import io.ispkit.core.customer.Customer;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transaction;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What the engine needs of one tenant.
 *
 * @param language of messages to customers who named none
 * @param customers finds a customer in a transaction
 */
public record TenantComms(
    TenantId id,
    Locale language,
    TenantChannels channels,
    Templates templates,
    BiFunction<Transaction, CustomerId, Optional<Customer>> customers) {}
