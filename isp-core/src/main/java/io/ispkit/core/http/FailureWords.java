package io.ispkit.core.http;

import io.ispkit.core.secret.Secret;
import io.ispkit.core.text.PrintableText;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.Collection;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Puts the client's exceptions into our words, and keeps secrets out of them. */
final class FailureWords {

  private static final int SHORTEST_MASKED = 8;
  private static final Pattern QUOTE = Pattern.compile("(?s)[\\[\"].*");

  private FailureWords() {}

  static Throwable unwrap(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause != null
            && (failure instanceof CompletionException || failure instanceof ExecutionException)
        ? unwrap(cause)
        : failure;
  }

  static NotSent.Reason reasonNotSent(Throwable failure) {
    if (failure instanceof HttpConnectTimeoutException) {
      return NotSent.Reason.CONNECT_TIMEOUT;
    }
    if (has(failure, UnresolvedAddressException.class)
        || has(failure, UnknownHostException.class)) {
      return NotSent.Reason.UNRESOLVED;
    }
    return has(failure, SSLException.class) ? NotSent.Reason.TLS : NotSent.Reason.CONNECTION;
  }

  static NoAnswer.Reason reasonNoAnswer(Throwable failure) {
    if (has(failure, BoundedBody.TooLarge.class)) {
      return NoAnswer.Reason.TOO_LARGE;
    }
    if (has(failure, SSLException.class)) {
      return NoAnswer.Reason.TLS;
    }
    return has(failure, ProtocolException.class) || has(failure, IllegalArgumentException.class)
        ? NoAnswer.Reason.MALFORMED
        : NoAnswer.Reason.RESET;
  }

  /**
   * Whether the failure alone proves that the connection never stood. Our own refusal of a
   * certificate does. A TLS failure of another kind does not: in TLS 1.3 a server may refuse the
   * client's certificate after the client has sent its request.
   */
  static boolean provesNoConnection(Throwable failure) {
    return failure instanceof ConnectException
        || failure instanceof HttpConnectTimeoutException
        || has(failure, CertificateException.class);
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> type) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return true;
      }
    }
    return false;
  }

  /** Class and message of the failure and of what caused it, with every secret masked. */
  static String describe(Throwable failure, Collection<Secret> secrets) {
    StringBuilder text = new StringBuilder(failure.getClass().getSimpleName());
    String last = "";
    for (Throwable t = failure; t != null; t = t.getCause()) {
      String message = withoutQuotes(t.getMessage());
      if (!message.isEmpty() && !last.contains(message)) {
        text.append(": ").append(message);
        last = message;
      }
    }
    String shown = text.toString();
    for (Secret secret : secrets) {
      if (secret.reveal().length() >= SHORTEST_MASKED) {
        shown = shown.replace(secret.reveal(), "***");
      }
    }
    return shown;
  }

  /** The JDK's messages quote what the server sent, after a bracket or a quotation mark. */
  private static String withoutQuotes(@Nullable String message) {
    String kept = message == null ? "" : QUOTE.matcher(message).replaceFirst("").strip();
    return PrintableText.isLine(kept) ? kept : "";
  }
}
