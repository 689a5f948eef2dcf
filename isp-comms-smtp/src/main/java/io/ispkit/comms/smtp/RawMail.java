package io.ispkit.comms.smtp;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;

/** Octets that are a mail already, in the form that the transport asks for. */
final class RawMail extends MimeMessage {

  private final byte[] octets;

  RawMail(Session session, byte[] octets) {
    super(session);
    this.octets = octets;
  }

  @Override
  public void writeTo(OutputStream out, String[] ignored) throws IOException {
    out.write(octets);
    out.flush();
  }
}
