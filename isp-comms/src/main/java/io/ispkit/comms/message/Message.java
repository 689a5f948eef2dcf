package io.ispkit.comms.message;

import io.ispkit.comms.api.ChannelType;
import io.ispkit.core.customer.CustomerId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One message to one recipient on one channel, as the log shows it.
 *
 * @param id of the message
 * @param key business key, unique within the tenant
 * @param customer null for a message to a bare address
 * @param template name of the template, or null for a message with content of its own
 * @param templateVersion with which it is rendered, whenever it is sent; null without template
 * @param provider that took it or was tried last; before that the one that is tried first
 * @param account of that provider, as the configuration names it
 * @param reason why it waits, failed or is unknown; null when there is nothing to say
 * @param attempts calls of providers so far
 * @param expiresAt after which it is not sent any more, or null
 */
public record Message(
    String id,
    String key,
    @Nullable CustomerId customer,
    String type,
    String category,
    ChannelType channel,
    String recipient,
    @Nullable String template,
    @Nullable Integer templateVersion,
    Locale language,
    MessageStatus status,
    @Nullable String provider,
    @Nullable String account,
    @Nullable String providerMessageId,
    @Nullable String reason,
    int attempts,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant sentAt,
    Instant updatedAt) {

  /** Names the message, never its recipient. */
  @Override
  public String toString() {
    return "Message[" + id + ", " + type + " by " + channel + ", " + status.text() + "]";
  }
}
