package io.ispkit.testkit.netbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.testkit.http.FakeReply;
import io.ispkit.testkit.netbox.FakeNetBox.CustomField;
import io.ispkit.testkit.netbox.NetBoxApi.Call;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Tenants, tags and custom fields: what an administrator sets up. */
final class SiteRoutes {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final FakeNetBox box;
  private final Pages pages;

  SiteRoutes(FakeNetBox box) {
    this.box = box;
    this.pages = new Pages(box);
  }

  FakeReply serve(Call call) {
    return switch (call.list()) {
      case "/api/tenancy/tenants/" -> slugs(call, box.tenants);
      case "/api/extras/tags/" -> slugs(call, box.tags);
      default -> customFields(call);
    };
  }

  private FakeReply slugs(Call call, Set<String> slugs) {
    if (call.id().isPresent()) {
      String one =
          slugs.stream()
              .filter(slug -> CommonFields.id(slug) == call.id().get())
              .findFirst()
              .orElseThrow(() -> Invalid.detail(404, "No object matches the given query."));
      if (call.is("DELETE")) {
        slugs.remove(one);
        return FakeReply.text(204, "");
      }
      return FakeReply.json(200, shown(one));
    }
    if (call.is("GET")) {
      NetBoxFilters filters = new NetBoxFilters(box, call.request());
      List<ObjectNode> all =
          slugs.stream().filter(s -> filters.accepts("slug", s)).map(SiteRoutes::shown).toList();
      return pages.of(call.request(), all);
    }
    JsonNode body = call.request().json();
    for (String field : List.of("name", "slug")) {
      if (body.path(field).asText("").isEmpty()) {
        throw Invalid.field(field, "This field is required.");
      }
    }
    String slug = body.path("slug").asText();
    if (!slugs.add(slug)) {
      throw Invalid.field("slug", "An object with this slug already exists.");
    }
    return FakeReply.json(201, shown(slug));
  }

  private static ObjectNode shown(String slug) {
    return JSON.objectNode().put("id", CommonFields.id(slug)).put("name", slug).put("slug", slug);
  }

  private FakeReply customFields(Call call) {
    if (call.id().isPresent()) {
      CustomField one =
          box.customFields.values().stream()
              .filter(f -> CommonFields.id(f.name()) == call.id().get())
              .findFirst()
              .orElseThrow(() -> Invalid.detail(404, "No CustomField matches the given query."));
      return switch (call.request().method()) {
        case "GET" -> FakeReply.json(200, shown(one));
        case "PATCH" -> write(one.name(), one.type(), call.request().json(), 200);
        case "DELETE" -> {
          box.customFields.remove(one.name());
          yield FakeReply.text(204, "");
        }
        default -> call.notAllowed();
      };
    }
    if (call.is("GET")) {
      NetBoxFilters filters = new NetBoxFilters(box, call.request());
      return pages.of(
          call.request(),
          box.customFields.values().stream()
              .filter(f -> filters.accepts("name", f.name()))
              .map(SiteRoutes::shown)
              .toList());
    }
    JsonNode body = call.request().json();
    String name = body.path("name").asText("");
    if (!name.matches("[A-Za-z0-9_]{1,50}")) {
      throw Invalid.field("name", "Only alphanumeric characters and underscores are allowed.");
    }
    if (box.customFields.containsKey(name)) {
      throw Invalid.field("name", "custom field with this name already exists.");
    }
    return write(name, body.path("type").asText("text"), body, 201);
  }

  private FakeReply write(String name, String type, JsonNode body, int status) {
    if (!body.path("object_types").isArray()) {
      throw Invalid.field("object_types", "This field is required.");
    }
    Set<String> models = new LinkedHashSet<>();
    body.path("object_types").forEach(model -> models.add(model.asText()));
    CustomField written = new CustomField(name, type, models);
    box.customFields.put(name, written);
    return FakeReply.json(status, shown(written));
  }

  private static ObjectNode shown(CustomField field) {
    ObjectNode node = JSON.objectNode().put("id", CommonFields.id(field.name()));
    node.put("name", field.name());
    node.putObject("type").put("value", field.type()).put("label", field.type());
    var models = node.putArray("object_types");
    field.models().forEach(models::add);
    return node;
  }
}
