/** The bandwidth plans of a tenant. */
@NullMarked
package io.ispkit.runtime.plan;

import org.jspecify.annotations.NullMarked;
