/** The customers of a tenant. */
@NullMarked
package io.ispkit.runtime.customer;

import org.jspecify.annotations.NullMarked;
