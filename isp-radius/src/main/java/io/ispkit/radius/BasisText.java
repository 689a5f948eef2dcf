package io.ispkit.radius;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.core.address.Prefix;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.rate.BitRate;
import io.ispkit.core.subscriber.SubscriberSpec;
import io.ispkit.radius.live.ServicePlan;
import io.ispkit.radius.live.ServiceState;
import io.ispkit.radius.profile.ReplyAttribute;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A {@link ServiceBasis} as versioned JSON, for the column {@code desired}. */
final class BasisText {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int VERSION = 1;

  private BasisText() {}

  static String encode(ServiceBasis basis) {
    SubscriberSpec spec = basis.spec();
    InetAddress address = spec.staticAddress();
    ObjectNode root =
        JSON.createObjectNode()
            .put("v", VERSION)
            .put("customer", spec.customer().value())
            .put("username", spec.username())
            .put("session_s", spec.sessionTimeout().toSeconds())
            .put("idle_s", spec.idleTimeout().toSeconds())
            .put("address", address == null ? null : address.getHostAddress())
            .put("password", basis.passwordHash());
    root.set("plan", plan(basis.plan()));
    root.set("state", state(basis.state()));
    return root.toString();
  }

  private static ObjectNode state(ServiceState state) {
    ObjectNode node = JSON.createObjectNode().put("keeps_address", state.keepsAddress());
    if (state instanceof ServiceState.Expiring expiring) {
      node.put("kind", "expiring").put("end", expiring.end().getEpochSecond());
    } else if (state instanceof ServiceState.Rejected rejected) {
      node.put("kind", "rejected").put("message", rejected.message());
    } else if (state instanceof ServiceState.SlowLane slow) {
      node.put("kind", "slow_lane").set("plan", plan(slow.plan()));
    } else if (state instanceof ServiceState.WalledGarden walled) {
      ArrayNode garden = node.put("kind", "walled_garden").putArray("garden");
      for (ReplyAttribute each : walled.garden()) {
        garden.addObject().put("n", each.name()).put("op", each.op()).put("value", each.value());
      }
    } else {
      node.put("kind", "active");
    }
    return node;
  }

  static ObjectNode plan(ServicePlan plan) {
    return JSON.createObjectNode()
        .put("code", plan.code())
        .put("down_bps", plan.download().bitsPerSecond())
        .put("up_bps", plan.upload().bitsPerSecond());
  }

  static ServiceBasis decode(String json) {
    JsonNode root = read(json);
    ServicePlan plan = plan(root.path("plan"));
    String address = root.path("address").asText("");
    SubscriberSpec spec =
        new SubscriberSpec(
            new CustomerId(root.path("customer").asText()),
            root.path("username").asText(),
            plan.code(),
            plan.download(),
            plan.upload(),
            root.path("address").isNull() ? null : Prefix.address(address),
            Duration.ofSeconds(root.path("session_s").asLong()),
            Duration.ofSeconds(root.path("idle_s").asLong()));
    return new ServiceBasis(spec, state(root.path("state")), root.path("password").asText());
  }

  static ServicePlan plan(JsonNode node) {
    return new ServicePlan(
        node.path("code").asText(),
        new BitRate(node.path("down_bps").asLong()),
        new BitRate(node.path("up_bps").asLong()));
  }

  private static ServiceState state(JsonNode node) {
    boolean keeps = node.path("keeps_address").asBoolean();
    String kind = node.path("kind").asText();
    return switch (kind) {
      case "active" -> new ServiceState.Active();
      case "expiring" ->
          new ServiceState.Expiring(Instant.ofEpochSecond(node.path("end").asLong()));
      case "rejected" -> new ServiceState.Rejected(node.path("message").asText(), keeps);
      case "slow_lane" -> new ServiceState.SlowLane(plan(node.path("plan")), keeps);
      case "walled_garden" -> new ServiceState.WalledGarden(garden(node.path("garden")), keeps);
      default -> throw new IllegalStateException("no state of a service: " + kind);
    };
  }

  private static List<ReplyAttribute> garden(JsonNode list) {
    List<ReplyAttribute> garden = new ArrayList<>();
    for (JsonNode each : list) {
      garden.add(
          new ReplyAttribute(
              each.path("n").asText(), each.path("op").asText(), each.path("value").asText()));
    }
    return garden;
  }

  private static JsonNode read(String json) {
    try {
      JsonNode root = JSON.readTree(json);
      if (root.path("v").asInt() != VERSION) {
        throw new IllegalStateException("desired state of version " + root.path("v").asInt());
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("desired state is no JSON", e);
    }
  }
}
