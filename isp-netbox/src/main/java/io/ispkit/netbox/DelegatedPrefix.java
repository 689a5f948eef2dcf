package io.ispkit.netbox;

import io.ispkit.core.address.Prefix;

/**
 * A prefix that is now held by one operation.
 *
 * @param prefix for Delegated-IPv6-Prefix
 * @param externalId id of the prefix object in NetBox
 */
public record DelegatedPrefix(Prefix prefix, String externalId) {}
