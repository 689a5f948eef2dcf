package io.ispkit.testkit.netbox;

import io.ispkit.core.address.Prefix;
import io.ispkit.testkit.http.FakeRequest;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The filters of a list request. Names that NetBox does not know are ignored, as there. */
final class NetBoxFilters {

  private static final Set<String> STATUSES =
      Set.of("container", "active", "reserved", "deprecated", "dhcp", "slaac");

  private static final Pattern ZEROS = Pattern.compile("(?:^|:)0(?::0)+(?::|$)");

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
    for (String group : values("group")) {
      if (box.vlanGroups.stream().noneMatch(g -> g.slug().equals(group))) {
        throw unknown("group", group);
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
        && any("prefix", prefix.prefix.toString())
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
            || values("address").contains(address.address())
            || values("address").contains(asPostgresWrites(address(address.host()))))
        && (values("parent").isEmpty()
            || values("parent").stream()
                .anyMatch(parent -> Prefix.parse(parent).contains(address(address.host()))))
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

  /** NetBox compares the text of {@code host()}: IPv6 with its longest run of zeros cut out. */
  private static String asPostgresWrites(InetAddress address) {
    String text = address.getHostAddress();
    String longest = "";
    Matcher zeros = ZEROS.matcher(text);
    while (zeros.find()) {
      longest = zeros.group().length() > longest.length() ? zeros.group() : longest;
    }
    if (!text.contains(":") || longest.isEmpty()) {
      return text;
    }
    int at = text.indexOf(longest);
    return text.substring(0, at) + "::" + text.substring(at + longest.length());
  }

  private static InetAddress address(String host) {
    return Prefix.address(host.replaceFirst("/.*", ""));
  }

  private static Invalid unknown(String name, String value) {
    return Invalid.field(
        name, "Select a valid choice. " + value + " is not one of the available choices.");
  }
}
