package io.ispkit.testkit.netbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.core.address.Prefix;
import io.ispkit.testkit.http.FakeReply;
import io.ispkit.testkit.netbox.CommonFields.Values;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Creates and changes IP address objects by NetBox's rules of validation. */
final class AddressWrites {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern DNS_NAME =
      Pattern.compile("([0-9A-Za-z_-]+|\\*)(\\.[0-9A-Za-z_-]+)*\\.?");

  private final FakeNetBox box;
  private final CommonFields common;

  AddressWrites(FakeNetBox box) {
    this.box = box;
    this.common =
        new CommonFields(
            box, FakeNetBox.ADDRESS, Set.of("active", "reserved", "deprecated", "dhcp", "slaac"));
  }

  /** Free addresses, lowest first. */
  Stream<InetAddress> free(AddressParent parent) {
    Set<String> taken = new HashSet<>();
    box.addresses.values().stream()
        .filter(a -> Objects.equals(a.vrf(), parent.vrf()))
        .forEach(a -> taken.add(a.host()));
    return parent.hosts().filter(a -> !taken.contains(a.getHostAddress()));
  }

  /** One object or a list of them: all or nothing. */
  FakeReply allocate(AddressParent parent, JsonNode body) {
    List<JsonNode> wanted = new ArrayList<>();
    if (body.isArray()) {
      body.forEach(wanted::add);
    } else {
      wanted.add(body);
    }
    List<InetAddress> free = free(parent).limit(wanted.size()).toList();
    if (free.size() < wanted.size()) {
      throw Invalid.detail(409, "Insufficient resources are available to satisfy the request");
    }
    List<AddressObject> made = new ArrayList<>();
    for (int i = 0; i < free.size(); i++) {
      String cidr = free.get(i).getHostAddress() + "/" + parent.mask();
      try {
        made.add(read(null, cidr, parent.vrf(), wanted.get(i)));
      } catch (Invalid invalid) {
        throw body.isArray() ? invalid.amongst(i, free.size()) : invalid;
      }
    }
    made.forEach(box::put);
    if (!body.isArray()) {
      return reply(201, made.get(0));
    }
    var all = JSON.arrayNode();
    made.forEach(address -> all.add(shown(address)));
    return FakeReply.json(201, all);
  }

  FakeReply create(JsonNode body) {
    String cidr = body.path("address").asText("");
    String host = cidr.replaceFirst("/.*", "");
    InetAddress address;
    try {
      address = Prefix.address(host);
    } catch (IllegalArgumentException invalid) {
      throw Invalid.field("address", "Invalid IP address format: " + cidr);
    }
    String rd = vrf(body.path("vrf"));
    box.addresses.values().stream()
        .filter(a -> Objects.equals(a.vrf(), rd) && a.host().equals(address.getHostAddress()))
        .findFirst()
        .ifPresent(
            there -> {
              throw Invalid.field(
                  "address",
                  "Duplicate IP address found in "
                      + (rd == null ? "global table" : "VRF " + rd)
                      + ": "
                      + there.address());
            });
    int bits = address.getAddress().length * 8;
    String mask = cidr.contains("/") ? cidr.substring(cidr.indexOf('/') + 1) : "" + bits;
    AddressObject made = read(null, address.getHostAddress() + "/" + mask, rd, body);
    return reply(201, box.put(made));
  }

  /** By id or by attributes, as all related objects. */
  private @Nullable String vrf(JsonNode reference) {
    if (reference.isMissingNode() || reference.isNull()) {
      return null;
    }
    return box.vrfs().stream()
        .filter(
            rd ->
                reference.isObject()
                    ? rd.equals(reference.path("rd").asText())
                    : CommonFields.id(rd) == reference.asLong(-2))
        .findFirst()
        .orElseThrow(
            () ->
                Invalid.field(
                    "vrf", "Related object not found using the provided attributes: " + reference));
  }

  FakeReply patch(AddressObject old, JsonNode body) {
    return reply(200, box.put(read(old, old.address(), old.vrf(), body)));
  }

  private AddressObject read(
      @Nullable AddressObject old, String cidr, @Nullable String vrf, JsonNode body) {
    Values values =
        common.read(
            body,
            old == null
                ? Values.NONE
                : new Values(
                    old.tenant(), old.status(), old.description(), old.tags(), old.customFields()));
    String dns = body.path("dns_name").asText(old == null ? "" : old.dnsName());
    if (!dns.isEmpty() && (!DNS_NAME.matcher(dns).matches() || dns.length() > 255)) {
      throw Invalid.field(
          "dns_name",
          "Only alphanumeric characters, asterisks, hyphens, periods, and underscores are allowed"
              + " in DNS names");
    }
    return new AddressObject(
        old == null ? box.nextId() : old.id(),
        cidr,
        vrf,
        values.tenant(),
        values.status(),
        dns.toLowerCase(Locale.ROOT),
        values.description(),
        values.tags(),
        values.customFields(),
        box.nextVersion());
  }

  private FakeReply reply(int status, AddressObject written) {
    return box.tagged(FakeReply.json(status, shown(written)), written.version());
  }

  ObjectNode shown(AddressObject address) {
    ObjectNode node = JSON.objectNode();
    node.put("id", address.id()).put("address", address.address());
    node.put("dns_name", address.dnsName());
    node.set("vrf", CommonFields.brief("rd", address.vrf()));
    common.show(
        node,
        new Values(
            address.tenant(),
            address.status(),
            address.description(),
            address.tags(),
            address.customFields()));
    node.put("last_updated", FakeNetBox.instant(address.version()));
    return node;
  }
}
