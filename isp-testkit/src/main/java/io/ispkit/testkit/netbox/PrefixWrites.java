package io.ispkit.testkit.netbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.core.address.Prefix;
import io.ispkit.testkit.http.FakeReply;
import io.ispkit.testkit.netbox.CommonFields.Values;
import java.math.BigInteger;
import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Creates and changes prefixes by NetBox's rules of validation. */
final class PrefixWrites {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final FakeNetBox box;
  private final CommonFields common;

  PrefixWrites(FakeNetBox box) {
    this.box = box;
    this.common =
        new CommonFields(
            box, FakeNetBox.PREFIX, Set.of("container", "active", "reserved", "deprecated"));
  }

  FakeReply create(JsonNode body) {
    Prefix prefix;
    try {
      prefix = Prefix.parse(body.path("prefix").asText(""));
    } catch (IllegalArgumentException wrong) {
      throw Invalid.field("prefix", "Invalid IP prefix format: " + body.path("prefix"));
    }
    return made(prefix, null, body);
  }

  FakeReply allocate(PrefixObject parent, JsonNode body) {
    if (!body.path("prefix_length").isInt()) {
      throw length("this field can not be missing");
    }
    int length = body.path("prefix_length").asInt();
    int family = parent.prefix.network() instanceof Inet4Address ? 4 : 6;
    if (length > (family == 4 ? 32 : 128)) {
      throw length("Invalid prefix length (" + length + ") for IPv" + family);
    }
    // As NetBox does: of the first free block, lowest first, that is large enough.
    Prefix free =
        blocks(parent).stream()
            .filter(block -> block.length() <= length)
            .map(block -> new Prefix(block.network(), length))
            .findFirst()
            .orElseThrow(
                () ->
                    Invalid.detail(
                        409, "Insufficient resources are available to satisfy the request"));
    return made(free, parent.vrf, body);
  }

  /** A text and no list, but of one object in a list, though one was asked for. */
  private static Invalid length(String message) {
    return Invalid.text("prefix_length", message).amongst(0, 1);
  }

  /** The free blocks of {@code parent}, as large as they can be, lowest first. */
  ArrayNode available(PrefixObject parent) {
    ArrayNode list = JSON.arrayNode();
    blocks(parent)
        .forEach(
            block ->
                list.addObject()
                    .put("family", block.network().getAddress().length == 4 ? 4 : 6)
                    .put("prefix", block.toString())
                    .set("vrf", CommonFields.brief("rd", parent.vrf)));
    return list;
  }

  private List<Prefix> blocks(PrefixObject parent) {
    List<Prefix> taken =
        box.prefixes.stream()
            .filter(p -> p != parent && Objects.equals(p.vrf, parent.vrf))
            .map(p -> p.prefix)
            .filter(p -> p.length() >= parent.prefix.length())
            .toList();
    List<Prefix> free = new ArrayList<>();
    collect(parent.prefix, taken, free);
    return free;
  }

  private static void collect(Prefix block, List<Prefix> taken, List<Prefix> free) {
    if (taken.stream().anyMatch(t -> t.length() <= block.length() && t.contains(block.network()))) {
      return;
    }
    if (taken.stream().noneMatch(t -> block.contains(t.network()))) {
      free.add(block);
      return;
    }
    BigInteger half = block.size().shiftRight(1);
    collect(new Prefix(block.network(), block.length() + 1), taken, free);
    collect(new Prefix(block.at(half), block.length() + 1), taken, free);
  }

  private FakeReply made(Prefix prefix, @Nullable String vrf, JsonNode body) {
    Values values = common.read(body, Values.NONE);
    PrefixObject made = new PrefixObject(box.nextId(), prefix, values.tenant());
    made.vrf = vrf;
    made.pool = body.path("is_pool").asBoolean(false);
    write(made, values);
    box.prefixes.add(made);
    return reply(201, made);
  }

  FakeReply patch(PrefixObject old, JsonNode body) {
    write(old, common.read(body, values(old)));
    return reply(200, old);
  }

  private void write(PrefixObject object, Values values) {
    object.status = values.status();
    object.description = values.description();
    object.tags.clear();
    object.tags.addAll(values.tags());
    object.customFields.clear();
    object.customFields.putAll(values.customFields());
    object.version = box.nextVersion();
  }

  private static Values values(PrefixObject object) {
    return new Values(
        object.tenant,
        object.status,
        object.description,
        Set.copyOf(object.tags),
        object.customFields());
  }

  private FakeReply reply(int status, PrefixObject object) {
    return box.tagged(FakeReply.json(status, shown(object)), object.version);
  }

  ObjectNode shown(PrefixObject prefix) {
    ObjectNode node = JSON.objectNode();
    node.put("id", prefix.id).put("prefix", prefix.prefix.toString());
    node.put("is_pool", prefix.pool);
    common.show(node, values(prefix));
    node.put("last_updated", FakeNetBox.instant(prefix.version));
    node.set("role", CommonFields.brief("slug", prefix.role));
    node.set("vrf", CommonFields.brief("rd", prefix.vrf));
    return node;
  }
}
