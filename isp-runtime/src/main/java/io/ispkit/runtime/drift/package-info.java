/** Drift over all systems: for one service, one customer, and a whole tenant. */
@NullMarked
package io.ispkit.runtime.drift;

import org.jspecify.annotations.NullMarked;
