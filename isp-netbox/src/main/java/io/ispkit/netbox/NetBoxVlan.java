package io.ispkit.netbox;

import com.fasterxml.jackson.databind.JsonNode;

/** A VLAN object that may be one of ours. */
record NetBoxVlan(long id, int vid, String name, String group, String operation, String etag)
    implements Marked {

  static NetBoxVlan of(JsonNode json, String field, String etag) {
    if (!json.path("id").canConvertToLong() || !json.path("vid").isInt()) {
      throw new IllegalArgumentException("expected a VLAN object");
    }
    return new NetBoxVlan(
        json.path("id").asLong(),
        json.path("vid").asInt(),
        json.path("name").asText(""),
        json.path("group").path("slug").asText(""),
        json.path("custom_fields").path(field).asText(""),
        etag);
  }

  @Override
  public String target() {
    return "vlan " + vid + " of " + group + " (id " + id + ")";
  }

  Vlan given() {
    return new Vlan(vid, name, group, Long.toString(id));
  }
}
