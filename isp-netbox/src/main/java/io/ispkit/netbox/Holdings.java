package io.ispkit.netbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.ispkit.core.http.HttpAnswer;
import io.ispkit.core.http.HttpCall;
import io.ispkit.core.http.HttpResult;
import io.ispkit.core.operation.Operation;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds IP address objects: those of an operation, by our custom field, and those of an address.
 */
final class Holdings {

  private final NetBoxApi api;
  private final Verdict verdict;
  private final String field;

  Holdings(NetBoxApi api, Verdict verdict, String field) {
    this.api = api;
    this.verdict = verdict;
    this.field = field;
  }

  /** What stands in the custom field: unique also among tenants that share a NetBox. */
  static String mark(Operation operation) {
    return operation.tenant() + "/" + operation.id();
  }

  /**
   * The address objects of an operation. A custom field filters loosely unless an administrator
   * said otherwise (NetBox: filter logic "loose" matches any part, in any case), and not at all
   * when it is not defined; both are told apart here.
   */
  List<NetBoxAddress> of(Operation operation) throws CallFailed {
    String mark = mark(operation);
    HttpCall.Builder call = HttpCall.get(NetBoxApi.ADDRESSES).query("cf_" + field, mark);
    List<NetBoxAddress> ours = new ArrayList<>();
    for (JsonNode json : api.list(call, NetBoxApi.ADDRESSES)) {
      String actual = json.path("custom_fields").path(field).asText("");
      if (actual.equals(mark)) {
        ours.add(read(json, ""));
      } else if (!actual.toLowerCase(Locale.ROOT).contains(mark.toLowerCase(Locale.ROOT))) {
        throw CallFailed.refused(
            "misconfigured",
            "NetBox: expected a text custom field "
                + field
                + " on IP addresses that can be filtered by");
      }
    }
    return ours;
  }

  /** The address object of an operation; refused when there are several. */
  Optional<NetBoxAddress> one(Operation operation) throws CallFailed {
    List<NetBoxAddress> all = of(operation);
    if (all.size() > 1) {
      throw CallFailed.refused(
          "operation_ambiguous",
          "NetBox holds "
              + all.size()
              + " addresses of operation "
              + operation
              + ": "
              + all.stream().map(NetBoxAddress::target).toList()
              + "; delete all but the one in use");
    }
    return all.stream().findFirst();
  }

  /** Whether any object carries the address, with any mask. */
  boolean exists(InetAddress address, long vrf) throws CallFailed {
    HttpCall.Builder call =
        HttpCall.get(NetBoxApi.ADDRESSES).query("address", address.getHostAddress());
    for (JsonNode json : api.list(call, NetBoxApi.ADDRESSES)) {
      NetBoxAddress found = read(json, "");
      if (found.address().equals(address) && found.vrf() == vrf) {
        return true;
      }
    }
    return false;
  }

  /** The object as it is now, with its ETag; empty when it is gone. */
  Optional<NetBoxAddress> fresh(long id) throws CallFailed {
    HttpResult result = api.send(HttpCall.get(NetBoxApi.address(id)).expectJson().build());
    if (result instanceof HttpAnswer answer) {
      if (answer.status() == 404) {
        return Optional.empty();
      }
      if (answer.isSuccess() && answer.json().isObject()) {
        return Optional.of(read(answer.json(), answer.header("etag").orElse("")));
      }
    }
    throw verdict.failure(result);
  }

  private NetBoxAddress read(JsonNode json, String etag) throws CallFailed {
    try {
      return NetBoxAddress.of(json, field, etag);
    } catch (IllegalArgumentException odd) {
      throw CallFailed.refused("misconfigured", "NetBox gave an address unreadable to us: " + odd);
    }
  }
}
