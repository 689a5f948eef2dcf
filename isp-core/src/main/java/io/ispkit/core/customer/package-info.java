/** Customers. */
@NullMarked
package io.ispkit.core.customer;

import org.jspecify.annotations.NullMarked;
