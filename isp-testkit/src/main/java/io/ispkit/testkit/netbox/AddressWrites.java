package io.ispkit.testkit.netbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.core.address.Prefix;
import io.ispkit.testkit.http.FakeReply;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Creates and changes IP address objects by NetBox's rules of validation. */
final class AddressWrites {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Set<String> STATUSES =
      Set.of("active", "reserved", "deprecated", "dhcp", "slaac");
  private static final Pattern DNS_NAME =
      Pattern.compile("([0-9A-Za-z_-]+|\\*)(\\.[0-9A-Za-z_-]+)*\\.?");

  private final FakeNetBox box;

  AddressWrites(FakeNetBox box) {
    this.box = box;
  }

  /** Free addresses, lowest first. */
  Stream<InetAddress> free(PrefixObject parent) {
    Set<String> taken = new HashSet<>();
    box.addresses.values().stream()
        .filter(a -> Objects.equals(a.vrf(), parent.vrf))
        .forEach(a -> taken.add(a.host()));
    return Stream.iterate(
            BigInteger.ZERO, n -> n.compareTo(parent.prefix.size()) < 0, n -> n.add(BigInteger.ONE))
        .map(parent.prefix::at)
        .filter(a -> parent.pool || parent.prefix.isUsable(a))
        .filter(a -> !taken.contains(a.getHostAddress()));
  }

  FakeReply allocate(PrefixObject parent, JsonNode body) {
    if (body.isArray()) {
      return NetBoxApi.detail(400, "This fake allocates one address at a time.");
    }
    var next = free(parent).findFirst();
    if (next.isEmpty()) {
      return NetBoxApi.detail(409, "Insufficient resources are available to satisfy the request");
    }
    String cidr = next.get().getHostAddress() + "/" + parent.prefix.length();
    return write(null, cidr, parent.vrf, body, 201);
  }

  FakeReply create(JsonNode body) {
    String cidr = body.path("address").asText("");
    String host = cidr.replaceFirst("/.*", "");
    try {
      Prefix.address(host);
    } catch (IllegalArgumentException invalid) {
      return invalid("address", "Invalid IP address format: " + cidr);
    }
    String rd = vrf(body.path("vrf"));
    boolean duplicate =
        box.addresses.values().stream()
            .anyMatch(a -> Objects.equals(a.vrf(), rd) && a.host().equals(host));
    if (duplicate) {
      return invalid(
          "address",
          "Duplicate IP address found in "
              + (rd == null ? "global table" : "VRF " + rd)
              + ": "
              + cidr);
    }
    return write(null, cidr.contains("/") ? cidr : cidr + "/32", rd, body, 201);
  }

  /** By id or by attributes, as all related objects. */
  private @Nullable String vrf(JsonNode reference) {
    return reference.isObject()
        ? reference.path("rd").asText()
        : box.prefixes.stream()
            .map(prefix -> prefix.vrf)
            .filter(rd -> brief("rd", rd).path("id").asLong(-1) == reference.asLong(-2))
            .findFirst()
            .orElse(null);
  }

  FakeReply patch(AddressObject old, JsonNode body) {
    return write(old, old.address(), old.vrf(), body, 200);
  }

  private FakeReply write(
      @Nullable AddressObject old, String cidr, @Nullable String vrf, JsonNode body, int status) {
    String tenant = old == null ? null : old.tenant();
    if (body.has("tenant")) {
      JsonNode wanted = body.get("tenant");
      if (wanted.isTextual()) {
        return invalid(
            "tenant",
            "Related objects must be referenced by numeric ID or by dictionary of attributes.");
      }
      tenant = wanted.path("slug").asText("");
      if (!box.tenants.contains(tenant)) {
        return invalid("tenant", "Related object not found using the provided attributes.");
      }
    }
    String state = body.path("status").asText(old == null ? "active" : old.status());
    if (!STATUSES.contains(state)) {
      return invalid("status", state + " is not a valid choice.");
    }
    String dns = body.path("dns_name").asText(old == null ? "" : old.dnsName());
    if (!dns.isEmpty() && (!DNS_NAME.matcher(dns).matches() || dns.length() > 255)) {
      return invalid(
          "dns_name",
          "Only alphanumeric characters, asterisks, hyphens, periods, and underscores are allowed"
              + " in DNS names");
    }
    String description = body.path("description").asText(old == null ? "" : old.description());
    if (description.length() > 200) {
      return invalid("description", "Ensure this field has no more than 200 characters.");
    }
    Set<String> tags = new LinkedHashSet<>(old == null ? Set.of() : old.tags());
    for (JsonNode tag : body.path("tags")) {
      String slug = tag.path("slug").asText("");
      if (!box.tags.contains(slug)) {
        return invalid("tags", "Related object not found using the provided attributes.");
      }
      tags.add(slug);
    }
    Map<String, String> fields = new LinkedHashMap<>(old == null ? Map.of() : old.customFields());
    for (var field : body.path("custom_fields").properties()) {
      if (!box.addressFields.contains(field.getKey())) {
        return invalid(
            "custom_fields",
            "Custom field '" + field.getKey() + "' does not exist for this object type.");
      }
      if (field.getValue().isNull()) {
        fields.remove(field.getKey());
      } else {
        fields.put(field.getKey(), field.getValue().asText());
      }
    }
    AddressObject written =
        box.put(
            new AddressObject(
                old == null ? box.nextId() : old.id(),
                cidr,
                vrf,
                tenant,
                state,
                dns.toLowerCase(Locale.ROOT),
                description,
                tags,
                fields,
                box.nextVersion()));
    FakeReply reply = FakeReply.json(status, shown(written));
    return box.etags ? reply.with("ETag", written.etag()) : reply;
  }

  ObjectNode shown(AddressObject address) {
    ObjectNode node = JSON.objectNode();
    node.put("id", address.id()).put("address", address.address());
    node.set("status", choice(address.status()));
    node.set("tenant", brief("slug", address.tenant()));
    node.set("vrf", brief("rd", address.vrf()));
    node.put("dns_name", address.dnsName()).put("description", address.description());
    var tags = node.putArray("tags");
    address.tags().forEach(slug -> tags.addObject().put("slug", slug));
    ObjectNode fields = node.putObject("custom_fields");
    box.addressFields.forEach(name -> fields.put(name, address.customFields().get(name)));
    return node;
  }

  static ObjectNode choice(String value) {
    String label = value.substring(0, 1).toUpperCase(Locale.ROOT) + value.substring(1);
    return JSON.objectNode().put("value", value).put("label", label);
  }

  static JsonNode brief(String key, @Nullable String value) {
    return value == null
        ? JSON.nullNode()
        : JSON.objectNode().put("id", value.hashCode() & 0xFFFF).put(key, value);
  }

  private static FakeReply invalid(String field, String message) {
    ObjectNode body = JSON.objectNode();
    body.putArray(field).add(message);
    return FakeReply.json(400, body);
  }
}
