package io.ispkit.netbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.ispkit.core.address.AddressAssignment;
import io.ispkit.core.http.HttpAnswer;
import io.ispkit.core.http.HttpResult;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes many addresses by one request, all from one source: NetBox makes all of them or none. What
 * an operation holds already is left as it is.
 */
final class BulkTaking {

  private static final int ROUNDS = 6;

  private final AddressParts parts;
  private final NetBoxAllocator single;
  private final Fallback fallback;

  BulkTaking(AddressParts parts, NetBoxAllocator single, Fallback fallback) {
    this.parts = parts;
    this.single = single;
    this.fallback = fallback;
  }

  /** The assignments in the order of the orders. Its caller holds the locks of all operations. */
  Outcome<List<AddressAssignment>> take(List<AddressOrder> orders) {
    HttpResult open = null;
    CallFailed no = null;
    int refused = 0;
    try {
      for (int round = 0; round < ROUNDS; round++) {
        List<AddressOrder> missing = missing(orders);
        if (missing.isEmpty()) {
          return each(orders);
        }
        // Else an earlier, unclear write landed meanwhile, and what is left may find room.
        if (no != null && missing.size() == refused) {
          return Outcome.refused(no.refusal());
        }
        if (open != null && Verdict.mayStillRun(open)) {
          return Outcome.unknown("NetBox may still be at work: " + open);
        }
        no = null;
        try {
          open = post(missing);
        } catch (CallFailed failed) {
          if (failed.kind() != CallFailed.Kind.REFUSED) {
            throw failed;
          }
          no = failed;
          refused = missing.size();
        }
        if (open != null) {
          missing.forEach(order -> single.holdings().becameUnclear(order.operation()));
        }
      }
    } catch (CallFailed failed) {
      return orders.stream().noneMatch(o -> single.holdings().isUnclear(o.operation()))
          ? Outcome.refused(failed.refusal())
          : Outcome.unknown("an allocation in NetBox is unclear; " + failed.refusal());
    }
    return open == null && no == null
        ? each(orders)
        : Outcome.unknown("NetBox answers no allocation: " + open);
  }

  private List<AddressOrder> missing(List<AddressOrder> orders) throws CallFailed {
    List<AddressOrder> outside =
        orders.stream().filter(o -> fallback.find(o.operation()).isEmpty()).toList();
    if (outside.isEmpty()) {
      return outside;
    }
    List<Operation> operations = outside.stream().map(AddressOrder::operation).toList();
    Map<String, NetBoxAddress> held = new HashMap<>();
    parts.marks().ofAll(operations).forEach(address -> held.put(address.operation(), address));
    return outside.stream().filter(o -> !held.containsKey(Marks.mark(o.operation()))).toList();
  }

  /** The unclear result, or null when all were made. */
  private @Nullable HttpResult post(List<AddressOrder> orders) throws CallFailed {
    ArrayNode body = JsonNodeFactory.instance.arrayNode();
    for (AddressOrder order : orders) {
      body.add(parts.bodies().next(order.request(), order.operation()));
    }
    for (Source source : parts.sources().toTry()) {
      HttpResult result = parts.api().post(source.availableIps(), body);
      if (Verdict.isUnclear(result)) {
        return result;
      }
      if (result instanceof HttpAnswer answer && answer.isSuccess()) {
        JsonNode made = answer.json();
        return made.isArray() && made.size() == orders.size() ? marked(body, made) : result;
      }
      if (!(result instanceof HttpAnswer answer) || answer.status() != 409) {
        throw parts.verdict().failure(result);
      }
    }
    throw CallFailed.refused(
        Posting.EXHAUSTED, "nothing that addresses are taken from has room for " + orders.size());
  }

  /** Null when each has its mark; else all are taken back, and what could not be is told. */
  private @Nullable HttpResult marked(ArrayNode asked, JsonNode made) throws CallFailed {
    Marks<NetBoxAddress> marks = parts.marks();
    boolean all = true;
    for (int i = 0; i < asked.size(); i++) {
      all &= marks.isMarked(asked.get(i), made.get(i));
    }
    if (all) {
      return null;
    }
    HttpResult there = null;
    for (JsonNode one : made) {
      there = marks.takeBack(one.path("id").asLong()).orElse(there);
    }
    if (there == null) {
      throw marks.undefined();
    }
    return there;
  }

  /**
   * One by one, as each is found now. A gateway that NetBox gave is set aside here, and another
   * address taken in its place.
   */
  private Outcome<List<AddressAssignment>> each(List<AddressOrder> orders) {
    List<AddressAssignment> all = new ArrayList<>();
    for (AddressOrder order : orders) {
      Outcome<AddressAssignment> one = single.allocate(order.request(), order.operation());
      if (!(one instanceof Outcome.Done<AddressAssignment> done)) {
        return one.map(never -> all);
      }
      all.add(done.value());
    }
    return Outcome.done(all);
  }
}
