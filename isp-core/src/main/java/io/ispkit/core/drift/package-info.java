/**
 * Drift: where a system around us holds something else than it should, who is right then, and how
 * it is mended.
 */
@NullMarked
package io.ispkit.core.drift;

import org.jspecify.annotations.NullMarked;
