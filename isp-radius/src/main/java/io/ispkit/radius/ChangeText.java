package io.ispkit.radius;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.core.change.Change;
import io.ispkit.core.change.FieldChange;
import io.ispkit.core.fault.Faults;
import io.ispkit.radius.live.AppliedChange;
import io.ispkit.radius.live.LiveNeed;
import io.ispkit.radius.profile.PlanProfile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An {@link AppliedChange} as JSON, for a repeat. Its secrets are hidden already. */
final class ChangeText {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ChangeText() {}

  static String encode(AppliedChange applied) {
    ObjectNode root = JSON.createObjectNode().put("need", applied.need().name());
    root.set("speed", BasisText.plan(applied.speed()));
    root.put("beyond_rates", applied.beyondRates().toString());
    AppliedChange.Before before = applied.before();
    if (before != null) {
      ObjectNode node = root.putObject("before");
      node.set("speed", BasisText.plan(before.speed()));
      node.put("beyond_rates", before.beyondRates().toString());
    }
    ArrayNode changes = root.putArray("changes");
    for (Change change : applied.changes()) {
      ObjectNode node =
          changes
              .addObject()
              .put("system", change.system())
              .put("action", change.action().name())
              .put("target", change.target());
      ArrayNode fields = node.putArray("fields");
      for (FieldChange field : change.fields()) {
        fields
            .addObject()
            .put("name", field.name())
            .put("before", field.before())
            .put("after", field.after());
      }
    }
    return root.toString();
  }

  static AppliedChange decode(String username, String json) {
    try {
      JsonNode root = JSON.readTree(json);
      List<Change> changes = new ArrayList<>();
      for (JsonNode node : root.path("changes")) {
        List<FieldChange> fields = new ArrayList<>();
        for (JsonNode field : node.path("fields")) {
          fields.add(
              new FieldChange(
                  field.path("name").asText(),
                  text(field.path("before")),
                  text(field.path("after"))));
        }
        changes.add(
            new Change(
                node.path("system").asText(),
                Change.Action.valueOf(node.path("action").asText()),
                node.path("target").asText(),
                fields));
      }
      return new AppliedChange(
          username,
          changes,
          LiveNeed.valueOf(root.path("need").asText()),
          BasisText.plan(root.path("speed")),
          beyondRates(root.path("beyond_rates").asText()),
          before(root.path("before")));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("result of a change is no JSON", e);
    }
  }

  private static AppliedChange.@Nullable Before before(JsonNode node) {
    return node.isMissingNode()
        ? null
        : new AppliedChange.Before(
            BasisText.plan(node.path("speed")), beyondRates(node.path("beyond_rates").asText()));
  }

  /** Changes that were written before there was any have none. */
  private static PlanProfile beyondRates(String text) {
    return text.isEmpty()
        ? PlanProfile.NONE
        : PlanProfile.parse(text, "beyond_rates", new Faults())
            .orElseThrow(() -> new IllegalStateException("result of a change says " + text));
  }

  private static @Nullable String text(JsonNode node) {
    return node.isNull() ? null : node.asText();
  }
}
