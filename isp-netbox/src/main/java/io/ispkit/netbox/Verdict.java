package io.ispkit.netbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.ispkit.core.http.HttpAnswer;
import io.ispkit.core.http.HttpListener;
import io.ispkit.core.http.HttpResult;
import io.ispkit.core.http.NoAnswer;
import io.ispkit.core.http.NotSent;
import io.ispkit.core.outcome.Refusal;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges how calls ended. It also hears of every attempt, to know whether an open circuit stands
 * for an outage or for answers that did not come. Thread-safe.
 */
final class Verdict implements HttpListener {

  /** Names under which NetBox tells faults that are of no one field. */
  private static final Set<String> WHOLE = Set.of("detail", "__all__", "non_field_errors");

  private volatile boolean lastWasOutage;
  private volatile @Nullable NetBoxVersion version;

  @Override
  public void attempted(String target, String method, HttpResult result, Duration took) {
    boolean sent = !(result instanceof NotSent notSent) || isConnect(notSent);
    if (sent) {
      lastWasOutage = isOutage(result);
    }
    if (result instanceof HttpAnswer answer) {
      answer.header("api-version").flatMap(NetBoxVersion::parse).ifPresent(told -> version = told);
    }
  }

  /** The version that NetBox told last, if it answered at all. */
  Optional<NetBoxVersion> version() {
    return Optional.ofNullable(version);
  }

  /** Whether the effect of a write that ended so is unknown. */
  static boolean isUnclear(HttpResult result) {
    return result.fold(answer -> answer.status() >= 500, notSent -> false, noAnswer -> true);
  }

  /** Whether a write that ended so may still be at work over there. */
  static boolean mayStillRun(HttpResult result) {
    return result.fold(
        answer -> answer.status() == 504,
        notSent -> false,
        noAnswer ->
            noAnswer.reason() == NoAnswer.Reason.ANSWER_TIMEOUT
                || noAnswer.reason() == NoAnswer.Reason.WRITE_TIMEOUT
                || noAnswer.reason() == NoAnswer.Reason.INTERRUPTED);
  }

  /** The failure of a read, or of a write that is not {@link #isUnclear unclear}. */
  CallFailed failure(HttpResult result) {
    return result.fold(
        this::refusedOrOut,
        notSent -> {
          Refusal refusal = away(notSent.toString(), notSent.retryAfter());
          boolean circuit = notSent.reason() == NotSent.Reason.CIRCUIT_OPEN && lastWasOutage;
          return isConnect(notSent) || circuit
              ? CallFailed.outage(refusal)
              : CallFailed.away(refusal);
        },
        noAnswer -> CallFailed.away(away(noAnswer.toString(), Duration.ZERO)));
  }

  private CallFailed refusedOrOut(HttpAnswer answer) {
    int status = answer.status();
    if (isOutage(answer)) {
      return CallFailed.outage(
          away("NetBox answered " + status, answer.retryAfter().orElse(Duration.ZERO)));
    }
    if (status == 429 || status >= 500) {
      return CallFailed.away(
          away("NetBox answered " + words(answer), answer.retryAfter().orElse(Duration.ZERO)));
    }
    return CallFailed.refused("misconfigured", "NetBox answered " + words(answer));
  }

  private static Refusal away(String message, Duration delay) {
    return delay.isZero()
        ? Refusal.retryLater("netbox_away", message)
        : Refusal.retryLater("netbox_away", message, delay);
  }

  private static boolean isConnect(NotSent notSent) {
    return switch (notSent.reason()) {
      case UNRESOLVED, CONNECTION, CONNECT_TIMEOUT -> true;
      case TLS, CIRCUIT_OPEN, BUSY, INTERRUPTED, CLOSED -> false;
    };
  }

  private static boolean isOutage(HttpResult result) {
    return result.fold(
        answer -> answer.status() == 502 || answer.status() == 503 || answer.status() == 504,
        Verdict::isConnect,
        noAnswer -> false);
  }

  /** Whether NetBox refused an address because another object has it. */
  static boolean isDuplicate(Refusal refusal) {
    return refusal.message().contains("Duplicate IP address");
  }

  /** Status and NetBox's own words; a body that is no JSON is not quoted. */
  static String words(HttpAnswer answer) {
    Set<String> said = new LinkedHashSet<>();
    collect("", answer.json(), said);
    String text = said.isEmpty() ? answer.contentType() : String.join("; ", said);
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return answer.status() + " (" + line.substring(0, Math.min(300, line.length())) + ")";
  }

  /**
   * NetBox tells faults as a list by field; for several objects as a list of such, empty for the
   * ones without a fault; of custom fields one level deeper; and of queries as a list of texts.
   */
  private static void collect(String name, JsonNode json, Set<String> said) {
    if (json.isObject()) {
      json.properties().forEach(field -> collect(field(name, field), field.getValue(), said));
    } else if (json.isArray() && json.path(0).isValueNode()) {
      collect(name, json.get(0), said);
    } else if (json.isArray()) {
      json.forEach(one -> collect(name, one, said));
    } else if (!json.asText("").isEmpty()) {
      said.add(name.isEmpty() ? json.asText() : name + ": " + json.asText());
    }
  }

  private static String field(String name, Map.Entry<String, JsonNode> field) {
    if (WHOLE.contains(field.getKey())) {
      return name;
    }
    return name.isEmpty() ? field.getKey() : name + "." + field.getKey();
  }

  /** The answer when it is a success. */
  Optional<HttpAnswer> success(HttpResult result) {
    return result instanceof HttpAnswer answer && answer.isSuccess()
        ? Optional.of(answer)
        : Optional.empty();
  }
}
