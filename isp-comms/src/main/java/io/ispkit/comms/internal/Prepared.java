package io.ispkit.comms.internal;

import io.ispkit.comms.account.ChannelAccount;
import io.ispkit.comms.template.Template;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a request comes to: decided, checked and ready to be stored.
 *
 * @param account that will be tried first
 * @param template null for words of its own
 * @param json of the {@link MessageBody}
 * @param metadata as JSON
 */
public record Prepared(
    ChannelAccount account,
    String recipient,
    Locale language,
    @Nullable Template template,
    String json,
    String metadata,
    Instant dueAt) {}
