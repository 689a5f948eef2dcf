package io.ispkit.testkit.netbox;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A VLAN as it stands in a {@link FakeNetBox}.
 *
 * @param group slug
 * @param tenant slug, or null
 * @param version counts the changes; the ETag is made from it
 */
public record VlanObject(
    int id,
    int vid,
    String name,
    String group,
    @Nullable String tenant,
    String status,
    String description,
    Set<String> tags,
    Map<String, String> customFields,
    int version) {

  public VlanObject {
    tags = Set.copyOf(tags);
    customFields = Map.copyOf(customFields);
  }
}
