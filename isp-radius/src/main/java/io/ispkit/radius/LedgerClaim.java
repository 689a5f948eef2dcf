package io.ispkit.radius;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.core.address.Prefix;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.rate.BitRate;
import io.ispkit.core.subscriber.SubscriberSpec;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * By what a tenant holds a user name: what its provisioning noted in the {@link Ledger}. A mending
 * that removes a stray keeps it, so that its undo can bring the subscriber back.
 *
 * @param operation the id of the provisioning
 * @param spec as provisioned; its time-outs count for nothing
 * @param before the rows before it, as {@link BeforeImage} writes them
 * @param written the {@link Fingerprint} of its rows
 */
record LedgerClaim(String operation, SubscriberSpec spec, String before, String written) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FIELD = "claim";

  LedgerClaim {
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(spec, "spec");
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(written, "written");
  }

  /** Writes itself into a text of {@link BasisText}, which reads over it. */
  String into(String desired) {
    InetAddress address = spec.staticAddress();
    ObjectNode root = (ObjectNode) read(desired);
    root.putObject(FIELD)
        .put("operation", operation)
        .put("customer", spec.customer().value())
        .put("username", spec.username())
        .put("profile", spec.profile())
        .put("down_bps", spec.download().bitsPerSecond())
        .put("up_bps", spec.upload().bitsPerSecond())
        .put("address", address == null ? null : address.getHostAddress())
        .put("before", before)
        .put("written", written);
    return root.toString();
  }

  /** The claim that such a text holds; empty: none, also where an earlier version wrote it. */
  static Optional<LedgerClaim> in(String desired) {
    JsonNode claim = read(desired).path(FIELD);
    if (claim.isMissingNode()) {
      return Optional.empty();
    }
    JsonNode address = claim.path("address");
    SubscriberSpec spec =
        new SubscriberSpec(
            new CustomerId(claim.path("customer").asText()),
            claim.path("username").asText(),
            claim.path("profile").asText(),
            new BitRate(claim.path("down_bps").asLong()),
            new BitRate(claim.path("up_bps").asLong()),
            address.isNull() ? null : Prefix.address(address.asText()),
            Duration.ZERO,
            Duration.ZERO);
    return Optional.of(
        new LedgerClaim(
            claim.path("operation").asText(),
            spec,
            claim.path("before").asText(),
            claim.path("written").asText()));
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      // no cause: its message quotes the source
      throw new IllegalStateException(
          "desired state is no JSON, at " + e.getLocation().getColumnNr());
    }
  }
}
