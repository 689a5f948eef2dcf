package io.ispkit.comms.file;

import io.ispkit.comms.api.Channel;
import io.ispkit.comms.api.ChannelProvider;
import io.ispkit.comms.api.ChannelType;
import io.ispkit.comms.api.ProviderContext;
import io.ispkit.comms.api.mail.MailSender;
import io.ispkit.comms.api.mail.Mailbox;
import io.ispkit.core.config.Option;
import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.config.Options;
import io.ispkit.core.fault.Faults;
import io.ispkit.core.plugin.PluginInfo;
import java.util.List;
import java.util.Set;

/**
 * Writes each message into a file of its own, for any kind of channel: {@code .eml} (RFC 5322) or
 * {@code .json}. A mail program or another system picks them up; without one it is a mailbox for
 * development.
 *
 * <p>The file's name is made from the message id, the file appears under it complete and synced,
 * and a second send of the same message leaves it as it is: so this provider never doubles a
 * message, and can always tell whether it took one.
 */
public final class FileProvider implements ChannelProvider {

  private static final PluginInfo INFO =
      new PluginInfo("file", "File", "0.1.0", "ISP Kit", "Writes one file for each message.");

  private static final OptionSpec SPEC =
      OptionSpec.builder()
          .required("directory", Option.Type.PATH, "Where the files go; made when missing.")
          .choice(
              "format",
              "auto",
              List.of("auto", "eml", "json"),
              "Form of the files; auto: eml for messages with a subject to a mail address.")
          .optional(
              "from",
              Option.Type.TEXT,
              "isp@localhost",
              "From of .eml files, as in \"Acme <service@acme.example>\".")
          .judgedBy(FileProvider::judge)
          .build();

  @Override
  public PluginInfo info() {
    return INFO;
  }

  @Override
  public Set<ChannelType> channels() {
    return Set.of(ANY);
  }

  @Override
  public OptionSpec options() {
    return SPEC;
  }

  /** {@inheritDoc} The directory is made with the first message. */
  @Override
  public Channel open(ProviderContext context) {
    return new FileChannel(
        context.options().path("directory"),
        FileFormat.of(context.options().text("format")),
        new MailSender(Mailbox.parse(context.options().text("from")), null),
        context.clock());
  }

  private static void judge(Options options, Faults faults) {
    String from = options.text("from");
    try {
      Mailbox.parse(from);
    } catch (IllegalArgumentException e) {
      faults.add("from", from, "an e-mail address (" + e.getMessage() + ")");
    }
  }
}
