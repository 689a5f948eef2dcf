package io.ispkit.genieacs;

import io.ispkit.core.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The tags by which a device says which service it belongs to, among all tenants that share an ACS.
 *
 * @param prefix what all our tags begin with
 * @param value prefix, tenant and service; only characters that pass GenieACS's paths
 */
record Tag(String prefix, String value) {

  static Tag of(String prefix, TenantId tenant, String serviceId) {
    return new Tag(prefix, ofTenant(prefix, tenant) + plain(serviceId));
  }

  /** What all tags of a tenant begin with, and those of no other tenant. */
  static String ofTenant(String prefix, TenantId tenant) {
    // A hyphen of the tenant would end it too early: acme and acme-2 are two tenants.
    return prefix + plain(tenant.value()).replace("-", "_2d") + "-";
  }

  /**
   * Letters, digits and {@code -} stand for themselves, all else as {@code _} and two hex digits.
   */
  private static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean itself =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
      if (itself) {
        plain.append(c);
      } else {
        plain
            .append('_')
            .append(Character.forDigit(c >> 4, 16))
            .append(Character.forDigit(c & 15, 16));
      }
    }
    return plain.toString();
  }

  /** A tag of ours among {@code tags} that names another service. */
  Optional<String> foreign(List<String> tags) {
    return tags.stream().filter(t -> t.startsWith(prefix) && !t.equals(value)).findFirst();
  }
}
