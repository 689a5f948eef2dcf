/** The exception tree: what may be retried, and what may not. */
@NullMarked
package io.ispkit.core.error;

import org.jspecify.annotations.NullMarked;
