/** Bandwidth plans that customers buy. */
@NullMarked
package io.ispkit.core.plan;

import org.jspecify.annotations.NullMarked;
