/**
 * What all systems that we call have in common, whatever they speak: time-outs, a bound on the
 * calls under way, and a circuit breaker, under the same options.
 */
@NullMarked
package io.ispkit.core.connection;

import org.jspecify.annotations.NullMarked;
