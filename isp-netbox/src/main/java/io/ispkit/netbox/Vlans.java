package io.ispkit.netbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.core.change.Change;
import io.ispkit.core.change.FieldChange;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * VLANs for customers, from the VLAN group named by the option {@code vlan_group}, by NetBox's
 * {@code available-vlans}: the lowest free VLAN id of the group.
 *
 * <p>Keeps the rules of {@code io.ispkit.core.operation.Port}: idempotent under the operation,
 * which is looked up before every write; three-valued outcomes; thread-safe. Blocks; an {@code
 * IllegalStateException} inside a transaction. It never falls back.
 */
public final class Vlans {

  private final NetBoxApi api;
  private final NetBoxSettings settings;
  private final Marks<NetBoxVlan> marks;
  private final Posting<NetBoxVlan> posting;
  private final MarkedTaking<NetBoxVlan> taking;
  private final CommonBody bodies;

  Vlans(NetBoxApi api, Verdict verdict, NetBoxSettings settings) {
    this.api = api;
    this.settings = settings;
    bodies = new CommonBody(settings);
    marks = new Marks<>(api, verdict, NetBoxApi.VLANS, settings.operationField(), NetBoxVlan::of);
    posting = new Posting<>(api, verdict, marks);
    Release<NetBoxVlan> release =
        new Release<>(
            api,
            verdict,
            marks,
            // Its name is unique in the group, and the next holder may want it.
            settings.quarantine()
                ? (vlan, mark) -> bodies.quarantined(mark).put("name", "released-" + vlan.vid())
                : null);
    taking = new MarkedTaking<>(marks, release);
  }

  /**
   * The VLAN that would be taken now; not reserved.
   *
   * @return done with the changes; the target of the one that creates it is {@code vlan <vid> of
   *     <group>}. Refused as {@link #take} would be
   */
  public Outcome<List<Change>> plan(VlanRequest request, Operation operation) {
    try {
      Optional<NetBoxVlan> held = marks.one(OperationLocks.outside(operation));
      if (held.isPresent()) {
        return Outcome.done(List.of(Change.none("netbox", held.get().target())));
      }
      for (JsonNode free : api.available(availableVlans(), 1)) {
        List<FieldChange> fields = new ArrayList<>();
        fields.add(FieldChange.set("name", request.name()));
        fields.addAll(bodies.fields(request.serviceId(), request.customer(), operation));
        String target = "vlan " + free.path("vid").asInt() + " of " + settings.vlanGroup();
        return Outcome.done(
            List.of(Change.create("netbox", target, fields.toArray(FieldChange[]::new))));
      }
      return Outcome.refused(Posting.EXHAUSTED, "VLAN group " + settings.vlanGroup() + " is full");
    } catch (CallFailed failed) {
      return Outcome.refused(failed.refusal());
    }
  }

  /**
   * Takes a VLAN. The same operation gets the same one again, whatever the request.
   *
   * @return done; refused for good with {@code pool_exhausted}, {@code vlan_name_taken} (another
   *     VLAN of the group has the name) or {@code misconfigured}; refused with retry when NetBox is
   *     away and nothing was written; unknown
   */
  public Outcome<Vlan> take(VlanRequest request, Operation operation) {
    return taking.take(operation, () -> write(request, operation)).map(NetBoxVlan::given);
  }

  private Taken<NetBoxVlan> write(VlanRequest request, Operation operation) throws CallFailed {
    ObjectNode body = bodies.of(request.serviceId(), request.customer(), operation);
    body.put("name", request.name());
    String path = availableVlans();
    Listing namesakes =
        Listing.of(NetBoxApi.VLANS)
            .with("group", settings.vlanGroup())
            .with("name", request.name());
    for (JsonNode there : api.list(namesakes)) {
      if (there.path("name").asText("").equals(request.name())) {
        return new Taken.No<>(
            Refusal.permanent(
                "vlan_name_taken",
                "VLAN " + there.path("vid").asInt() + " has the name " + request.name()));
      }
    }
    return posting.post(path, body);
  }

  /** Where the group's next VLANs are asked for. */
  private String availableVlans() throws CallFailed {
    String slug = settings.vlanGroup();
    if (slug.isEmpty()) {
      throw CallFailed.refused("misconfigured", "vlan_group: expected a slug, got none");
    }
    for (JsonNode group : api.list(Listing.of(NetBoxApi.VLAN_GROUPS).with("slug", slug))) {
      if (group.path("slug").asText("").equals(slug)) {
        return NetBoxApi.VLAN_GROUPS + group.path("id").asLong() + "/available-vlans/";
      }
    }
    throw CallFailed.refused(
        "misconfigured", "NetBox: expected VLAN group " + slug + ", found none");
  }

  /**
   * The undo: gives back what {@code operation} holds, and only that.
   *
   * @return done with what was released, empty when the operation holds nothing; refused with
   *     retry, or for good when something in NetBox still refers to the VLAN; unknown
   */
  public Outcome<List<Change>> release(Operation operation) {
    return taking.release(operation);
  }

  /**
   * What {@code operation} holds now.
   *
   * @return done; refused with retry when NetBox is away. Never unknown
   */
  public Outcome<Optional<Vlan>> find(Operation operation) {
    return taking.find(operation).map(held -> held.map(NetBoxVlan::given));
  }
}
