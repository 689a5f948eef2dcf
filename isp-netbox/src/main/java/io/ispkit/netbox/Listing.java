package io.ispkit.netbox;

import io.ispkit.core.http.HttpCall;
import java.util.Map;
import java.util.Set;

/**
 * A question for a list of objects. NetBox ignores a filter whose name it does not know, and then
 * lists everything; so only names that are known to filter may be used. Not thread-safe.
 */
final class Listing {

  private static final Set<String> SELECTING = Set.of("tenant", "status", "role", "tag", "vrf");

  private static final Map<String, Set<String>> KNOWN =
      Map.of(
          NetBoxApi.PREFIXES, Set.of("prefix", "site"),
          NetBoxApi.RANGES, Set.of(),
          NetBoxApi.ADDRESSES, Set.of("address", "parent"),
          NetBoxApi.VLANS, Set.of("group", "vid", "name"),
          NetBoxApi.VLAN_GROUPS, Set.of("slug"),
          NetBoxApi.TENANTS, Set.of("slug"),
          NetBoxApi.TAGS, Set.of("slug"),
          NetBoxApi.CUSTOM_FIELDS, Set.of("name"));

  private final String path;
  private final HttpCall.Builder call;

  private Listing(String path) {
    this.path = path;
    this.call = HttpCall.get(path).expectJson();
  }

  static Listing of(String path) {
    if (!KNOWN.containsKey(path)) {
      throw new IllegalArgumentException("no list " + path);
    }
    return new Listing(path);
  }

  /**
   * A filter; several values of one name are alternatives, but for tags, which must all be there.
   */
  Listing with(String name, String value) {
    if (!KNOWN.getOrDefault(path, Set.of()).contains(name)
        && !(path.startsWith("/api/ipam/") && SELECTING.contains(name))) {
      throw new IllegalArgumentException("no filter " + name + " of " + path);
    }
    call.query(name, value);
    return this;
  }

  /**
   * A filter by a custom field. Whether NetBox has the field cannot be known here: judge the
   * answer.
   */
  Listing withField(String field, String value) {
    call.query("cf_" + field, value);
    return this;
  }

  /** How many objects a page has at most, 1 to 1000 (NetBox's own limit); 50 otherwise. */
  Listing pagesOf(int objects) {
    call.query("limit", Integer.toString(objects));
    return this;
  }

  /**
   * In the order of the ids, where NetBox knows that (its pagination by cursor, since 4.6); before
   * it is ignored.
   */
  Listing byId() {
    call.query("start", "0");
    return this;
  }

  String path() {
    return path;
  }

  HttpCall call() {
    return call.build();
  }
}
