package io.ispkit.comms.smtp;

import io.ispkit.comms.api.Channel;
import io.ispkit.comms.api.OutboundMessage;
import io.ispkit.comms.api.SendOutcome;
import io.ispkit.comms.api.mail.MailComposer;
import io.ispkit.comms.api.mail.Mailbox;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/** One account. */
final class SmtpChannel implements Channel {

  private final SmtpOptions options;
  private final InstantSource clock;
  private final SmtpConnections connections;

  SmtpChannel(SmtpOptions options, InstantSource clock) {
    this.options = options;
    this.clock = clock;
    this.connections = new SmtpConnections(options, clock);
  }

  @Override
  public SendOutcome send(OutboundMessage message) {
    Mailbox recipient;
    try {
      recipient = Mailbox.of(message.recipient());
    } catch (IllegalArgumentException e) {
      return new SendOutcome.PermanentRecipient(String.valueOf(e.getMessage()));
    }
    byte[] mail;
    try {
      mail = MailComposer.compose(message, options.sender(), recipient, clock.instant());
    } catch (IllegalArgumentException e) {
      return new SendOutcome.PermanentContent(String.valueOf(e.getMessage()));
    }
    try {
      if (!connections.acquire()) {
        return new SendOutcome.RetryLater("no connection of this account became free", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new SendOutcome.RetryLater("interrupted while waiting for a connection", null);
    }
    try {
      return deliver(mail, recipient);
    } finally {
      connections.release();
    }
  }

  private SendOutcome deliver(byte[] mail, Mailbox recipient) {
    if (!recipient.needsUtf8()) {
      Optional<SmtpConnection> used = connections.reuse();
      if (used.isPresent()) {
        Attempt attempt = transmit(used.get(), mail, recipient);
        if (!attempt.stale()) {
          return attempt.outcome();
        }
        // The server had closed it meanwhile: nothing of this message was handed over.
      }
    }
    SmtpConnection fresh;
    try {
      fresh = connections.dial(recipient.needsUtf8());
    } catch (IOException e) {
      return new SendOutcome.ProviderDown(Failures.describe("cannot connect to", options, e));
    }
    try {
      fresh.open();
    } catch (MessagingException | RuntimeException e) {
      fresh.discard();
      return Failures.ofOpening(fresh, options, e);
    }
    if (recipient.needsUtf8() && !fresh.supportsExtension("SMTPUTF8")) {
      fresh.discard();
      return new SendOutcome.PermanentRecipient(
          "the address needs SMTPUTF8, which the server does not offer");
    }
    return transmit(fresh, mail, recipient).outcome();
  }

  /**
   * @param stale a kept connection failed with its first command, before anything of the message
   */
  private record Attempt(SendOutcome outcome, boolean stale) {}

  private Attempt transmit(SmtpConnection connection, byte[] mail, Mailbox recipient) {
    boolean kept = connection.messages() > 0;
    try {
      connection.send(mail, recipient);
      String said = connection.getLastServerResponse();
      if (recipient.needsUtf8()) {
        connection.discard(); // its session speaks SMTPUTF8 for every message
      } else {
        connections.keep(connection);
      }
      return new Attempt(
          new SendOutcome.Accepted(SmtpReply.oneLine(said.replaceFirst("^250[ -]", ""))), false);
    } catch (MessagingException | RuntimeException e) {
      Optional<SmtpReply> reply = Failures.reply(connection.stage(), e, recipient);
      boolean open =
          connection.stage() == Stage.RECIPIENT && reply.filter(r -> r.code() != 421).isPresent();
      if (open && !recipient.needsUtf8()) {
        connections.keep(connection); // the transport has reset the transaction
      } else {
        connection.discard();
      }
      boolean gone = reply.isEmpty() || reply.get().code() == 421;
      return new Attempt(
          Failures.ofSending(connection.stage(), reply, options, e),
          kept && gone && connection.stage() == Stage.SENDER);
    }
  }

  @Override
  public void close() {
    connections.close();
  }

  @Override
  public String toString() {
    return "SmtpChannel[" + options.host() + ":" + options.port() + "]";
  }
}
