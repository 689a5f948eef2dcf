package io.ispkit.testkit.netbox;

import io.ispkit.core.address.Prefix;
import io.ispkit.testkit.http.FakeRequest;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The filters of a list request. Names that NetBox does not know are ignored, as there. */
final class NetBoxFilters {

  private static final Set<String> STATUSES =
      Set.of("container", "active", "reserved", "deprecated", "dhcp", "slaac");

  private final FakeNetBox box;
  private final Map<String, List<String>> filters;

  /** The custom fields of a model that are filtered by. */
  private final Map<String, List<String>> fields = new HashMap<>();

  NetBoxFilters(FakeNetBox box, FakeRequest request) {
    this.box = box;
    this.filters = request.query();
    // Unknown values of choices and of related objects are errors.
    for (String tenant : values("tenant")) {
      if (!box.tenants.contains(tenant)) {
        throw unknown("tenant", tenant);
      }
    }
    for (String status : values("status")) {
      if (!STATUSES.contains(status)) {
        throw unknown("status", status);
      }
    }
    known("role", box.roles());
    known("vrf", box.vrfs());
    known("site", box.sites());
    known("tag", box.knownTags());
    for (String group : values("group")) {
      if (box.vlanGroups.stream().noneMatch(g -> g.slug().equals(group))) {
        throw unknown("group", group);
      }
    }
  }

  private void known(String name, Set<String> all) {
    for (String value : values(name)) {
      if (!all.contains(value)) {
        throw unknown(name, value);
      }
    }
  }

  boolean accepts(PrefixObject prefix) {
    return any("tenant", prefix.tenant)
        && any("role", prefix.role)
        && any("vrf", prefix.vrf)
        && any("site", prefix.site)
        && any("status", prefix.status)
        && prefix.tags.containsAll(values("tag"))
        && (values("prefix").isEmpty()
            || values("prefix").stream().anyMatch(wanted -> prefix.prefix.equals(net(wanted))))
        && values("contains").stream().allMatch(host -> prefix.prefix.contains(address(host)))
        && custom(FakeNetBox.PREFIX, prefix.customFields);
  }

  boolean accepts(RangeObject range) {
    return any("tenant", range.tenant)
        && any("role", range.role)
        && any("vrf", range.vrf)
        && any("status", range.status)
        && range.tags.containsAll(values("tag"));
  }

  boolean accepts(AddressObject address) {
    return any("tenant", address.tenant())
        && any("status", address.status())
        && any("vrf", address.vrf())
        && (values("address").isEmpty()
            || values("address").stream().anyMatch(wanted -> is(wanted, address)))
        && (values("parent").isEmpty()
            || values("parent").stream()
                .map(NetBoxFilters::net)
                .anyMatch(net -> net != null && net.contains(address(address.host()))))
        && custom(FakeNetBox.ADDRESS, address.customFields());
  }

  boolean accepts(VlanObject vlan) {
    return any("tenant", vlan.tenant())
        && any("group", vlan.group())
        && any("vid", Integer.toString(vlan.vid()))
        && any("name", vlan.name())
        && custom(FakeNetBox.VLAN, vlan.customFields());
  }

  boolean accepts(String name, String actual) {
    return any(name, actual);
  }

  private boolean custom(String model, Map<String, String> actual) {
    List<String> filtered =
        fields.computeIfAbsent(
            model,
            m -> box.fieldsOf(m).stream().filter(f -> !values("cf_" + f).isEmpty()).toList());
    return filtered.stream().allMatch(field -> matches(field, actual.getOrDefault(field, "")));
  }

  /** Several values are alternatives. */
  private boolean matches(String field, String actual) {
    List<String> wanted = values("cf_" + field);
    return wanted.isEmpty()
        || wanted.stream()
            .anyMatch(
                value ->
                    box.exactFilters
                        ? actual.equals(value)
                        : actual.toLowerCase(Locale.ROOT).contains(value.toLowerCase(Locale.ROOT)));
  }

  private boolean any(String name, @Nullable String actual) {
    List<String> wanted = values(name);
    return wanted.isEmpty() || (actual != null && wanted.contains(actual));
  }

  private List<String> values(String name) {
    return filters.getOrDefault(name, List.of());
  }

  /** Without a mask any mask will do; since 4.6.4 in whatever way the address is written. */
  private static boolean is(String wanted, AddressObject address) {
    try {
      return wanted.contains("/")
          ? wanted.equals(address.address())
          : address(wanted).equals(address(address.host()));
    } catch (IllegalArgumentException noAddress) {
      return false;
    }
  }

  /** A network or an address, in whatever way it is written; null for what is neither. */
  private static @Nullable Prefix net(String text) {
    try {
      return text.contains("/")
          ? Prefix.parse(text)
          : new Prefix(address(text), address(text).getAddress().length * 8);
    } catch (IllegalArgumentException neither) {
      return null;
    }
  }

  private static InetAddress address(String host) {
    return Prefix.address(host.replaceFirst("/.*", ""));
  }

  private static Invalid unknown(String name, String value) {
    return Invalid.field(
        name, "Select a valid choice. " + value + " is not one of the available choices.");
  }
}
