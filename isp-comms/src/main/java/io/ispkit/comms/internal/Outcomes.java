package io.ispkit.comms.internal;

import io.ispkit.comms.api.SendOutcome;
import org.jspecify.annotations.Nullable;

/** How outcomes stand in the tables. */
final class Outcomes {

  private static final int MAX_ID = 512;
  private static final int MAX_REASON = 2000;

  private Outcomes() {}

  static String name(SendOutcome outcome) {
    if (outcome instanceof SendOutcome.Accepted) {
      return "accepted";
    }
    if (outcome instanceof SendOutcome.RetryLater) {
      return "retry_later";
    }
    if (outcome instanceof SendOutcome.ProviderDown) {
      return "provider_down";
    }
    if (outcome instanceof SendOutcome.Unknown) {
      return "unknown";
    }
    if (outcome instanceof SendOutcome.PermanentRecipient) {
      return "permanent_recipient";
    }
    return outcome instanceof SendOutcome.PermanentContent
        ? "permanent_content"
        : "permanent_config";
  }

  static @Nullable String reason(SendOutcome outcome) {
    String reason;
    if (outcome instanceof SendOutcome.RetryLater later) {
      reason = later.reason();
    } else if (outcome instanceof SendOutcome.ProviderDown down) {
      reason = down.reason();
    } else if (outcome instanceof SendOutcome.Unknown unknown) {
      reason = unknown.reason();
    } else if (outcome instanceof SendOutcome.PermanentRecipient refused) {
      reason = refused.reason();
    } else if (outcome instanceof SendOutcome.PermanentContent refused) {
      reason = refused.reason();
    } else if (outcome instanceof SendOutcome.PermanentConfig refused) {
      reason = refused.reason();
    } else {
      return null;
    }
    return cut(reason, MAX_REASON);
  }

  static @Nullable String providerMessageId(SendOutcome outcome) {
    return outcome instanceof SendOutcome.Accepted accepted
        ? accepted.providerId().map(id -> cut(id, MAX_ID)).orElse(null)
        : null;
  }

  // PostgreSQL takes no NUL in a text, and a provider's words must not stop the recording.
  private static String cut(String text, int max) {
    String clean = text.replace('\u0000', '?');
    return clean.length() <= max ? clean : clean.substring(0, max);
  }
}
