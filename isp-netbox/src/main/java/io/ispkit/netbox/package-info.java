/**
 * Addresses from NetBox: {@link io.ispkit.netbox.NetBoxProvider} is found by {@code ServiceLoader};
 * all else is its own business.
 */
@NullMarked
package io.ispkit.netbox;

import org.jspecify.annotations.NullMarked;
