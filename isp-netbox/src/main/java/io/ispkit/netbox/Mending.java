package io.ispkit.netbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.core.address.FallbackLedger;
import io.ispkit.core.address.Prefix;
import io.ispkit.core.change.Change;
import io.ispkit.core.drift.Drift;
import io.ispkit.core.drift.FieldDrift;
import io.ispkit.core.drift.Winner;
import io.ispkit.core.http.HttpAnswer;
import io.ispkit.core.http.HttpCall;
import io.ispkit.core.http.HttpResult;
import io.ispkit.core.id.OperationId;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes what a drift says is ours to write, if the object is still as it was found. */
final class Mending {

  private static final int TRIES = 4;
  private static final Pattern ID = Pattern.compile(".*\\(id (\\d{1,18})\\)");

  private final AddressParts parts;
  private final AddressDrift drifts;
  private final NetBoxSettings settings;
  private final Reconciliation reconciliation;
  private final MarkedTaking<NetBoxAddress> taking;
  private final Posting<NetBoxAddress> posting;

  Mending(
      AddressParts parts,
      AddressDrift drifts,
      NetBoxSettings settings,
      Reconciliation reconciliation,
      MarkedTaking<NetBoxAddress> taking) {
    this.parts = parts;
    this.drifts = drifts;
    this.settings = settings;
    this.reconciliation = reconciliation;
    this.taking = taking;
    this.posting = new Posting<>(parts.api(), parts.verdict(), parts.marks());
  }

  Outcome<List<Change>> mend(Drift drift, Operation operation) {
    List<FieldDrift> ours =
        drift.fields().stream().filter(field -> field.winner() == Winner.OURS).toList();
    if (ours.isEmpty()) {
      return Outcome.done(List.of());
    }
    try {
      return switch (drift.kind()) {
        case MISSING -> create(drift, ours, operation);
        case STRAY -> remove(drift);
        case DIFFERENT -> patch(drift, ours);
      };
    } catch (CallFailed failed) {
      return Outcome.refused(failed.refusal());
    }
  }

  /**
   * An address of the fallback pool is reconciled, so that it carries the mark of its own
   * operation; any other gets that of the operation of its service, by which it is released, or
   * else that of the mending.
   */
  private Outcome<List<Change>> create(Drift drift, List<FieldDrift> ours, Operation operation)
      throws CallFailed {
    String cidr = wanted(ours, AddressDrift.ADDRESS);
    InetAddress address = Prefix.address(cidr.replaceFirst("/.*", ""));
    Optional<FallbackLedger.Entry> entry = reconciliation.entry(address);
    if (entry.isPresent()) {
      return reconciled(drift, reconciliation.one(entry.get(), Set.of()));
    }
    Operation holder = holder(wanted(ours, settings.operationField()), address, operation);
    if (parts.marks().one(holder).isPresent()) {
      return Outcome.done(List.of());
    }
    String vrf = wanted(ours, AddressDrift.VRF);
    long vrfId = vrf.isEmpty() ? 0 : Long.parseLong(vrf);
    return taking
        .take(holder, () -> posted(body(ours, holder), address, vrfId))
        .map(made -> List.of(drift.mending()));
  }

  /** That of the service, if it holds nothing else: of two objects with its mark one would go. */
  private Operation holder(String mark, InetAddress address, Operation mending) throws CallFailed {
    if (mark.isEmpty()) {
      return mending;
    }
    OperationId id = new OperationId(mark.substring(mark.indexOf('/') + 1));
    Operation service = Operation.of(mending.tenant(), id);
    return parts.marks().of(service).stream().allMatch(held -> held.address().equals(address))
        ? service
        : mending;
  }

  private Taken<NetBoxAddress> posted(ObjectNode body, InetAddress address, long vrf)
      throws CallFailed {
    if (parts.lookup().exists(address, vrf)) {
      return new Taken.No<>(changed(address.getHostAddress() + " is in NetBox by now"));
    }
    Taken<NetBoxAddress> taken = posting.post(NetBoxApi.ADDRESSES, body);
    return taken instanceof Taken.No<NetBoxAddress> no && Verdict.isDuplicate(no.refusal())
        ? new Taken.No<>(changed(no.refusal().message()))
        : taken;
  }

  private ObjectNode body(List<FieldDrift> ours, Operation operation) throws CallFailed {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    for (FieldDrift field : ours) {
      if (field.name().equals(AddressDrift.VRF)) {
        body.put(field.name(), Long.parseLong(Objects.requireNonNull(field.wanted())));
      } else if (!field.name().equals(AddressDrift.TAGS)) {
        write(body, field);
      }
    }
    return parts.bodies().marked(body, operation);
  }

  private void write(ObjectNode body, FieldDrift field) throws CallFailed {
    String value = field.wanted() == null ? "" : field.wanted();
    if (field.name().equals(settings.operationField())) {
      body.putObject("custom_fields").put(field.name(), value);
    } else if (field.name().equals(DriftRules.TENANT)) {
      body.putObject(field.name()).put("slug", value);
    } else if (field.name().equals(DriftRules.DNS_NAME) && !value.isEmpty()) {
      body.put(field.name(), DnsName.written(value));
    } else {
      body.put(field.name(), value);
    }
  }

  private static Outcome<List<Change>> reconciled(Drift drift, Reconciled result) {
    return switch (result.state()) {
      case POSTED -> Outcome.done(List.of(drift.mending()));
      case FOUND, RELEASED -> Outcome.done(List.of());
      case CONFLICT -> Outcome.refused(changed(result.message()));
      case REFUSED -> Outcome.refused("misconfigured", result.message());
      case AWAY -> Outcome.refused(Refusal.retryLater("netbox_away", result.message()));
      case UNKNOWN -> Outcome.unknown(result.message());
    };
  }

  private Outcome<List<Change>> remove(Drift drift) throws CallFailed {
    String mark =
        drift.fields().stream()
            .filter(field -> field.name().equals(settings.operationField()))
            .map(field -> field.found() == null ? "" : field.found())
            .findFirst()
            .orElse("");
    Optional<NetBoxAddress> now = parts.marks().fresh(id(drift));
    if (now.isEmpty()) {
      return Outcome.done(List.of());
    }
    if (!now.get().operation().equals(mark) || !drifts.isOurs(now.get())) {
      return Outcome.refused(changed(drift.target() + " does not carry " + mark + " any more"));
    }
    return parts.release().one(now.get().id(), mark).map(change -> change.stream().toList());
  }

  private Outcome<List<Change>> patch(Drift drift, List<FieldDrift> ours) throws CallFailed {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    for (FieldDrift field : ours) {
      write(body, field);
    }
    HttpResult unclear = null;
    for (int attempt = 0; attempt < TRIES; attempt++) {
      Optional<NetBoxAddress> now;
      try {
        now = parts.marks().fresh(id(drift));
      } catch (CallFailed failed) {
        return unclear == null
            ? Outcome.refused(failed.refusal())
            : Outcome.unknown(unclear + ", and the look-up failed: " + failed.refusal());
      }
      if (now.isEmpty()) {
        return Outcome.refused(changed(drift.target() + " is gone"));
      }
      NetBoxAddress object = now.get();
      if (ours.stream().allMatch(f -> Objects.equals(actual(f, object), f.wanted()))) {
        return Outcome.done(unclear == null ? List.of() : List.of(drift.mending()));
      }
      for (FieldDrift field : ours) {
        String actual = actual(field, object);
        if (!Objects.equals(actual, field.found()) && !Objects.equals(actual, field.wanted())) {
          return Outcome.refused(changed(drift.target() + ": " + field.name() + " is " + actual));
        }
      }
      if (unclear != null && Verdict.mayStillRun(unclear)) {
        return Outcome.unknown("NetBox may still be at work: " + unclear);
      }
      HttpCall.Builder call = HttpCall.patch(parts.marks().at(object.id())).json(body).expectJson();
      HttpResult result = parts.api().send(parts.api().onlyIfStill(object.etag(), call).build());
      if (result instanceof HttpAnswer answer && answer.isSuccess()) {
        return Outcome.done(List.of(drift.mending()));
      }
      if (Verdict.isUnclear(result)) {
        unclear = result;
      } else if (!(result instanceof HttpAnswer answer) || answer.status() != 412) {
        Refusal refusal = parts.verdict().failure(result).refusal();
        return unclear == null
            ? Outcome.refused(refusal)
            : Outcome.unknown(unclear + ", and the repeat: " + refusal);
      }
    }
    return unclear == null
        ? Outcome.refused(Refusal.retryLater("netbox_busy", drift.target() + " keeps changing"))
        : Outcome.unknown("mending of " + drift.target() + ": " + unclear);
  }

  private @Nullable String actual(FieldDrift field, NetBoxAddress object) {
    if (field.name().equals(settings.operationField())) {
      return AddressDrift.absent(object.operation());
    }
    NetBoxAddress.Said said = object.is();
    return switch (field.name()) {
      case DriftRules.TENANT -> AddressDrift.absent(said.tenant());
      case DriftRules.DNS_NAME -> AddressDrift.absent(AddressDrift.name(said.dnsName()));
      case DriftRules.STATUS -> AddressDrift.absent(said.status());
      case AddressDrift.DESCRIPTION -> AddressDrift.absent(said.description());
      default -> throw new IllegalArgumentException("no field of ours: " + field.name());
    };
  }

  private static long id(Drift drift) {
    Matcher id = ID.matcher(drift.target());
    if (!id.matches()) {
      throw new IllegalArgumentException("not found by this check: " + drift.target());
    }
    return Long.parseLong(id.group(1));
  }

  private static String wanted(List<FieldDrift> fields, String name) {
    return fields.stream()
        .filter(field -> field.name().equals(name))
        .map(field -> field.wanted() == null ? "" : field.wanted())
        .findFirst()
        .orElse("");
  }

  private static Refusal changed(String message) {
    return Refusal.permanent("changed_since", message);
  }
}
