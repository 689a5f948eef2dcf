package io.ispkit.netbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.ispkit.core.drift.Drift;
import io.ispkit.core.drift.ExpectedService;
import io.ispkit.core.drift.ExpectedServices;
import io.ispkit.core.drift.FieldDrift;
import io.ispkit.core.drift.Winner;
import io.ispkit.core.id.OperationId;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.tenant.TenantId;
import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Compares IP address objects with services. Reads only. */
final class AddressDrift {

  static final String SYSTEM = "netbox";

  /** In a missing object: the address with its mask, and its VRF's id when it has one. */
  static final String ADDRESS = "address";

  static final String VRF = "vrf";
  static final String DESCRIPTION = "description";
  static final String TAGS = "tags";

  private static final Set<String> IN_USE = Set.of("active", "dhcp", "slaac");
  private static final int PAGE = 500;

  private final TenantId tenant;
  private final AddressParts parts;
  private final NetBoxSettings settings;
  private final InstantSource clock;

  AddressDrift(TenantId tenant, AddressParts parts, NetBoxSettings settings, InstantSource clock) {
    this.tenant = tenant;
    this.parts = parts;
    this.settings = settings;
    this.clock = clock;
  }

  List<Drift> compare(ExpectedService service) throws CallFailed {
    InetAddress address = service.address();
    if (address == null) {
      return List.of();
    }
    List<Source> sources = parts.sources().all();
    Set<Long> vrfs = new HashSet<>();
    sources.forEach(source -> vrfs.add(source.vrf()));
    List<NetBoxAddress> there =
        parts.lookup().of(address).stream().filter(a -> vrfs.contains(a.vrf())).toList();
    if (!service.active()) {
      String owner = service.serviceId() + " (";
      return there.stream()
          .filter(a -> isOurs(a) && a.is().description().startsWith(owner) && isOld(a))
          .map(a -> stray(a, service.serviceId()))
          .toList();
    }
    Optional<NetBoxAddress> one =
        there.stream().filter(this::isOurs).findFirst().or(() -> there.stream().findFirst());
    if (one.isEmpty()) {
      return List.of(missing(service, address, sources));
    }
    List<FieldDrift> fields = fields(service, one.get());
    return fields.isEmpty()
        ? List.of()
        : List.of(
            new Drift(
                SYSTEM, Drift.Kind.DIFFERENT, one.get().target(), service.serviceId(), fields));
  }

  private List<FieldDrift> fields(ExpectedService service, NetBoxAddress object) {
    NetBoxAddress.Said said = object.is();
    DriftRules rules = settings.drift();
    List<FieldDrift> fields = new ArrayList<>();
    if (!said.tenant().equals(settings.tenant())) {
      Winner winner = rules.winner(DriftRules.TENANT);
      fields.add(
          new FieldDrift(DriftRules.TENANT, settings.tenant(), absent(said.tenant()), winner));
    }
    String wanted = name(service.dnsName());
    String found = name(said.dnsName());
    if (!wanted.equals(found)) {
      // A name where we have none is somebody's own.
      Winner winner = wanted.isEmpty() ? Winner.THEIRS : rules.winner(DriftRules.DNS_NAME);
      fields.add(new FieldDrift(DriftRules.DNS_NAME, absent(wanted), absent(found), winner));
    }
    if (!IN_USE.contains(said.status())) {
      Winner winner = rules.winner(DriftRules.STATUS);
      fields.add(new FieldDrift(DriftRules.STATUS, "active", absent(said.status()), winner));
    }
    if (object.operation().isEmpty()) {
      CommonBody.releasedMark(said.description(), tenant)
          .ifPresent(mark -> fields.addAll(released(service, said, mark)));
    }
    return fields;
  }

  /** What our release took away beside the status, though the service is in use. */
  private List<FieldDrift> released(
      ExpectedService service, NetBoxAddress.Said said, String releasedMark) {
    Winner winner = settings.drift().winner(DriftRules.STATUS);
    String description = CommonBody.description(service.serviceId(), service.customer());
    String mark = Optional.ofNullable(mark(service)).orElse(releasedMark);
    return List.of(
        new FieldDrift(settings.operationField(), mark, null, winner),
        new FieldDrift(DESCRIPTION, description, said.description(), winner));
  }

  /** By which a release of the service finds its address. */
  private @Nullable String mark(ExpectedService service) {
    OperationId operation = service.operation();
    return operation == null ? null : Marks.mark(Operation.of(tenant, operation));
  }

  private Drift missing(ExpectedService service, InetAddress address, List<Source> sources) {
    Winner winner = settings.drift().winner(DriftRules.MISSING);
    Optional<Source> source = sources.stream().filter(s -> s.isUsable(address)).findFirst();
    int mask = source.map(s -> s.subnet().length()).orElse(address.getAddress().length * 8);
    long vrf = source.orElse(sources.get(0)).vrf();
    List<FieldDrift> fields = new ArrayList<>();
    fields.add(new FieldDrift(ADDRESS, address.getHostAddress() + "/" + mask, null, winner));
    if (vrf != 0) {
      fields.add(new FieldDrift(VRF, Long.toString(vrf), null, winner));
    }
    fields.add(new FieldDrift(DriftRules.TENANT, settings.tenant(), null, winner));
    fields.add(new FieldDrift(DriftRules.STATUS, "active", null, winner));
    if (service.dnsName() != null) {
      fields.add(new FieldDrift(DriftRules.DNS_NAME, name(service.dnsName()), null, winner));
    }
    String description = CommonBody.description(service.serviceId(), service.customer());
    fields.add(new FieldDrift(DESCRIPTION, description, null, winner));
    if (!settings.tags().isEmpty()) {
      fields.add(new FieldDrift(TAGS, String.join(",", settings.tags()), null, winner));
    }
    if (mark(service) != null) {
      fields.add(new FieldDrift(settings.operationField(), mark(service), null, winner));
    }
    return new Drift(
        SYSTEM,
        Drift.Kind.MISSING,
        "ip-address " + address.getHostAddress() + "/" + mask,
        service.serviceId(),
        fields);
  }

  /** Tells of all objects of ours that no service in use accounts for; how many were looked at. */
  long strays(ExpectedServices services, Consumer<Drift> found) throws CallFailed {
    AtomicLong seen = new AtomicLong();
    Listing all = Listing.of(NetBoxApi.ADDRESSES).with("tenant", settings.tenant()).pagesOf(PAGE);
    parts
        .api()
        .each(
            all,
            json -> {
              seen.incrementAndGet();
              read(json).flatMap(object -> stray(object, services)).ifPresent(found);
            });
    return seen.get();
  }

  private Optional<NetBoxAddress> read(JsonNode json) {
    try {
      return Optional.of(NetBoxAddress.of(json, settings.operationField(), ""));
    } catch (IllegalArgumentException nothingOfOurs) {
      return Optional.empty();
    }
  }

  private Optional<Drift> stray(NetBoxAddress object, ExpectedServices services) {
    if (!isOurs(object) || !isOld(object)) {
      return Optional.empty();
    }
    Optional<ExpectedService> service = services.byAddress(object.address());
    return service.filter(ExpectedService::active).isPresent()
        ? Optional.empty()
        : Optional.of(stray(object, service.map(ExpectedService::serviceId).orElse(null)));
  }

  private Drift stray(NetBoxAddress object, @Nullable String serviceId) {
    Winner winner = settings.drift().winner(DriftRules.STRAY);
    List<FieldDrift> fields = new ArrayList<>();
    fields.add(new FieldDrift(settings.operationField(), null, object.operation(), winner));
    fields.add(new FieldDrift(DESCRIPTION, null, absent(object.is().description()), winner));
    fields.add(new FieldDrift(DriftRules.DNS_NAME, null, absent(object.dnsName()), winner));
    return new Drift(SYSTEM, Drift.Kind.STRAY, object.target(), serviceId, fields);
  }

  /** Whether it carries a mark of this tenant. */
  boolean isOurs(NetBoxAddress object) {
    return object.operation().startsWith(tenant + "/");
  }

  private boolean isOld(NetBoxAddress object) {
    try {
      Instant updated = OffsetDateTime.parse(object.is().updated()).toInstant();
      return updated.plus(settings.drift().grace()).isBefore(clock.instant());
    } catch (DateTimeException untold) {
      return true;
    }
  }

  /** NetBox keeps names in lower case; a dot at the end says nothing new. */
  static String name(@Nullable String dnsName) {
    return dnsName == null ? "" : dnsName.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
  }

  static @Nullable String absent(String text) {
    return text.isEmpty() ? null : text;
  }
}
