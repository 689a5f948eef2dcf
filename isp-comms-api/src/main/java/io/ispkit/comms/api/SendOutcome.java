package io.ispkit.comms.api;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How handing one message to a provider ended. Tells whose fault a failure was, and so what happens
 * next. Texts hold no secret and no message content.
 */
public sealed interface SendOutcome {

  /** The provider took the message. Wait for callbacks, if it has any. */
  record Accepted(@Nullable String providerMessageId) implements SendOutcome {
    public Optional<String> providerId() {
      return Optional.ofNullable(providerMessageId);
    }
  }

  /**
   * Certainly not processed (rate limit, greylisting, full queue): the same provider may be tried
   * again, or another one.
   *
   * @param delay the least delay, or null for the usual back-off
   */
  record RetryLater(String reason, @Nullable Duration delay) implements SendOutcome {
    public RetryLater {
      Objects.requireNonNull(reason, "reason");
    }

    public Optional<Duration> retryAfter() {
      return Optional.ofNullable(delay);
    }
  }

  /**
   * Not reachable, and nothing was written: another provider may be tried at once, without risk of
   * a duplicate.
   */
  record ProviderDown(String reason) implements SendOutcome {
    public ProviderDown {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * May have been sent. Not repeated before it was looked up, or as the policy of the message's
   * category says.
   */
  record Unknown(String reason) implements SendOutcome {
    public Unknown {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * The recipient's fault (bad address, opted out): no repeat, no failover, not held against the
   * provider's health.
   */
  record PermanentRecipient(String reason) implements SendOutcome {
    public PermanentRecipient {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** The message's fault (too long, refused markup): no repeat. */
  record PermanentContent(String reason) implements SendOutcome {
    public PermanentContent {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * The account's fault (credentials, sender, credit): no repeat here; another provider, and a
   * person is told.
   */
  record PermanentConfig(String reason) implements SendOutcome {
    public PermanentConfig {
      Objects.requireNonNull(reason, "reason");
    }
  }
}
