package io.ispkit.testkit.netbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.testkit.http.FakeReply;
import io.ispkit.testkit.netbox.CommonFields.Values;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Creates and changes VLANs by NetBox's rules of validation. */
final class VlanWrites {

  private static final int MAX_NAME = 64;

  private final FakeNetBox box;
  private final CommonFields common;

  VlanWrites(FakeNetBox box) {
    this.box = box;
    this.common =
        new CommonFields(box, FakeNetBox.VLAN, Set.of("active", "reserved", "deprecated"));
  }

  /** Free VLAN ids, lowest first. */
  IntStream free(VlanGroupObject group) {
    Set<Integer> taken =
        box.vlans.values().stream()
            .filter(v -> v.group().equals(group.slug()))
            .map(VlanObject::vid)
            .collect(Collectors.toSet());
    return IntStream.rangeClosed(group.first(), group.last()).filter(vid -> !taken.contains(vid));
  }

  FakeReply allocate(VlanGroupObject group, JsonNode body) {
    if (!body.has("name")) {
      throw Invalid.field("name", "This field is required.").amongst(0, 1);
    }
    int vid = free(group).findFirst().orElse(0);
    if (vid == 0) {
      throw Invalid.detail(409, "Insufficient resources are available to satisfy the request");
    }
    return reply(201, box.put(read(null, vid, group.slug(), body)));
  }

  FakeReply patch(VlanObject old, JsonNode body) {
    return reply(200, box.put(read(old, old.vid(), old.group(), body)));
  }

  private VlanObject read(@Nullable VlanObject old, int vid, String group, JsonNode body) {
    Values values =
        common.read(
            body,
            old == null
                ? Values.NONE
                : new Values(
                    old.tenant(), old.status(), old.description(), old.tags(), old.customFields()));
    String name = body.path("name").asText(old == null ? "" : old.name());
    if (name.isEmpty()) {
      throw Invalid.field("name", "This field is required.");
    }
    if (name.length() > MAX_NAME) {
      throw Invalid.field("name", "Ensure this field has no more than 64 characters.");
    }
    int id = old == null ? box.nextId() : old.id();
    if (box.vlans.values().stream()
        .anyMatch(v -> v.id() != id && v.group().equals(group) && v.name().equals(name))) {
      throw Invalid.field("__all__", "VLAN with this Group and Name already exists.");
    }
    return new VlanObject(
        id,
        vid,
        name,
        group,
        values.tenant(),
        values.status(),
        values.description(),
        values.tags(),
        values.customFields(),
        box.nextVersion());
  }

  private FakeReply reply(int status, VlanObject written) {
    return box.tagged(FakeReply.json(status, shown(written)), written.version());
  }

  ObjectNode shown(VlanObject vlan) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", vlan.id()).put("vid", vlan.vid()).put("name", vlan.name());
    VlanGroupObject group = box.vlanGroup(vlan.group());
    node.putObject("group").put("id", group.id()).put("slug", group.slug());
    common.show(
        node,
        new Values(
            vlan.tenant(), vlan.status(), vlan.description(), vlan.tags(), vlan.customFields()));
    node.put("last_updated", FakeNetBox.instant(vlan.version()));
    return node;
  }
}
