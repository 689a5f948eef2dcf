package io.ispkit.netbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.core.address.Prefix;
import io.ispkit.core.change.Change;
import io.ispkit.core.change.FieldChange;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import java.util.List;
import java.util.Optional;

/**
 * Prefixes for customers' own networks (IPv6 prefix delegation, RFC 8415 section 6.3), from the
 * parents named by the option {@code delegated_from}, by NetBox's {@code available-prefixes}: the
 * lowest free one of the wanted length. Of several parents the first with room serves.
 *
 * <p>Keeps the rules of {@code io.ispkit.core.operation.Port}: idempotent under the operation,
 * which is looked up before every write; three-valued outcomes; thread-safe. Blocks; an {@code
 * IllegalStateException} inside a transaction. It never falls back: a customer without a prefix of
 * its own is still online.
 */
public final class DelegatedPrefixes {

  private final NetBoxApi api;
  private final NetBoxSettings settings;
  private final Prefixes prefixes;
  private final Marks<ChildPrefix> marks;
  private final Posting<ChildPrefix> posting;
  private final MarkedTaking<ChildPrefix> taking;
  private final CommonBody bodies;

  DelegatedPrefixes(NetBoxApi api, Verdict verdict, NetBoxSettings settings) {
    this.api = api;
    this.settings = settings;
    prefixes = new Prefixes(api, settings);
    bodies = new CommonBody(settings);
    marks =
        new Marks<>(api, verdict, NetBoxApi.PREFIXES, settings.operationField(), ChildPrefix::of);
    posting = new Posting<>(api, verdict, marks);
    Release<ChildPrefix> release =
        new Release<>(
            api,
            verdict,
            marks,
            settings.quarantine() ? (child, mark) -> bodies.quarantined(mark) : null);
    taking = new MarkedTaking<>(marks, release);
  }

  /**
   * The prefix that would be taken now; not reserved.
   *
   * @return done with the changes; the target of the one that creates it begins with {@code prefix
   *     <prefix>}. Refused as {@link #take} would be
   */
  public Outcome<List<Change>> plan(DelegatedPrefixRequest request, Operation operation) {
    try {
      Optional<ChildPrefix> held = marks.one(OperationLocks.outside(operation));
      if (held.isPresent()) {
        return Outcome.done(List.of(Change.none("netbox", "prefix " + held.get().prefix())));
      }
      int length = length(request);
      for (NetBoxPrefix parent : parents(length)) {
        for (JsonNode free : api.available(availablePrefixes(parent), 1000)) {
          Prefix block = Prefix.parse(free.path("prefix").asText(""));
          if (block.length() <= length) {
            FieldChange[] fields =
                bodies
                    .fields(request.serviceId(), request.customer(), operation)
                    .toArray(FieldChange[]::new);
            Prefix next = new Prefix(block.network(), length);
            return Outcome.done(List.of(Change.create("netbox", "prefix " + next, fields)));
          }
        }
      }
      return Outcome.refused(full(length));
    } catch (CallFailed failed) {
      return Outcome.refused(failed.refusal());
    }
  }

  /**
   * Takes a prefix. The same operation gets the same one again, whatever the request.
   *
   * @return done; refused for good with {@code pool_exhausted} or {@code misconfigured}; refused
   *     with retry when NetBox is away and nothing was written; unknown
   */
  public Outcome<DelegatedPrefix> take(DelegatedPrefixRequest request, Operation operation) {
    return taking.take(operation, () -> write(request, operation)).map(ChildPrefix::delegated);
  }

  private Taken<ChildPrefix> write(DelegatedPrefixRequest request, Operation operation)
      throws CallFailed {
    int length = length(request);
    ObjectNode body = bodies.of(request.serviceId(), request.customer(), operation);
    body.put("prefix_length", length);
    for (NetBoxPrefix parent : parents(length)) {
      Taken<ChildPrefix> taken = posting.post(availablePrefixes(parent), body);
      boolean full =
          taken instanceof Taken.No<ChildPrefix> no
              && no.refusal().code().equals(Posting.EXHAUSTED);
      if (!full) {
        return taken;
      }
    }
    return new Taken.No<>(full(length));
  }

  private int length(DelegatedPrefixRequest request) {
    return request.length() == 0 ? settings.delegatedLength() : request.length();
  }

  private List<NetBoxPrefix> parents(int length) throws CallFailed {
    if (settings.delegatedFrom().isEmpty()) {
      throw CallFailed.refused("misconfigured", "delegated_from: expected prefixes, got none");
    }
    List<NetBoxPrefix> parents =
        prefixes.parents().stream().filter(p -> p.prefix().length() < length).toList();
    if (parents.isEmpty()) {
      throw CallFailed.refused(
          "misconfigured", "expected a prefix shorter than /" + length + " in delegated_from");
    }
    return parents;
  }

  private static String availablePrefixes(NetBoxPrefix parent) {
    return NetBoxApi.PREFIXES + parent.id() + "/available-prefixes/";
  }

  private static Refusal full(int length) {
    return Refusal.permanent(Posting.EXHAUSTED, "no parent has a free prefix of /" + length);
  }

  /**
   * The undo: gives back what {@code operation} holds, and only that.
   *
   * @return done with what was released, empty when the operation holds nothing; refused with
   *     retry; unknown
   */
  public Outcome<List<Change>> release(Operation operation) {
    return taking.release(operation);
  }

  /**
   * What {@code operation} holds now.
   *
   * @return done; refused with retry when NetBox is away. Never unknown
   */
  public Outcome<Optional<DelegatedPrefix>> find(Operation operation) {
    return taking.find(operation).map(held -> held.map(ChildPrefix::delegated));
  }
}
