/**
 * Addresses, delegated prefixes and VLANs from NetBox: {@link io.ispkit.netbox.NetBoxProvider} is
 * found by {@code ServiceLoader} and opens a {@link io.ispkit.netbox.NetBox}.
 */
@NullMarked
package io.ispkit.netbox;

import org.jspecify.annotations.NullMarked;
