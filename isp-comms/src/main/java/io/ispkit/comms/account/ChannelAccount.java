package io.ispkit.comms.account;

import io.ispkit.comms.api.Channel;
import io.ispkit.comms.api.ChannelType;

/**
 * An account that is open.
 *
 * @param name tells the accounts of a channel apart
 * @param provider id of its provider
 */
public record ChannelAccount(
    String name, ChannelType channel, String contact, String provider, Channel opened) {}
