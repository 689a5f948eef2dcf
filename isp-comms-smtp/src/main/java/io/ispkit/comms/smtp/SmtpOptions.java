package io.ispkit.comms.smtp;

import static io.ispkit.core.config.Option.Type.PATH;
import static io.ispkit.core.config.Option.Type.SECRET;
import static io.ispkit.core.config.Option.Type.TEXT;

import io.ispkit.comms.api.mail.MailSender;
import io.ispkit.comms.api.mail.Mailbox;
import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.config.Options;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.fault.Fault;
import io.ispkit.core.fault.Faults;
import io.ispkit.core.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** What one account needs to know, checked together. */
record SmtpOptions(
    String host,
    int port,
    Tls tls,
    SSLSocketFactory sockets,
    @Nullable Login login,
    MailSender sender,
    Mailbox envelopeSender,
    @Nullable String heloName,
    Timeouts timeouts,
    Pool pool) {

  enum Tls {
    NONE,
    STARTTLS,
    IMPLICIT
  }

  record Login(String username, Secret password) {}

  record Timeouts(Duration connect, Duration read, Duration write, Duration accept) {}

  record Pool(int connections, int messagesPerConnection, Duration idle) {}

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTES = Duration.ofMinutes(5);
  private static final Duration HOUR = Duration.ofHours(1);

  static final OptionSpec SPEC =
      OptionSpec.builder()
          .required("host", TEXT, "Name or address of the server.")
          .integer(
              "port",
              0,
              65_535,
              "0",
              "Port; 0: 587 with starttls, 465 with implicit, 25 without TLS.")
          .choice(
              "tls",
              "starttls",
              List.of("starttls", "implicit", "none"),
              "How the connection is protected; starttls is then required of the server.")
          .optional(
              "trusted_certificates",
              PATH,
              "PEM file with the certificates to trust instead of those of the Java runtime.")
          .optional("username", TEXT, "User name for AUTH; with password.")
          .optional("password", SECRET, "Password for AUTH; with username.")
          .required(
              "from", TEXT, "From, as in service@isp.example or \"ISP <service@isp.example>\".")
          .optional("from_name", TEXT, "Display name in From, when from is a bare address.")
          .optional("reply_to", TEXT, "Address in Reply-To.")
          .optional("envelope_sender", TEXT, "Where bounces go; default: the From address.")
          .optional("helo_name", TEXT, "Our host name in EHLO; default: our address literal.")
          .duration("connect_timeout", SECOND, MINUTES, "10s", "To connect, TLS included.")
          .duration("read_timeout", SECOND, HOUR, "1m", "For an answer to a command.")
          .duration("write_timeout", SECOND, HOUR, "1m", "For one write to be taken.")
          .duration(
              "accept_timeout",
              SECOND,
              HOUR,
              "5m",
              "For the answer to the end of a message; RFC 5321 advises 10m.")
          .integer("max_connections", 1, 100, "4", "Connections at once.")
          .integer("messages_per_connection", 1, 5000, "100", "After which it is closed.")
          .duration("idle_timeout", SECOND, MINUTES, "30s", "Before an idle connection closes.")
          .judgedBy(SmtpOptions::read)
          .build();

  /**
   * Makes the options.
   *
   * @throws PermanentException they are no good, such as a certificate file that is gone by now
   */
  static SmtpOptions of(Options options) {
    Faults faults = new Faults();
    return read(options, faults)
        .orElseThrow(
            () ->
                new PermanentException(options.origin() + ":\n" + Faults.describe(faults.list())));
  }

  /** Empty when faults were noted. */
  private static Optional<SmtpOptions> read(Options options, Faults faults) {
    Tls tls =
        switch (options.text("tls")) {
          case "none" -> Tls.NONE;
          case "implicit" -> Tls.IMPLICIT;
          default -> Tls.STARTTLS;
        };
    String host = options.text("host");
    faults.checkLine("host", host, 253);
    Optional<Mailbox> from =
        mailbox(faults, "from", options.optionalText("from_name"), options.text("from"));
    Optional<Mailbox> replyTo =
        options
            .optionalText("reply_to")
            .flatMap(text -> mailbox(faults, "reply_to", Optional.empty(), text));
    Optional<Mailbox> envelope =
        options
            .optionalText("envelope_sender")
            .flatMap(text -> mailbox(faults, "envelope_sender", Optional.empty(), text));
    Optional<String> helo = options.optionalText("helo_name");
    helo.filter(name -> !name.matches("[A-Za-z0-9.:\\[\\]-]{1,253}"))
        .ifPresent(name -> faults.add("helo_name", name, "a host name or an address literal"));
    Timeouts timeouts =
        new Timeouts(
            options.duration("connect_timeout"),
            options.duration("read_timeout"),
            options.duration("write_timeout"),
            options.duration("accept_timeout"));
    Pool pool =
        new Pool(
            (int) options.integer("max_connections"),
            (int) options.integer("messages_per_connection"),
            options.duration("idle_timeout"));
    int port = (int) options.integer("port");
    Login login = login(faults, options);
    SSLSocketFactory sockets =
        TrustedSockets.sockets(options.optionalPath("trusted_certificates"), faults);
    if (!faults.isEmpty() || from.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new SmtpOptions(
            host,
            port == 0 ? usualPort(tls) : port,
            tls,
            sockets,
            login,
            new MailSender(from.get(), replyTo.orElse(null)),
            envelope.orElse(from.get()),
            helo.orElse(null),
            timeouts,
            pool));
  }

  private static int usualPort(Tls tls) {
    return switch (tls) {
      case NONE -> 25;
      case STARTTLS -> 587;
      case IMPLICIT -> 465;
    };
  }

  private static @Nullable Login login(Faults faults, Options options) {
    Optional<String> username = options.optionalText("username");
    Optional<Secret> password = options.optionalSecret("password");
    if (username.isPresent() != password.isPresent()) {
      faults.add(
          username.isPresent() ? "password" : "username",
          "",
          "both username and password, or neither");
    }
    return username.isPresent() && password.isPresent()
        ? new Login(username.get(), password.get())
        : null;
  }

  private static Optional<Mailbox> mailbox(
      Faults faults, String place, Optional<String> name, String address) {
    try {
      Mailbox mailbox = name.isPresent() ? Mailbox.of(name.get(), address) : Mailbox.parse(address);
      if (!mailbox.needsUtf8()) {
        return Optional.of(mailbox);
      }
      faults.add(place, address, "an address of ASCII characters before the '@'");
    } catch (IllegalArgumentException e) {
      faults.add(new Fault(place, address, "an e-mail address (" + e.getMessage() + ")"));
    }
    return Optional.empty();
  }
}
