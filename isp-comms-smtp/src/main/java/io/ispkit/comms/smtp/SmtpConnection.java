package io.ispkit.comms.smtp;

import io.ispkit.comms.api.mail.Mailbox;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * One connection, which knows how far the present message got. Confined to the thread that borrowed
 * it.
 */
final class SmtpConnection extends SMTPTransport {

  private final SmtpOptions options;
  private final Socket socket;
  private Stage stage = Stage.GREETING;
  private int messages;
  private Instant lastUse = Instant.MIN;

  private SmtpConnection(SmtpOptions options, Session session, URLName url, Socket socket) {
    super(session, url);
    this.options = options;
    this.socket = socket;
  }

  /** Ready to greet on a connected socket. */
  static SmtpConnection over(Socket socket, SmtpOptions options, boolean utf8) {
    Properties settings = new Properties();
    settings.setProperty("mail.smtp.from", options.envelopeSender().address());
    settings.setProperty("mail.smtp.quitwait", "false");
    settings.setProperty("mail.smtp.sendpartial", "false");
    settings.setProperty("mail.mime.allowutf8", Boolean.toString(utf8));
    if (options.tls() == SmtpOptions.Tls.STARTTLS) {
      settings.setProperty("mail.smtp.starttls.enable", "true");
      settings.setProperty("mail.smtp.starttls.required", "true");
      settings.setProperty("mail.smtp.ssl.checkserveridentity", "true");
      settings.put("mail.smtp.ssl.socketFactory", options.sockets());
    }
    SmtpOptions.Login login = options.login();
    if (login != null) {
      settings.setProperty("mail.smtp.auth", "true");
      settings.setProperty("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
    }
    Session session = Session.getInstance(settings);
    URLName url =
        new URLName(
            "smtp",
            options.host(),
            options.port(),
            null,
            login == null ? null : login.username(),
            login == null ? null : login.password().reveal());
    SmtpConnection connection = new SmtpConnection(options, session, url, socket);
    String helo = options.heloName();
    connection.setLocalHost(helo == null ? literal(socket.getLocalAddress()) : helo);
    return connection;
  }

  /** Greeting, EHLO, STARTTLS, EHLO, AUTH. */
  void open() throws MessagingException {
    connect(socket);
    if (options.login() != null && !supportsExtension("AUTH")) {
      stage = Stage.AUTH;
      throw new MessagingException("the server offers no AUTH on this connection");
    }
  }

  /** Sends one message; sets {@link #stage} as it goes. */
  void send(byte[] mail, Mailbox recipient) throws MessagingException {
    stage = Stage.SENDER;
    messages++;
    InternetAddress to = new InternetAddress();
    to.setAddress(recipient.address());
    sendMessage(new RawMail(session, mail), new Address[] {to});
  }

  Stage stage() {
    return stage;
  }

  int messages() {
    return messages;
  }

  void used(Instant now) {
    lastUse = now;
  }

  boolean isIdleFor(Duration limit, Instant now) {
    return !lastUse.plus(limit).isAfter(now);
  }

  /** Says goodbye without waiting for the answer; never fails. */
  void discard() {
    try {
      close();
    } catch (MessagingException e) {
      // The connection is gone either way.
    }
    try {
      socket.close();
    } catch (IOException e) {
      // As above.
    }
  }

  @Override
  protected void rcptTo() throws MessagingException {
    stage = Stage.RECIPIENT;
    super.rcptTo();
  }

  @Override
  protected OutputStream data() throws MessagingException {
    stage = Stage.CONTENT;
    return super.data();
  }

  @Override
  protected void finishData() throws IOException, MessagingException {
    socket.setSoTimeout(Math.toIntExact(options.timeouts().accept().toMillis()));
    stage = Stage.END;
    super.finishData();
    socket.setSoTimeout(Math.toIntExact(options.timeouts().read().toMillis()));
  }

  /** RFC 5321 section 4.1.3. */
  private static String literal(InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    String bare = zone < 0 ? text : text.substring(0, zone);
    return address instanceof Inet6Address ? "[IPv6:" + bare + "]" : "[" + bare + "]";
  }
}
