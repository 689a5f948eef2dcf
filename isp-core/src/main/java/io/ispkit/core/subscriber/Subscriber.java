package io.ispkit.core.subscriber;

import io.ispkit.core.rate.BitRate;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber as it stands in the directory. Holds no password; see {@link
 * SubscriberDirectory#password}.
 *
 * @param checkId id of the row that holds the password ({@code radcheck})
 * @param replyIds ids of the rows that hold what the NAS is told ({@code radreply}), ascending
 */
public record Subscriber(
    String username,
    String profile,
    BitRate download,
    BitRate upload,
    @Nullable InetAddress staticAddress,
    long checkId,
    List<Long> replyIds) {

  public Subscriber {
    replyIds = List.copyOf(replyIds);
  }
}
