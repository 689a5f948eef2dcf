/** Tenants. */
@NullMarked
package io.ispkit.core.tenant;

import org.jspecify.annotations.NullMarked;
