package io.ispkit.comms.smtp;

import io.ispkit.comms.api.Channel;
import io.ispkit.comms.api.ChannelProvider;
import io.ispkit.comms.api.ChannelType;
import io.ispkit.comms.api.ProviderContext;
import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.plugin.PluginInfo;
import java.util.Set;

/**
 * Sends e-mail over SMTP (RFC 5321), with STARTTLS (RFC 3207) unless told otherwise, on a small
 * pool of connections for each account.
 *
 * <p>The provider message id of an accepted message is what the server said when it took it, such
 * as {@code OK id=1w2Xyz-000Abc-1D}: its queue id stands there. SMTP offers no look-up: a
 * connection lost after the end of a message and before the answer is an unknown outcome.
 */
public final class SmtpProvider implements ChannelProvider {

  private static final PluginInfo INFO =
      new PluginInfo("smtp", "SMTP", "0.1.0", "ISP Kit", "Sends e-mail over SMTP.");

  @Override
  public PluginInfo info() {
    return INFO;
  }

  @Override
  public Set<ChannelType> channels() {
    return Set.of(new ChannelType("email"));
  }

  @Override
  public OptionSpec options() {
    return SmtpOptions.SPEC;
  }

  /**
   * Opens an account; connects with the first message.
   *
   * @throws io.ispkit.core.error.PermanentException options that contradict each other, an address
   *     that is none, or a certificate file that cannot be read: all named at once
   */
  @Override
  public Channel open(ProviderContext context) {
    return new SmtpChannel(SmtpOptions.of(context.options()), context.clock());
  }
}
