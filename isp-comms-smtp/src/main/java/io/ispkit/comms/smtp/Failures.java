package io.ispkit.comms.smtp;

import io.ispkit.comms.api.SendOutcome;
import io.ispkit.comms.api.mail.Mailbox;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/** What an exception of the transport means for the message. */
final class Failures {

  private Failures() {}

  /** Before any message: nothing was handed over, whatever happened. */
  static SendOutcome ofOpening(SmtpConnection connection, SmtpOptions options, Exception e) {
    boolean login = connection.stage() == Stage.AUTH || e instanceof AuthenticationFailedException;
    Stage stage = login ? Stage.AUTH : Stage.GREETING;
    int code = connection.getLastReturnCode();
    if (code >= 400) {
      return SmtpReply.of(stage, code, connection.getLastServerResponse(), "").outcome();
    }
    boolean answered = code > 0; // 0: no answer came; -1: the connection ended
    if (login && answered) {
      return new SendOutcome.PermanentConfig(
          "no way to log in to " + options.host() + ": " + words(e));
    }
    return new SendOutcome.ProviderDown(describe("no session with", options, e));
  }

  static SendOutcome ofSending(
      Stage stage, Optional<SmtpReply> reply, SmtpOptions options, Exception e) {
    if (reply.isPresent()) {
      return reply.get().outcome();
    }
    if (stage == Stage.END) {
      return new SendOutcome.Unknown(
          describe("no answer to the end of the message from", options, e));
    }
    return new SendOutcome.ProviderDown(describe("lost the connection to", options, e));
  }

  /** The refusing reply behind the exception, if the server gave one. */
  static Optional<SmtpReply> reply(Stage stage, Exception exception, Mailbox recipient) {
    @Nullable Exception e = exception;
    for (int depth = 0; e != null && depth < 10; depth++) {
      int code = 0;
      if (e instanceof SMTPSendFailedException failed) {
        code = failed.getReturnCode();
      } else if (e instanceof SMTPAddressFailedException failed) {
        code = failed.getReturnCode();
      }
      if (code >= 400 && code < 600) {
        String said = String.valueOf(e.getMessage());
        return Optional.of(SmtpReply.of(stage, code, said, recipient.address()));
      }
      e = e instanceof MessagingException mail ? mail.getNextException() : null;
    }
    return Optional.empty();
  }

  static String describe(String what, SmtpOptions options, Exception e) {
    return what + " " + options.host() + ":" + options.port() + ": " + words(e);
  }

  /** The innermost cause says it best; its type stands for it when it says nothing. */
  private static String words(Exception e) {
    Throwable cause = e;
    for (int depth = 0; cause.getCause() != null && depth < 10; depth++) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return SmtpReply.oneLine(
        cause.getClass().getSimpleName() + (message == null ? "" : ": " + message));
  }
}
