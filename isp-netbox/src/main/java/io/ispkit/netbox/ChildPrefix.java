package io.ispkit.netbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.ispkit.core.address.Prefix;

/** A prefix object that may be one of ours. */
record ChildPrefix(long id, Prefix prefix, String operation, String etag) implements Marked {

  static ChildPrefix of(JsonNode json, String field, String etag) {
    if (!json.path("id").canConvertToLong()) {
      throw new IllegalArgumentException("expected a prefix object");
    }
    return new ChildPrefix(
        json.path("id").asLong(),
        Prefix.parse(json.path("prefix").asText("")),
        json.path("custom_fields").path(field).asText(""),
        etag);
  }

  @Override
  public String target() {
    return "prefix " + prefix + " (id " + id + ")";
  }

  DelegatedPrefix delegated() {
    return new DelegatedPrefix(prefix, Long.toString(id));
  }
}
