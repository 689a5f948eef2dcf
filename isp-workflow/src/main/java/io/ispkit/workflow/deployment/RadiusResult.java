package io.ispkit.workflow.deployment;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.ispkit.core.subscriber.Subscriber;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code radius} wrote; the password is asked of the subscriber directory. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record RadiusResult(
    String username,
    String bandwidthProfile,
    long downloadRateKbps,
    long uploadRateKbps,
    @Nullable String staticIp,
    long radcheckId,
    List<Long> radreplyIds,
    String status) {

  public RadiusResult {
    radreplyIds = List.copyOf(radreplyIds);
  }

  static RadiusResult of(Subscriber subscriber) {
    InetAddress address = subscriber.staticAddress();
    return new RadiusResult(
        subscriber.username(),
        subscriber.profile(),
        subscriber.download().kbps(),
        subscriber.upload().kbps(),
        address == null ? null : address.getHostAddress(),
        subscriber.checkId(),
        subscriber.replyIds(),
        "provisioned");
  }
}
