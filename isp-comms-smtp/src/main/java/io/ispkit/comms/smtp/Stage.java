package io.ispkit.comms.smtp;

/** How far a message got; decides what a failure or a refusing reply means. */
enum Stage {
  /** Connecting, greeting, EHLO, STARTTLS. */
  GREETING,
  AUTH,
  /** MAIL FROM. */
  SENDER,
  /** RCPT TO. */
  RECIPIENT,
  /** DATA and the content: the server must not deliver before it saw the end. */
  CONTENT,
  /** The end of the content was, or may have been, written. */
  END
}
