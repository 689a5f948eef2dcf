package io.ispkit.comms.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call of a provider for a message. Written before the call.
 *
 * @param number 1 for the message's first
 * @param outcome {@code sending} while the call lasts; then {@code accepted}, {@code retry_later},
 *     {@code provider_down}, {@code unknown}, {@code permanent_recipient}, {@code
 *     permanent_content} or {@code permanent_config}
 * @param endedAt null while the call lasts
 */
public record Attempt(
    String id,
    int number,
    String account,
    String provider,
    String outcome,
    @Nullable String reason,
    @Nullable String providerMessageId,
    Instant startedAt,
    @Nullable Instant endedAt) {}
