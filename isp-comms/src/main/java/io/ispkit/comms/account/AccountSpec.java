package io.ispkit.comms.account;

import io.ispkit.comms.api.ChannelProvider;
import io.ispkit.comms.api.ChannelType;
import io.ispkit.core.config.Options;

/**
 * One account as the configuration has it, its options checked.
 *
 * @param name tells the accounts of a channel apart
 * @param contact which of a customer's contacts the channel reaches, such as {@code email} or
 *     {@code phone}
 */
public record AccountSpec(
    String name, ChannelType channel, String contact, ChannelProvider provider, Options options) {}
