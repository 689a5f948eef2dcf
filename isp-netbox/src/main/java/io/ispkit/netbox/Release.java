package io.ispkit.netbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Gives back the objects of an operation: only those that carry its mark, as they are now. */
final class Release<T extends Marked> {

  private static final int TRIES = 4;

  private final NetBoxApi api;
  private final Verdict verdict;
  private final Marks<T> marks;

  /** What becomes of the object in quarantine, or null when it is deleted. */
  private final @Nullable BiFunction<T, String, ObjectNode> quarantined;

  Release(
      NetBoxApi api,
      Verdict verdict,
      Marks<T> marks,
      @Nullable BiFunction<T, String, ObjectNode> quarantined) {
    this.api = api;
    this.verdict = verdict;
    this.marks = marks;
    this.quarantined = quarantined;
  }

  /** Releases all objects that carry the mark: more than one is a leak to be cured. */
  Outcome<List<Change>> of(Operation operation) {
    return of(operation, every -> true);
  }

  /** Releases those of the operation that {@code which} says. */
  Outcome<List<Change>> of(Operation operation, Predicate<T> which) {
    List<Change> released = new ArrayList<>();
    try {
      for (T object : marks.of(operation)) {
        if (!which.test(object)) {
          continue;
        }
        Outcome<Optional<Change>> one = one(object.id(), Marks.mark(operation));
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

  /** Releases one object if it still carries the mark. */
  Outcome<Optional<Change>> one(long id, String mark) {
    HttpResult unclear = null;
    for (int attempt = 0; attempt < TRIES; attempt++) {
      Optional<T> now;
      try {
        now = marks.fresh(id);
      } catch (CallFailed failed) {
        return unclear == null
            ? Outcome.refused(failed.refusal())
            : Outcome.unknown(unclear + ", and the look-up failed: " + failed.refusal());
      }
      if (now.isEmpty() || !now.get().operation().equals(mark)) {
        // Gone, or another's by now. After an unclear try it was us.
        return Outcome.done(
            unclear == null
                ? Optional.empty()
                : Optional.of(Change.delete("netbox", "object " + marks.at(id))));
      }
      HttpResult result = api.send(write(now.get(), mark));
      if (result instanceof HttpAnswer answer && (answer.isSuccess() || answer.status() == 404)) {
        return Outcome.done(Optional.of(change(now.get())));
      }
      if (Verdict.isUnclear(result)) {
        unclear = result;
      } else if (!(result instanceof HttpAnswer answer) || answer.status() != 412) {
        Refusal refusal = verdict.failure(result).refusal();
        return unclear == null
            ? Outcome.refused(refusal)
            : Outcome.unknown(unclear + ", and the repeat: " + refusal);
      }
    }
    return unclear == null
        ? Outcome.refused(Refusal.retryLater("netbox_busy", marks.at(id) + " keeps changing"))
        : Outcome.unknown("release of " + marks.at(id) + ": " + unclear);
  }

  private HttpCall write(T object, String mark) {
    HttpCall.Builder call =
        quarantined == null
            ? HttpCall.delete(marks.at(object.id()))
            : HttpCall.patch(marks.at(object.id())).json(quarantined.apply(object, mark));
    // NetBox answers a deletion with nothing, never with a page: that comes from a proxy.
    return api.onlyIfStill(object.etag(), call.expectJson()).build();
  }

  private Change change(T object) {
    return quarantined == null
        ? Change.delete("netbox", object.target())
        : Change.update(
            "netbox", object.target(), new FieldChange("status", "active", "deprecated"));
  }
}
