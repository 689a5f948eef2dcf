package io.ispkit.testkit.netbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields that most models of NetBox have, by its rules of validation. */
final class CommonFields {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** What an object has of them. */
  record Values(
      @Nullable String tenant,
      String status,
      String description,
      Set<String> tags,
      Map<String, String> customFields) {

    static final Values NONE = new Values(null, "active", "", Set.of(), Map.of());
  }

  private final FakeNetBox box;
  private final String model;
  private final Set<String> statuses;

  /**
   * For one model.
   *
   * @param model as NetBox names it, such as {@code ipam.ipaddress}
   */
  CommonFields(FakeNetBox box, String model, Set<String> statuses) {
    this.box = box;
    this.model = model;
    this.statuses = statuses;
  }

  /** What an object that has {@code old} has after {@code body} was written to it. */
  Values read(JsonNode body, Values old) {
    String status = body.path("status").asText(old.status());
    if (!statuses.contains(status)) {
      throw Invalid.field("status", status + " is not a valid choice.");
    }
    String description = body.path("description").asText(old.description());
    if (description.length() > 200) {
      throw Invalid.field("description", "Ensure this field has no more than 200 characters.");
    }
    return new Values(tenant(body, old), status, description, tags(body, old), custom(body, old));
  }

  private @Nullable String tenant(JsonNode body, Values old) {
    if (!body.has("tenant")) {
      return old.tenant();
    }
    JsonNode wanted = body.get("tenant");
    if (wanted.isNull()) {
      return null;
    }
    if (wanted.isTextual()) {
      throw Invalid.field(
          "tenant",
          "Related objects must be referenced by numeric ID or by dictionary of attributes. Received"
              + " an unrecognized value: "
              + wanted.asText());
    }
    return box.tenants.stream()
        .filter(
            slug -> slug.equals(wanted.path("slug").asText("")) || id(slug) == wanted.asLong(-1))
        .findFirst()
        .orElseThrow(
            () ->
                Invalid.field(
                    "tenant", "Related object not found using the provided attributes: " + wanted));
  }

  /** A write replaces the whole set. */
  private Set<String> tags(JsonNode body, Values old) {
    if (!body.has("tags")) {
      return old.tags();
    }
    Set<String> tags = new LinkedHashSet<>();
    for (JsonNode tag : body.path("tags")) {
      String slug = tag.path("slug").asText("");
      if (!box.tags.contains(slug)) {
        throw Invalid.field(
            "tags", "Related object not found using the provided attributes: " + tag);
      }
      tags.add(slug);
    }
    return tags;
  }

  /** A write merges by key. */
  private Map<String, String> custom(JsonNode body, Values old) {
    Map<String, String> fields = new LinkedHashMap<>(old.customFields());
    for (var field : body.path("custom_fields").properties()) {
      if (!box.fieldsOf(model).contains(field.getKey())) {
        switch (box.unknownFields()) {
          case REFUSED_BY_NAME ->
              throw Invalid.customField(
                  field.getKey(),
                  "Custom field '" + field.getKey() + "' does not exist for this object type.");
          case REFUSED_AS_A_WHOLE ->
              throw Invalid.field(
                  "__all__", "Unknown field name '" + field.getKey() + "' in custom field data.");
          case PASSED_OVER -> {
            continue;
          }
        }
      }
      if (field.getValue().isNull()) {
        fields.remove(field.getKey());
      } else {
        fields.put(field.getKey(), field.getValue().asText());
      }
    }
    return fields;
  }

  void show(ObjectNode node, Values values) {
    node.set("status", choice(values.status()));
    node.set("tenant", brief("slug", values.tenant()));
    node.put("description", values.description());
    var tags = node.putArray("tags");
    values.tags().forEach(slug -> tags.addObject().put("slug", slug));
    ObjectNode fields = node.putObject("custom_fields");
    box.fieldsOf(model).forEach(name -> fields.put(name, values.customFields().get(name)));
    values.customFields().forEach(fields::put);
  }

  static ObjectNode choice(String value) {
    String label = value.substring(0, 1).toUpperCase(Locale.ROOT) + value.substring(1);
    return JSON.objectNode().put("value", value).put("label", label);
  }

  static JsonNode brief(String key, @Nullable String value) {
    return value == null ? JSON.nullNode() : JSON.objectNode().put("id", id(value)).put(key, value);
  }

  /** Related objects of which only the name is kept have an id made from it. */
  static long id(String value) {
    return value.hashCode() & 0xFFFFFFL;
  }
}
