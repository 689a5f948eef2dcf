package io.ispkit.netbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.core.address.AddressRequest;
import io.ispkit.core.change.FieldChange;
import io.ispkit.core.operation.Operation;
import java.net.InetAddress;
import java.util.List;

/** Renders what we write into IP address objects. */
final class AddressBody {

  private final CommonBody common;

  AddressBody(CommonBody common) {
    this.common = common;
  }

  /**
   * For the next free address.
   *
   * @throws CallFailed the DNS name is none
   */
  ObjectNode next(AddressRequest request, Operation operation) throws CallFailed {
    ObjectNode body = common.of(request.serviceId(), request.customer(), operation);
    String name = DnsName.written(request.dnsName());
    if (name != null) {
      body.put("dns_name", name);
    }
    return body;
  }

  /** For one address, in the VRF with this id, or 0 for the global table. */
  ObjectNode fixed(
      AddressRequest request, Operation operation, InetAddress address, int mask, long vrf)
      throws CallFailed {
    ObjectNode body = next(request, operation);
    body.put("address", address.getHostAddress() + "/" + mask);
    if (vrf != 0) {
      body.put("vrf", vrf);
    }
    return body;
  }

  /** Adds our tags, and the mark of an operation. */
  ObjectNode marked(ObjectNode body, Operation operation) {
    return common.marked(body, operation);
  }

  /** Turns an address of ours into the reserved gateway, so that no one else gets it. */
  ObjectNode gateway() {
    return common.freed("reserved", "gateway").put("dns_name", "");
  }

  ObjectNode quarantined(NetBoxAddress address, String mark) {
    return common.quarantined(mark).put("dns_name", "");
  }

  /** The same as {@link #next} for a plan. */
  FieldChange[] fields(AddressRequest request, Operation operation) throws CallFailed {
    List<FieldChange> fields = common.fields(request.serviceId(), request.customer(), operation);
    String name = DnsName.written(request.dnsName());
    if (name != null) {
      fields.add(2, FieldChange.set("dns_name", name));
    }
    return fields.toArray(FieldChange[]::new);
  }
}
