package io.ispkit.netbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.core.address.AddressRequest;
import io.ispkit.core.change.FieldChange;
import io.ispkit.core.operation.Operation;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Renders what we write into IP address objects. */
final class AddressBody {

  /** NetBox refuses longer descriptions. */
  private static final int MAX_DESCRIPTION = 200;

  private final NetBoxSettings settings;

  AddressBody(NetBoxSettings settings) {
    this.settings = settings;
  }

  /** For the next free address; the tenant is not inherited from the prefix, so it is named. */
  ObjectNode next(AddressRequest request, Operation operation) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("status", "active");
    body.putObject("tenant").put("slug", settings.tenant());
    if (request.dnsName() != null) {
      body.put("dns_name", request.dnsName());
    }
    body.put("description", description(request));
    body.putObject("custom_fields").put(settings.operationField(), Holdings.mark(operation));
    return body;
  }

  /** For one address of {@code prefix}. */
  ObjectNode fixed(
      AddressRequest request, Operation operation, NetBoxPrefix prefix, InetAddress address) {
    ObjectNode body = next(request, operation);
    body.put("address", address.getHostAddress() + "/" + prefix.prefix().length());
    if (prefix.vrf() != 0) {
      body.put("vrf", prefix.vrf());
    }
    return body;
  }

  /** Turns an address of ours into the reserved gateway, so that no one else gets it. */
  ObjectNode gateway() {
    return freed("reserved", "gateway");
  }

  /** Keeps a released address for a while; somebody deletes it later. */
  ObjectNode quarantined(Operation operation) {
    String text = "released, was of operation " + Holdings.mark(operation);
    return freed("deprecated", text.substring(0, Math.min(MAX_DESCRIPTION, text.length())));
  }

  private ObjectNode freed(String status, String description) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("status", status);
    body.put("dns_name", "").put("description", description);
    body.putObject("custom_fields").putNull(settings.operationField());
    return body;
  }

  /** The same for a plan. */
  FieldChange[] fields(AddressRequest request, Operation operation) {
    List<FieldChange> fields = new ArrayList<>();
    fields.add(FieldChange.set("status", "active"));
    fields.add(FieldChange.set("tenant", settings.tenant()));
    if (request.dnsName() != null) {
      fields.add(FieldChange.set("dns_name", request.dnsName()));
    }
    fields.add(FieldChange.set("description", description(request)));
    fields.add(FieldChange.set(settings.operationField(), Holdings.mark(operation)));
    return fields.toArray(FieldChange[]::new);
  }

  private static String description(AddressRequest request) {
    String text = request.serviceId() + " (customer " + request.customer() + ")";
    return text.substring(0, Math.min(MAX_DESCRIPTION, text.length()));
  }
}
