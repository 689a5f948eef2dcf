/** Shared parts that are no promise. */
@NullMarked
package io.ispkit.runtime.internal;

import org.jspecify.annotations.NullMarked;
