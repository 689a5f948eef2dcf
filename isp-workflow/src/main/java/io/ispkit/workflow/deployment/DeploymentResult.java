package io.ispkit.workflow.deployment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import io.ispkit.core.change.Change;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where an order stands. As JSON: {@code customer_id}, {@code state}, {@code reason}, {@code steps}
 * and, when something was, {@code undone}.
 *
 * @param runId of the run behind it
 * @param reason why it is not deployed (yet), for a person; null when it is
 * @param steps what each step returned under its name, in order, as plain JSON values; a step that
 *     was undone has the status {@code undone}. Holds no secret
 * @param undone what was put back when the order failed
 */
@JsonPropertyOrder({"customer_id", "state", "reason", "steps", "undone"})
public record DeploymentResult(
    @JsonIgnore String runId,
    @JsonProperty("customer_id") String customerId,
    State state,
    @Nullable String reason,
    Map<String, Map<String, Object>> steps,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Change> undone) {

  /** How an order stands. */
  public enum State {
    DEPLOYED,
    /** All done but the router, which is confirmed later. */
    PENDING,
    /** For the technician, or still under way; the reason tells. */
    WAITING,
    /** Said no before anything was written. */
    REFUSED,
    /** A step failed for good, and what was done is undone. */
    FAILED;

    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public DeploymentResult {
    steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
    undone = List.copyOf(undone);
  }
}
