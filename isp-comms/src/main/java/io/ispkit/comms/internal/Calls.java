package io.ispkit.comms.internal;

import io.ispkit.comms.account.ChannelAccount;
import io.ispkit.comms.api.LooksUpMessages;
import io.ispkit.comms.api.OutboundMessage;
import io.ispkit.comms.api.SendOutcome;
import io.ispkit.comms.message.Message;
import io.ispkit.comms.template.Content;
import io.ispkit.comms.template.Template;
import io.ispkit.comms.template.TemplateFault;
import io.ispkit.core.error.RetryableException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls of providers, made without a database connection. Stateless. */
final class Calls {

  private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

  private Calls() {}

  /** Sends; never throws. A provider that throws leaves an unknown outcome. */
  static SendOutcome send(
      TenantComms tenant,
      ChannelAccount account,
      StoredMessage stored,
      @Nullable Template template,
      String attemptId) {
    OutboundMessage outbound;
    try {
      outbound = outbound(tenant, stored, template, attemptId);
    } catch (TemplateFault e) {
      return new SendOutcome.PermanentContent(Objects.toString(e.getMessage(), "bad template"));
    }
    SendOutcome outcome;
    try {
      outcome = account.opened().send(outbound);
    } catch (RuntimeException e) {
      LOG.warn("provider {} threw for {}", account.provider(), outbound, e);
      outcome = new SendOutcome.Unknown("the provider failed: " + e.getClass().getName());
    }
    return outcome instanceof SendOutcome.Unknown unknown && canLookUp(account)
        ? lookUp(account, outbound).orElse(unknown)
        : outcome;
  }

  static boolean canLookUp(ChannelAccount account) {
    return account.opened() instanceof LooksUpMessages;
  }

  /** What became of an attempt; empty when the provider cannot be asked now. */
  static Optional<SendOutcome> lookUp(
      TenantComms tenant,
      ChannelAccount account,
      StoredMessage stored,
      @Nullable Template template,
      String attemptId) {
    try {
      return lookUp(account, outbound(tenant, stored, template, attemptId));
    } catch (TemplateFault e) {
      return Optional.empty();
    }
  }

  private static Optional<SendOutcome> lookUp(ChannelAccount account, OutboundMessage outbound) {
    if (!(account.opened() instanceof LooksUpMessages book)) {
      return Optional.empty();
    }
    try {
      Optional<SendOutcome> found = book.lookUp(outbound);
      return Optional.of(
          found.orElseGet(
              () ->
                  new SendOutcome.RetryLater(
                      "the provider does not know the message", Duration.ZERO)));
    } catch (RetryableException e) {
      return Optional.empty();
    } catch (RuntimeException e) {
      LOG.warn("provider {} threw when asked about {}", account.provider(), outbound, e);
      return Optional.empty();
    }
  }

  private static OutboundMessage outbound(
      TenantComms tenant, StoredMessage stored, @Nullable Template template, String attemptId) {
    Message message = stored.message();
    Content content = stored.body().content();
    if (content == null) {
      if (template == null) {
        throw TemplateFault.gone(Objects.toString(message.template(), "none"));
      }
      content = tenant.templates().render(template, stored.body().context());
    }
    return new OutboundMessage(
        message.id(),
        attemptId,
        message.channel(),
        message.recipient(),
        content.subject(),
        content.text(),
        content.html(),
        List.of(),
        message.language(),
        message.category(),
        stored.metadata());
  }
}
