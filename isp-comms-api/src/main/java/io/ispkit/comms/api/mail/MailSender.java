package io.ispkit.comms.api.mail;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf e-mails are written.
 *
 * @param from shown to the recipient; its domain also ends the message ids
 * @param replyTo where answers go, or null: to {@code from}
 */
public record MailSender(Mailbox from, @Nullable Mailbox replyTo) {

  public MailSender {
    Objects.requireNonNull(from, "from");
  }
}
