/** Addresses from NetBox. */
@NullMarked
package io.ispkit.netbox;

import org.jspecify.annotations.NullMarked;
