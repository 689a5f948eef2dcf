package io.ispkit.comms.api;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One rendered message to one recipient on one channel, as a {@link Channel} gets it.
 *
 * @param messageId of the message; the same in every attempt
 * @param attemptId of this attempt; a provider with an idempotency key or an own reference field
 *     sends it there
 * @param recipient an address in the channel's own form
 * @param subject one line, or null when the channel has none
 * @param text plain text; always there
 * @param html the same in HTML, or null
 * @param language in which it is written
 * @param category {@code billing}, {@code service}, {@code marketing} … in lower case
 * @param metadata further fields for the provider, as its documentation says
 */
public record OutboundMessage(
    String messageId,
    String attemptId,
    ChannelType channel,
    String recipient,
    @Nullable String subject,
    String text,
    @Nullable String html,
    List<Attachment> attachments,
    Locale language,
    String category,
    Map<String, String> metadata) {

  public OutboundMessage {
    Objects.requireNonNull(messageId, "messageId");
    Objects.requireNonNull(attemptId, "attemptId");
    Objects.requireNonNull(channel, "channel");
    Objects.requireNonNull(recipient, "recipient");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(language, "language");
    Objects.requireNonNull(category, "category");
    attachments = List.copyOf(attachments);
    metadata = Map.copyOf(metadata);
  }

  /** Names the message, never its content or recipient. */
  @Override
  public String toString() {
    return "OutboundMessage[" + messageId + ", attempt " + attemptId + ", " + channel + "]";
  }
}
