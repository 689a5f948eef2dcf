package io.ispkit.netbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.core.change.FieldChange;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Renders what all objects of ours have: status, tenant, description, tags and our mark. */
final class CommonBody {

  /** NetBox refuses longer descriptions. */
  private static final int MAX_DESCRIPTION = 200;

  /** The status of what was released and is kept for a while. */
  static final String QUARANTINED = "deprecated";

  /** How its description begins; the mark that it had follows. */
  static final String RELEASED = "released, was of operation ";

  private final NetBoxSettings settings;

  CommonBody(NetBoxSettings settings) {
    this.settings = settings;
  }

  /** The tenant is not inherited from what an object is taken from, so it is named. */
  ObjectNode of(String serviceId, CustomerId customer, Operation operation) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("status", "active");
    body.putObject("tenant").put("slug", settings.tenant());
    body.put("description", description(serviceId, customer));
    return marked(body, operation);
  }

  /** Adds our tags, and the mark of an operation. */
  ObjectNode marked(ObjectNode body, Operation operation) {
    if (!settings.tags().isEmpty()) {
      var tags = body.putArray("tags");
      settings.tags().forEach(slug -> tags.addObject().put("slug", slug));
    }
    body.putObject("custom_fields").put(settings.operationField(), Marks.mark(operation));
    return body;
  }

  /** The same for a plan. */
  List<FieldChange> fields(String serviceId, CustomerId customer, Operation operation) {
    List<FieldChange> fields = new ArrayList<>();
    fields.add(FieldChange.set("status", "active"));
    fields.add(FieldChange.set("tenant", settings.tenant()));
    fields.add(FieldChange.set("description", description(serviceId, customer)));
    if (!settings.tags().isEmpty()) {
      fields.add(FieldChange.set("tags", String.join(",", settings.tags())));
    }
    fields.add(FieldChange.set(settings.operationField(), Marks.mark(operation)));
    return fields;
  }

  /** Takes status and mark from an object. */
  ObjectNode freed(String status, String description) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("status", status);
    body.put("description", cut(description));
    body.putObject("custom_fields").putNull(settings.operationField());
    return body;
  }

  /** Keeps a released object until {@link Quarantine#end}. */
  ObjectNode quarantined(String mark) {
    return freed(QUARANTINED, RELEASED + mark);
  }

  /** The mark that an object of a tenant had, by the description that {@link #quarantined} left. */
  static Optional<String> releasedMark(String description, TenantId tenant) {
    return description.startsWith(RELEASED + tenant + "/") && description.length() < MAX_DESCRIPTION
        ? Optional.of(description.substring(RELEASED.length()))
        : Optional.empty();
  }

  static String description(String serviceId, CustomerId customer) {
    return cut(serviceId + " (customer " + customer + ")");
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(MAX_DESCRIPTION, text.length()));
  }
}
