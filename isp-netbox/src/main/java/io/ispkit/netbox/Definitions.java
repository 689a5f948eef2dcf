package io.ispkit.netbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.core.change.Change;
import io.ispkit.core.change.FieldChange;
import io.ispkit.core.http.HttpCall;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The custom field and the tags that must exist in NetBox, for a write that names one that does not
 * is refused as a whole; NetBox 4.4.10 to 4.5.7 pass over an unknown custom field.
 */
final class Definitions {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Something that is not defined, and the call that defines it. */
  record Missing(String target, String remedy, Change change, HttpCall fix) {}

  private final NetBoxApi api;
  private final NetBoxSettings settings;

  Definitions(NetBoxApi api, NetBoxSettings settings) {
    this.api = api;
    this.settings = settings;
  }

  /** What is missing, as far as it can be seen, for a person. */
  List<Lack> lacks() throws CallFailed {
    List<Lack> lacks = new ArrayList<>();
    for (Missing missing : missing(lacks)) {
      lacks.add(Lack.blocking(missing.target(), missing.remedy()));
    }
    return lacks;
  }

  /** What is missing and could be made. */
  List<Missing> missing() throws CallFailed {
    return missing(new ArrayList<>());
  }

  private List<Missing> missing(List<Lack> others) throws CallFailed {
    List<Missing> missing = new ArrayList<>();
    try {
      field(missing, others);
    } catch (CallFailed failed) {
      others.add(Needs.unseen("extras.view_customfield", failed));
    }
    try {
      for (String slug : settings.tags()) {
        tag(slug, missing);
      }
    } catch (CallFailed failed) {
      others.add(Needs.unseen("extras.view_tag", failed));
    }
    return missing;
  }

  private void field(List<Missing> missing, List<Lack> others) throws CallFailed {
    String name = settings.operationField();
    Set<String> models = models();
    String target = "custom field " + name + " on " + String.join(", ", models);
    String remedy =
        "make a custom field " + name + " of type text for " + String.join(", ", models);
    for (JsonNode field : api.list(Listing.of(NetBoxApi.CUSTOM_FIELDS).with("name", name))) {
      if (!field.path("name").asText("").equals(name)) {
        continue;
      }
      String type = field.path("type").path("value").asText("");
      if (!type.equals("text")) {
        others.add(
            Lack.blocking(
                "custom field " + name + " of type text",
                "it is of type " + type + ": set the option operation_field to another"));
        return;
      }
      Set<String> all = new LinkedHashSet<>();
      field.path("object_types").forEach(model -> all.add(model.asText()));
      if (!all.containsAll(models)) {
        all.addAll(models);
        ObjectNode body = JSON.objectNode();
        body.set("object_types", array(all));
        HttpCall fix =
            HttpCall.patch(NetBoxApi.CUSTOM_FIELDS + field.path("id").asLong() + "/")
                .json(body)
                .expectJson()
                .build();
        missing.add(new Missing(target, remedy, Change.update("netbox", target, types(all)), fix));
      }
      return;
    }
    ObjectNode body = JSON.objectNode().put("name", name).put("type", "text");
    body.set("object_types", array(models));
    body.put("label", "ISP operation").put("filter_logic", "exact");
    body.put("description", "Written by ISP Kit: do not edit, it tells whose an object is.");
    HttpCall fix = HttpCall.post(NetBoxApi.CUSTOM_FIELDS).json(body).expectJson().build();
    missing.add(new Missing(target, remedy, Change.create("netbox", target, types(models)), fix));
  }

  private void tag(String slug, List<Missing> missing) throws CallFailed {
    if (!api.list(Listing.of(NetBoxApi.TAGS).with("slug", slug)).isEmpty()) {
      return;
    }
    ObjectNode body = JSON.objectNode().put("name", slug).put("slug", slug);
    String target = "tag " + slug;
    missing.add(
        new Missing(
            target,
            "make a tag with the slug " + slug,
            Change.create("netbox", target),
            HttpCall.post(NetBoxApi.TAGS).json(body).expectJson().build()));
  }

  /** What the configured parts write to. */
  private Set<String> models() {
    Set<String> models = new LinkedHashSet<>();
    models.add("ipam.ipaddress");
    if (!settings.delegatedFrom().isEmpty()) {
      models.add("ipam.prefix");
    }
    if (!settings.vlanGroup().isEmpty()) {
      models.add("ipam.vlan");
    }
    return models;
  }

  private static ArrayNode array(Set<String> texts) {
    ArrayNode array = JSON.arrayNode();
    texts.forEach(array::add);
    return array;
  }

  private static FieldChange types(Set<String> models) {
    return FieldChange.set("object_types", String.join(",", models));
  }
}
