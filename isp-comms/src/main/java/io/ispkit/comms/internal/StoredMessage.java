package io.ispkit.comms.internal;

import io.ispkit.comms.message.Message;
import java.util.Map;

/**
 * A message with what is needed to send it.
 *
 * @param tries calls of providers since it was last queued by somebody
 */
record StoredMessage(Message message, MessageBody body, Map<String, String> metadata, int tries) {}
