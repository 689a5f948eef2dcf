package io.ispkit.comms.internal;

import io.ispkit.comms.account.ChannelAccount;
import io.ispkit.comms.message.MessageStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step in the life of a message.
 *
 * @param account that is called now, or null: as before
 * @param counts whether this is one more call of a provider
 * @param startsOver whether the tries begin anew
 * @param dueAt when it is tried again, or null
 */
record Move(
    MessageStatus to,
    @Nullable String reason,
    @Nullable ChannelAccount account,
    boolean counts,
    boolean startsOver,
    @Nullable Instant dueAt,
    @Nullable String providerMessageId) {

  static Move to(MessageStatus status, @Nullable String reason) {
    return new Move(status, reason, null, false, false, null, null);
  }

  static Move sending(ChannelAccount account) {
    return new Move(MessageStatus.SENDING, null, account, true, false, null, null);
  }

  static Move sent(@Nullable String providerMessageId) {
    return new Move(MessageStatus.SENT, null, null, false, false, null, providerMessageId);
  }

  static Move later(String reason, Instant dueAt) {
    return new Move(MessageStatus.QUEUED, reason, null, false, false, dueAt, null);
  }

  static Move again(Instant dueAt) {
    return new Move(MessageStatus.QUEUED, null, null, false, true, dueAt, null);
  }
}
