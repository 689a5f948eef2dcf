package io.ispkit.netbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.ispkit.core.http.HttpAnswer;
import io.ispkit.core.http.HttpCall;
import io.ispkit.core.http.HttpResult;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.core.tenant.TenantId;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Ends the quarantine of what was released with {@code release: quarantine}: addresses, and
 * delegated prefixes and VLANs where they are configured. The job {@code netbox_quarantine} calls
 * it; without it prefixes fill up with deprecated objects.
 *
 * <p>Only what is as our release left it is deleted: deprecated, of the configured NetBox tenant,
 * without a mark, and with the description that names the operation of this tenant. Whoever wants
 * to keep such an object changes any of these. It is read again before it is deleted, with {@code
 * If-Match} where NetBox honours that (4.6 and later).
 *
 * <p>Thread-safe; may run on several nodes at once. Blocks for calls to NetBox.
 */
public final class Quarantine {

  private static final int PAGE = 500;
  private static final int TRIES = 4;

  private final TenantId tenant;
  private final NetBoxApi api;
  private final Verdict verdict;
  private final NetBoxSettings settings;
  private final InstantSource clock;

  Quarantine(
      TenantId tenant,
      NetBoxApi api,
      Verdict verdict,
      NetBoxSettings settings,
      InstantSource clock) {
    this.tenant = tenant;
    this.api = api;
    this.verdict = verdict;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Deletes what nobody has written for so long.
   *
   * @param atLeast since NetBox says it was written last ({@code last_updated}); what NetBox tells
   *     no such time of stays
   * @param kept is told the paths of objects that NetBox does not delete because others refer to
   *     them
   * @return done with how many were deleted; refused with retry when NetBox is away, for good when
   *     it does not let us; unknown: in each of these cases some may be deleted, call again
   */
  public Outcome<Long> end(Duration atLeast, Consumer<String> kept) {
    if (atLeast.isNegative()) {
      throw new IllegalArgumentException("expected a duration from 0, but was " + atLeast);
    }
    Instant before = clock.instant().minus(atLeast);
    long deleted = 0;
    try {
      for (String list : lists()) {
        for (String path : due(list, before)) {
          Outcome<Boolean> one = delete(path, before, kept);
          if (!(one instanceof Outcome.Done<Boolean> done)) {
            return one.map(nothing -> 0L);
          }
          deleted += done.value() ? 1 : 0;
        }
      }
      return Outcome.done(deleted);
    } catch (CallFailed failed) {
      return Outcome.refused(failed.refusal());
    }
  }

  private List<String> lists() {
    List<String> lists = new ArrayList<>(List.of(NetBoxApi.ADDRESSES));
    if (!settings.delegatedFrom().isEmpty()) {
      lists.add(NetBoxApi.PREFIXES);
    }
    if (!settings.vlanGroup().isEmpty()) {
      lists.add(NetBoxApi.VLANS);
    }
    return lists;
  }

  /** All of them before the first is deleted: that would shift the pages before NetBox 4.6. */
  private List<String> due(String list, Instant before) throws CallFailed {
    List<String> paths = new ArrayList<>();
    Listing listing =
        Listing.of(list)
            .with("tenant", settings.tenant())
            .with("status", CommonBody.QUARANTINED)
            .pagesOf(PAGE);
    api.each(
        listing,
        object -> {
          if (object.path("id").canConvertToLong() && isDue(object, before)) {
            paths.add(list + object.path("id").asLong() + "/");
          }
        });
    return paths;
  }

  private boolean isDue(JsonNode object, Instant before) {
    return object.path("status").path("value").asText("").equals(CommonBody.QUARANTINED)
        && object.path("tenant").path("slug").asText("").equals(settings.tenant())
        && object.path("custom_fields").path(settings.operationField()).asText("").isEmpty()
        && object.path("description").asText("").startsWith(CommonBody.RELEASED + tenant + "/")
        && isBefore(object.path("last_updated").asText(""), before);
  }

  private static boolean isBefore(String updated, Instant before) {
    try {
      return !OffsetDateTime.parse(updated).toInstant().isAfter(before);
    } catch (DateTimeException untold) {
      return false;
    }
  }

  /** Whether it was deleted by this call. */
  private Outcome<Boolean> delete(String path, Instant before, Consumer<String> kept)
      throws CallFailed {
    HttpResult unclear = null;
    for (int attempt = 0; attempt < TRIES; attempt++) {
      HttpResult now = api.send(HttpCall.get(path).expectJson().build());
      Optional<HttpAnswer> there = verdict.success(now);
      if (there.isEmpty()) {
        if (now instanceof HttpAnswer answer && answer.status() == 404) {
          return Outcome.done(unclear != null);
        }
        throw verdict.failure(now);
      }
      if (!isDue(there.get().json(), before)) {
        return Outcome.done(false);
      }
      String etag = there.get().header("etag").orElse("");
      // NetBox answers a deletion with nothing, never with a page: that comes from a proxy.
      HttpResult result =
          api.send(api.onlyIfStill(etag, HttpCall.delete(path).expectJson()).build());
      if (verdict.success(result).isPresent()) {
        return Outcome.done(true);
      }
      if (Verdict.isUnclear(result)) {
        unclear = result;
      } else if (result instanceof HttpAnswer answer && answer.status() == 409) {
        kept.accept(path);
        return Outcome.done(false);
      } else if (!(result instanceof HttpAnswer answer)
          || (answer.status() != 412 && answer.status() != 404)) {
        CallFailed failed = verdict.failure(result);
        if (unclear != null) {
          return Outcome.unknown(unclear + ", and the repeat: " + failed.refusal());
        }
        throw failed;
      }
    }
    return unclear == null
        ? Outcome.refused(Refusal.retryLater("netbox_busy", path + " keeps changing"))
        : Outcome.unknown("deletion of " + path + ": " + unclear);
  }
}
