package io.ispkit.netbox;

import io.ispkit.core.change.Change;
import io.ispkit.core.change.FieldChange;
import io.ispkit.core.http.HttpAnswer;
import io.ispkit.core.http.HttpCall;
import io.ispkit.core.http.HttpResult;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives back the addresses of an operation: only objects that carry its mark, as they are now. */
final class Release {

  private static final int TRIES = 4;

  private final NetBoxApi api;
  private final Verdict verdict;
  private final Holdings holdings;
  private final AddressBody bodies;
  private final boolean quarantine;

  Release(
      NetBoxApi api,
      Verdict verdict,
      Holdings holdings,
      AddressBody bodies,
      NetBoxSettings settings) {
    this.api = api;
    this.verdict = verdict;
    this.holdings = holdings;
    this.bodies = bodies;
    this.quarantine = settings.quarantine();
  }

  /** Releases all objects that carry the mark: more than one is a leak to be cured. */
  Outcome<List<Change>> of(Operation operation) {
    List<Change> released = new ArrayList<>();
    try {
      for (NetBoxAddress address : holdings.of(operation)) {
        Outcome<Optional<Change>> one = one(address.id(), operation);
        if (!(one instanceof Outcome.Done<Optional<Change>> done)) {
          return one.map(nothing -> released);
        }
        done.value().ifPresent(released::add);
      }
      return Outcome.done(released);
    } catch (CallFailed failed) {
      return Outcome.refused(failed.refusal());
    }
  }

  private Outcome<Optional<Change>> one(long id, Operation operation) {
    HttpResult unclear = null;
    for (int attempt = 0; attempt < TRIES; attempt++) {
      Optional<NetBoxAddress> now;
      try {
        now = holdings.fresh(id);
      } catch (CallFailed failed) {
        return unclear == null
            ? Outcome.refused(failed.refusal())
            : Outcome.unknown(unclear + ", and the look-up failed: " + failed.refusal());
      }
      if (now.isEmpty() || !now.get().operation().equals(Holdings.mark(operation))) {
        // Gone, or another's by now. After an unclear try it was us.
        return Outcome.done(
            unclear == null ? Optional.empty() : Optional.of(Change.delete("netbox", "ip " + id)));
      }
      HttpResult result = api.send(write(now.get(), operation));
      if (result instanceof HttpAnswer answer && (answer.isSuccess() || answer.status() == 404)) {
        return Outcome.done(Optional.of(change(now.get())));
      }
      if (Verdict.isUnclear(result)) {
        unclear = result;
      } else if (!(result instanceof HttpAnswer answer) || answer.status() != 412) {
        return Outcome.refused(verdict.failure(result).refusal());
      }
    }
    return unclear == null
        ? Outcome.refused(
            Refusal.retryLater("netbox_busy", "address object " + id + " keeps changing"))
        : Outcome.unknown("release of address object " + id + ": " + unclear);
  }

  private HttpCall write(NetBoxAddress address, Operation operation) {
    HttpCall.Builder call =
        quarantine
            ? HttpCall.patch(NetBoxApi.address(address.id())).json(bodies.quarantined(operation))
            : HttpCall.delete(NetBoxApi.address(address.id()));
    // NetBox answers a deletion with nothing, never with a page: that comes from a proxy.
    call.expectJson();
    if (!address.etag().isEmpty()) {
      call.header("if-match", address.etag());
    }
    return call.build();
  }

  private Change change(NetBoxAddress address) {
    return quarantine
        ? Change.update(
            "netbox", address.target(), new FieldChange("status", "active", "deprecated"))
        : Change.delete("netbox", address.target());
  }
}
