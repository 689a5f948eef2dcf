package io.ispkit.comms.message;

import io.ispkit.comms.api.ChannelType;
import io.ispkit.core.customer.CustomerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which messages to show, newest first; null means any.
 *
 * @param from of creation, inclusive
 * @param to of creation, exclusive; page on with the last shown creation time
 * @param limit 1 to 1,000
 */
public record MessageQuery(
    @Nullable CustomerId customer,
    @Nullable ChannelType channel,
    @Nullable String type,
    @Nullable MessageStatus status,
    @Nullable Instant from,
    @Nullable Instant to,
    int limit) {

  public MessageQuery {
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("limit " + limit + " is not in 1..1000");
    }
  }

  /** The newest messages. */
  public static MessageQuery newest(int limit) {
    return new MessageQuery(null, null, null, null, null, null, limit);
  }

  public MessageQuery ofCustomer(CustomerId id) {
    return new MessageQuery(id, channel, type, status, from, to, limit);
  }

  public MessageQuery withStatus(MessageStatus wanted) {
    return new MessageQuery(customer, channel, type, wanted, from, to, limit);
  }

  public MessageQuery ofType(String wanted) {
    return new MessageQuery(customer, channel, wanted, status, from, to, limit);
  }

  public MessageQuery on(ChannelType wanted) {
    return new MessageQuery(customer, wanted, type, status, from, to, limit);
  }

  public MessageQuery between(Instant start, Instant end) {
    return new MessageQuery(customer, channel, type, status, start, end, limit);
  }
}
