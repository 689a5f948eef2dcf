package io.ispkit.testkit.netbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.core.address.Prefix;
import io.ispkit.testkit.http.FakeReply;
import io.ispkit.testkit.http.FakeRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The filters of a list request. Names that NetBox does not know are ignored, as there. */
final class NetBoxFilters {

  private static final Set<String> STATUSES =
      Set.of("container", "active", "reserved", "deprecated", "dhcp", "slaac");

  private final FakeNetBox box;
  private final Map<String, List<String>> filters;

  NetBoxFilters(FakeNetBox box, FakeRequest request) {
    this.box = box;
    this.filters = request.query();
  }

  /** Unknown values of choices and of related objects are errors. */
  Optional<FakeReply> fault() {
    for (String tenant : values("tenant")) {
      if (!box.tenants.contains(tenant)) {
        return Optional.of(invalid("tenant", tenant));
      }
    }
    for (String status : values("status")) {
      if (!STATUSES.contains(status)) {
        return Optional.of(invalid("status", status));
      }
    }
    return Optional.empty();
  }

  boolean accepts(PrefixObject prefix) {
    return any("tenant", prefix.tenant)
        && any("role", prefix.role)
        && any("vrf", prefix.vrf)
        && any("site", prefix.site)
        && any("status", prefix.status)
        && prefix.tags.containsAll(values("tag"))
        && (values("prefix").isEmpty() || values("prefix").contains(prefix.prefix.toString()))
        && values("contains").stream()
            .allMatch(host -> prefix.prefix.contains(Prefix.address(host)));
  }

  boolean accepts(AddressObject address) {
    return any("tenant", address.tenant())
        && any("status", address.status())
        && any("vrf", address.vrf())
        && (values("address").isEmpty()
            || values("address").contains(address.address())
            || values("address").contains(address.host()))
        && box.addressFields.stream().allMatch(field -> matches(field, address));
  }

  private boolean matches(String field, AddressObject address) {
    List<String> wanted = values("cf_" + field);
    String actual = address.customFields().getOrDefault(field, "");
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

  private static FakeReply invalid(String name, String value) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray(name)
        .add("Select a valid choice. " + value + " is not one of the available choices.");
    return FakeReply.json(400, body);
  }
}
